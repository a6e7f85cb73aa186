"""How much a report holds and draws: none of it grows with the capture."""

from __future__ import annotations

STATIONS_HELD = 20_000
"""Stations that are kept apart; those that come later are told as one."""

STATIONS_LISTED = 500
"""Stations in the table of the overview."""

STATIONS_DRAWN = 60
"""Stations with a timeline and cards of their own."""

REFUSALS = 20
"""Files that could not be read and are named."""

RULES_LISTED = 300
"""Rules in the table of the overview."""

PROBLEMS = 600
"""Violations and findings that are shown one by one."""

PROBLEMS_OF_RULE = 60
"""Those of one rule among them."""

PROBLEMS_OF_RULE_AND_STATION = 12
"""Those of one rule at one station among them."""

FRAMES_BEFORE, FRAMES_BEHIND = 5, 4
"""Frames around a problem in its sequence diagram."""

RELATED = 8
"""Frames from elsewhere in it."""

FRAMES_HELD = 250_000
"""Frames of all stations that are held while reading, for the diagrams; the oldest go first."""

CARDS = 300
"""Transactions, updates and uploads with a card."""

CARDS_OF_STATION = 100
"""Those of one station."""

CARDS_HELD = 20_000
"""Those held while reading, of all stations."""

CHANGES_HELD = 400_000
"""Changes of status held while reading, of all stations."""

CHANGES_OF_LANE = 400
"""Changes of status in one lane of a timeline."""

CHANGES_DRAWN = 24_000
"""Those in the lanes of all timelines together."""

FLAGS_OF_STATION = 400
"""Problems that are marked on one timeline."""

FLAGS_DRAWN = 6_000
"""Those on all timelines together."""

MARKS = 200
"""Boots and resets that are marked on one timeline."""

GAPS = 100
"""Outages of one station; the longest are kept."""

BINS = 240
"""Bars of the lane that shows how busy a station was."""

STEPS = 40
"""Steps of one update or upload on its card."""

PAYLOAD = 300
"""Characters of a payload in a sequence diagram."""

TEXT = 400
"""Characters of any other text from a capture."""
