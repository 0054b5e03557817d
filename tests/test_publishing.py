"""A stranger publishes a copy under a name of their own: every link that should lead to it does, and no other."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
MADE = runpy.run_path(str(ROOT / "tools" / "publish_as.py"))
FILES = tuple(MADE["FILES"])
SITE = re.compile(r"https://([\w-]+)\.github\.io/([\w.-]*)")
GITHUB = re.compile(
    r"(?:https://github\.com|https%3A%2F%2Fgithub\.com|mybinder\.org/v2/gh)(?:/|%2F)([\w.-]+)(?:/|%2F)([\w.-]+)"
)


@pytest.fixture
def copy(tmp_path) -> Path:
    """The files that name where a copy is published, in a folder of their own."""
    folder = tmp_path / "copy"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def publish(folder: Path, name: str, tag: str = "v0.1.0") -> list[str]:
    return MADE["publish"](MADE["place"](name, tag), folder)


def written(folder: Path) -> dict[str, str]:
    """What stands between the marks of each file."""
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in FILES}
    return {name: MADE["MARKS"].search(text).group() for name, text in texts.items()}


def named(text: str) -> set[str]:
    """The repositories that a text links to on GitHub, its pages and Binder."""
    return {f"{owner}/{name}" for pattern in (GITHUB, SITE) for owner, name in pattern.findall(text)}


def git(folder: Path, *command: str) -> str:
    who = ["-c", "user.name=A Stranger", "-c", "user.email=stranger@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *command], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_who_clones_a_published_copy_finds_only_links_to_it(copy, tmp_path):
    """By the five steps of docs/publishing.md, with a bare repository in the place of GitHub."""
    git(tmp_path, "init", "-q", "--bare", "there.git")
    git(copy, "init", "-q")
    git(copy, "add", "-A")
    git(copy, "commit", "-qm", "as it was")
    assert set(publish(copy, "a-course/on-karabakh")) == set(FILES)
    git(copy, "commit", "-qam", "published")
    git(copy, "tag", "v0.1.0")
    git(copy, "push", "-q", str(tmp_path / "there.git"), "main", "v0.1.0")
    git(tmp_path, "clone", "-q", "--branch", "v0.1.0", "there.git", "found")
    for name, text in written(tmp_path / "found").items():
        assert named(text) == {"a-course/on-karabakh"}, name
    assert "OWNER" not in "".join((tmp_path / "found" / name).read_text(encoding="utf-8") for name in FILES)


def test_what_the_links_name_is_there(copy):
    publish(copy, "a-course/on-karabakh")
    texts = {name: (copy / name).read_text(encoding="utf-8") for name in FILES}
    (hub,) = re.findall(r"git-pull\?(\S+)", texts["docs/publishing.md"])
    asked = dict(parse_qsl(hub))  # as nbgitpuller reads it; it clones into a folder of the repository's name
    assert asked == {
        "repo": "https://github.com/a-course/on-karabakh",
        "branch": "main",
        "urlpath": f"lab/tree/on-karabakh/{MADE['START']}",
    }
    for path in re.findall(r"lab/tree/([\w/.-]+ipynb)", unquote("".join(texts.values()))):
        assert (ROOT / path.removeprefix("on-karabakh/")).exists()
    sys.path.insert(0, str(ROOT / "tools"))
    import bundle

    assert f"releases/latest/download/{bundle.TARGET.name})" in texts["README.md"]
    assert "dist/*.zip" in (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "mv dist/lite site/lite" in (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert "(https://a-course.github.io/on-karabakh/lite/)" in texts["README.md"]


def test_the_files_can_still_be_read_by_those_that_read_them(copy):
    publish(copy, "a-course/on-karabakh")
    project = tomllib.loads((copy / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["urls"]["Repository"] == "https://github.com/a-course/on-karabakh"
    assert project["optional-dependencies"] and project["dependencies"]
    cited = yaml.safe_load((copy / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["repository-code"] == project["urls"]["Repository"] and cited["license"] == "MIT"
    contact = yaml.safe_load((copy / ".github/ISSUE_TEMPLATE/config.yml").read_text(encoding="utf-8"))["contact_links"]
    assert [link["url"] for link in contact] == ["https://github.com/a-course/on-karabakh/security/advisories/new"]


def test_a_second_name_leaves_nothing_of_the_first_and_the_same_name_changes_nothing(copy):
    publish(copy, "first/one")
    publish(copy, "https://github.com/second/two.git", "v0.2.0")
    for name, text in written(copy).items():
        assert named(text) == {"second/two"}, name
    assert publish(copy, "second/two", "v0.2.0") == []


def test_pages_of_a_person_stand_at_the_root():
    assert MADE["place"]("Ani/ani.github.io", "v1").addresses["site"] == "https://ani.github.io/"
    assert MADE["place"]("Ani/course", "v1").addresses["site"] == "https://ani.github.io/course/"


@pytest.mark.parametrize("given", ["karabakh", "a b/c", "https://example.org/a/b", "", "a/b/c", "a/b c"])
def test_what_is_no_repository_is_refused_with_a_sentence(given):
    with pytest.raises(ValueError, match="Write it as owner/name"):
        MADE["place"](given, "v1")


def test_a_file_that_lost_its_marks_is_named(copy):
    (copy / "SECURITY.md").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match=r"SECURITY\.md has 0 places"):
        publish(copy, "a/b")
