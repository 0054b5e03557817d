"""Print the Binder badge of a published copy, to be pasted into its README.

python binder/badge.py owner/repository [tag]
"""

from __future__ import annotations

import re
import sys

START = "notebooks/00_start_here.ipynb"


def badge(repository: str, tag: str = "HEAD") -> str:
    """The badge as Markdown: it opens lesson 0 of this GitHub repository at this tag. ValueError if it is no repository."""
    name = re.fullmatch(r"(?:https://github\.com/)?([\w.-]+/[\w.-]+?)(?:\.git)?/?", repository)
    if not name:
        raise ValueError(f"{repository!r} is not a GitHub repository. Write it as owner/repository.")
    return f"[![Open in Binder](https://mybinder.org/badge_logo.svg)](https://mybinder.org/v2/gh/{name[1]}/{tag}?urlpath=lab/tree/{START})"


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    try:
        print(badge(*sys.argv[1:]))
    except ValueError as fault:
        sys.exit(str(fault))
