"""The commands, one a module: flags in, calls of the library, words and an exit code out.

Each module has a ``command`` and imports what it works with only when it runs, so that
``ocppgen --help`` stays fast. A new one is added to ``SECTIONS`` of ``cli/main.py``.
"""
