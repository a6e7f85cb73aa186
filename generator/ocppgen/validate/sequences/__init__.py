"""Judge conversations: rules of the specification's prose over what a station says and hears.

The tables of ``tables/`` say what the rules are, ``rules.py`` reads them. A `Finding` is one breach of a rule,
a `Tally` counts per rule how often it was broken, kept, or could not be decided.
"""
