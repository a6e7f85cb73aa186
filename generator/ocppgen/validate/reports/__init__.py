"""What is told of a whole capture, beside the lines of text and JSON: HTML and SARIF.

``html.py`` is the report as a form of output. ``collector.py`` gathers what it tells while the
frames go by (``station.py`` with ``transactions.py``, ``updates.py`` and ``changes.py``;
``problems.py``; ``frames.py`` for the diagrams), ``limits.py`` says how much of it. ``document.py``
chooses the words (``timeline.py``, ``cards.py``), ``page.py`` and the folder ``page/`` make one
file of them. ``sarif.py`` writes results as they come.
"""
