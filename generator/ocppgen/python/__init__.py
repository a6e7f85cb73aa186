"""Python's syntax: how types, constants, conditions and imports are written."""
