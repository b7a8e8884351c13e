"""Programs and APIs to learn from."""
