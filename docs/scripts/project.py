"""Pages of the site that stand elsewhere in the checkout: the project's own, and the examples."""

from __future__ import annotations

from pathlib import Path

import mkdocs_gen_files

ROOT = Path(__file__).resolve().parents[2]

PAGES = {
    "ARCHITECTURE.md": "Architecture",
    "CONTRIBUTING.md": "Contributing",
    "CHANGELOG.md": "Changelog",
    "SECURITY.md": "Security",
    "benchmarks/README.md": "Benchmarks",
    "schemas/ocpp16/SOURCES.md": "Schemas of OCPP 1.6",
    "schemas/ocpp201/SOURCES.md": "Schemas of OCPP 2.0.1",
    "schemas/ocpp21/SOURCES.md": "Schemas of OCPP 2.1",
}


def main() -> None:
    """Write the pages below ``project/``, under their paths in the checkout."""
    listed = []
    for path, title in PAGES.items():
        if (ROOT / path).is_file():
            with mkdocs_gen_files.open(f"project/{path}", "w") as page:
                page.write((ROOT / path).read_text("utf-8"))
            listed.append(f"* [{title}]({path})\n")
    listed.append("* Examples\n")
    for example in sorted((ROOT / "examples").rglob("*.py")):
        if "src" in example.relative_to(ROOT).parts:  # what somebody generated there
            continue
        path = f"{example.relative_to(ROOT).with_suffix('')}.md"
        code = example.read_text("utf-8")
        with mkdocs_gen_files.open(f"project/{path}", "w") as page:
            page.write(f"# {example.name}\n\n````python\n{code}````\n")
        listed.append(f"    * [{example.name}]({path})\n")
    with mkdocs_gen_files.open("project/SUMMARY.md", "w") as summary:
        summary.writelines(listed)


main()
