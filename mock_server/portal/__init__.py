"""The portal's behaviour: handlers call the store, the store has the rules."""
