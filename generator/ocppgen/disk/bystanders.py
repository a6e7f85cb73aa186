"""Files of desktops, editors and tools, which are nobody's business wherever they lie."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = frozenset(
    {
        # file managers
        ".DS_Store", ".directory", ".localized", "Icon\r", "Thumbs.db", "desktop.ini",
        "ehthumbs.db", "@eaDir", "__MACOSX",
        # version control and editors
        ".editorconfig", ".git", ".gitattributes", ".gitignore", ".gitkeep", ".hg", ".svn",
        ".idea", ".vscode",
        # what Python tools keep
        ".ipynb_checkpoints", ".mypy_cache", ".pyre", ".pytest_cache", ".pytype",
        ".ruff_cache", "__pycache__",
    }
)  # fmt: skip

_SHAPES: Final = re.compile(
    r".*~"  # the copy that an editor keeps
    r"|\._.*"  # what macOS puts beside a file on a foreign disk
    r"|\.#.*|#.*#"  # Emacs: a lock, and unsaved text
    r"|\..*\.sw[a-p]"  # Vim
    r"|\.nfs[0-9a-f]+"  # removed while somebody reads it
    r"|.*\.py[co]",  # compiled
    re.DOTALL,
)


def is_bystander(name: str) -> bool:
    """Whether a file or folder of this *name* is neither ours nor meant for us."""
    return name in _NAMES or _SHAPES.fullmatch(name) is not None
