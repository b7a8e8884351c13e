"""What the operations are, as data; a module for each API class."""
