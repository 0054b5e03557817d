"""Write where a copy is published into every file that links to it: ``make publish-as REPOSITORY=owner/name``

    python tools/publish_as.py owner/name [--tag v0.1.0]

The links stand between two marks in each file, so that the command can be given again, with another name or a newer tag.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = "notebooks/00_start_here.ipynb"
MARKS = re.compile(r"(?P<open><!-- published -->|# published)\n.*?(?P<close><!-- /published -->|# /published)\n", re.S)
FILES = {
    "README.md": (
        "[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder})\n\n"
        "**Without installing anything:** [lesson 0 on Binder]({binder}), [all lessons to read]({site}), or "
        "[lessons that run in your own browser]({site}lite/). **With Python:** the [students' folder]({bundle}).\n"
    ),
    "docs/instructor.md": (
        "**Links to hand out.** [The students' folder]({bundle}); [lesson 0 on Binder]({binder}); [all lessons to read]({site}). For a JupyterHub\n"
        "with nbgitpuller see [Publishing a copy](publishing.md#jupyterhub).\n"
    ),
    "docs/publishing.md": (
        "```\nhttps://HUB/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com%2F{owner}%2F{repo}&branch=main&urlpath=lab%2Ftree%2F{repo}%2F{start}\n```\n"
    ),
    "SECURITY.md": "Report it here: <{code}/security/advisories/new>\n",
    "CITATION.cff": "repository-code: {code}\nurl: {site}\n",
    "pyproject.toml": '[project.urls]\nRepository = "{code}"\nChanges = "{code}/blob/main/CHANGELOG.md"\n"Reading copy" = "{site}"\n',
    ".github/ISSUE_TEMPLATE/config.yml": (
        "contact_links:\n  - name: A fault of the sandbox, or of a page that shows a student's text\n"
        "    url: {code}/security/advisories/new\n    about: Please report it privately.\n"
    ),
}


@dataclass(frozen=True)
class Place:
    """A repository on GitHub and a tag in it, and the addresses that follow from them."""

    owner: str
    repo: str
    tag: str

    @property
    def addresses(self) -> dict[str, str]:
        code = f"https://github.com/{self.owner}/{self.repo}"
        host = f"{self.owner.lower()}.github.io"
        return {
            "owner": self.owner,
            "repo": self.repo,
            "code": code,
            "site": f"https://{host}/" if self.repo.lower() == host else f"https://{host}/{self.repo}/",
            "binder": f"https://mybinder.org/v2/gh/{self.owner}/{self.repo}/{self.tag}?urlpath=lab/tree/{START}",
            "bundle": f"{code}/releases/latest/download/unenviable-task-students.zip",
            "start": START.replace("/", "%2F"),
        }


def place(repository: str, tag: str) -> Place:
    """The place that somebody names as owner/name or by its address. ValueError, with a sentence, if it is none."""
    name = re.fullmatch(r"(?:https://github\.com/)?([\w-]+)/([\w.-]+?)(?:\.git)?/?", repository)
    if not name:
        raise ValueError(f"{repository!r} is not a GitHub repository. Write it as owner/name.")
    if not re.fullmatch(r"[\w.-]+", tag):
        raise ValueError(f"{tag!r} is not a tag. Write it as in v0.1.0.")
    return Place(name[1], name[2], tag)


def publish(where: Place, root: Path = ROOT) -> list[str]:
    """Write the links into the files below ``root``; return the names of those that changed."""
    changed = []
    for name, lines in FILES.items():
        path = root / name
        before = path.read_text(encoding="utf-8")
        written = lines.format(**where.addresses)
        after, found = MARKS.subn(lambda marks, new=written: f"{marks['open']}\n{new}{marks['close']}\n", before)
        if found != 1:
            raise ValueError(
                f"{name} has {found} places between the marks “published”; it needs one. Take the file from the repository."
            )
        if after != before:
            path.write_text(after, encoding="utf-8", newline="\n")
            changed.append(name)
    return changed


def main(given: list[str]) -> None:
    version = re.search(r'__version__ = "(.+?)"', (ROOT / "seminar" / "__init__.py").read_text(encoding="utf-8"))[1]
    parser = argparse.ArgumentParser(description="Write where a copy is published into every file that links to it.")
    parser.add_argument("repository", metavar="OWNER/NAME", help="the repository on GitHub")
    parser.add_argument("--tag", default=f"v{version}", help="the tag that Binder opens (default: %(default)s)")
    options = parser.parse_args(given)
    try:
        changed = publish(place(options.repository, options.tag))
    except ValueError as fault:
        sys.exit(str(fault))
    print(
        f"Changed: {', '.join(changed) or 'nothing'}. Look at the difference, commit it, then push it with the tag {options.tag}."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
