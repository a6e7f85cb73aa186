"""The command: flags and settings in, calls of the library, words and exit codes out."""
