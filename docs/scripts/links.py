"""Links that leave docs/ lead to the copies that ``project.py`` makes of their goals."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from mkdocs.structure.pages import Page

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#]+)(#[^)]*)?\)")


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Rewrite the links of one page."""
    here = page.file.src_uri
    # Where the page stands in the checkout: the project's pages do not stand in docs/.
    inside = here.startswith("project/")
    source = here.removeprefix("project/") if inside else f"docs/{here}"
    folder = posixpath.dirname(source)

    def rewritten(link: re.Match[str]) -> str:
        goal = posixpath.normpath(posixpath.join(folder, link[1]))
        if goal.startswith("docs/"):
            place = goal.removeprefix("docs/")
        elif goal.startswith("examples/") and goal.endswith(".py"):
            place = f"project/{goal.removesuffix('.py')}.md"
        elif goal == "examples":
            place = "project/examples/central_system.md"
        elif goal == "README.md":
            place = "index.md"
        elif goal == "LICENSE":
            return "](https://spdx.org/licenses/MIT.html)"
        else:
            place = f"project/{goal}"
        path = posixpath.relpath(place, posixpath.dirname(here) or ".")
        return f"]({path}{link[2] or ''})"

    return LINK.sub(rewritten, markdown)
