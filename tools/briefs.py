"""Write the role briefs of lesson 4 to docs/roles/, one page per actor, from the tables.

python tools/briefs.py
"""

from __future__ import annotations

from pathlib import Path

from seminar import bargaining

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "roles"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for actor, page in bargaining.briefs().items():
        (FOLDER / f"{actor}.md").write_text(page.markdown(), encoding="utf-8", newline="\n")
        print(f"docs/roles/{actor}.md")


if __name__ == "__main__":
    main()
