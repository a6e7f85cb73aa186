"""What is told when a rule over a conversation is broken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of one rule, at the line that it is reported at.

    There is at most one finding per rule and line. Texts are empty where the capture does not
    tell.
    """

    rule: str
    """The rule's id, as in the tables of ``tables/``."""
    severity: str
    """``error``, ``warning`` or ``note``: that of the rule."""
    level: str
    """The same in the words of SARIF, which happen to be the same three."""
    file: str
    line: int
    """From 1."""
    related: tuple[int, ...]
    """Other lines of the same file that the finding rests on, in ascending order."""
    connection: str
    """The station's identity."""
    direction: str
    """``to central system``, ``to charge point``, or nothing."""
    time: str
    """As the log has it."""
    action: str | None
    """Of an answer: that of the call it answers."""
    id: str | None
    """The message id."""
    message: str
    """What is wrong, in one line, without secrets."""
    source: str
    """Documents and sections that the rule stands on."""
