"""The model in, a package with Python names and modules out."""
