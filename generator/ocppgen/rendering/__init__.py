"""The named package to text: Jinja, then black."""
