"""The page without a server, opened in Chromium: Python starts in it, the seminar is installed, and no other host is asked.

Nothing is fetched unless it is asked for. Where SEMINAR_PYODIDE names an unpacked archive of Pyodide (make pyodide), every lesson
and exercise is run. With SEMINAR_PYODIDE=core its core comes from npm, and what has no wheel for every system is an empty package of
the same name: Python starts on that, and no lesson can run.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import browser
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import lite  # noqa: E402
import pyodide_archive  # noqa: E402

GIVEN = os.environ.get("SEMINAR_PYODIDE", "")
WHOLE = "" if GIVEN == "core" else GIVEN
NOTEBOOKS = [
    f"{p.parent.name}/{p.name}"
    for folder in ("notebooks", "exercises")
    for p in sorted((ROOT / folder).glob("[0-9]*.ipynb"))
]
PURE = (
    "--only-binary=:all:",
    "--platform=any",
    "--implementation=py",
    "--abi=none",
    f"--python-version={pyodide_archive.PYTHON}",
)
SAY = """async code => {
  const asked = jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }), said = [];
  asked.onIOPub = m => said.push(m.content.text ?? m.content.evalue ?? '');
  return [(await asked.done).content.status, said.join('')];
}"""


def stand_in(folder: Path) -> Path:
    """Pyodide's core from npm with what the kernel needs, and an empty package for each of what has no wheel for it here."""
    made = folder.parent
    packed = _fetched("npm", "pack", "--silent", f"--pack-destination={made}", f"pyodide@{pyodide_archive.VERSION}")
    shutil.unpack_archive(made / packed.strip(), made)
    (made / "package").rename(folder)
    lock = json.loads((folder / pyodide_archive.LOCK).read_text(encoding="utf-8"))
    packages = lock["packages"]
    pure = pyodide_archive.needed(lock, (*pyodide_archive.KERNEL, "typing-extensions"))
    pins = [f"{name}=={packages[name]['version']}" for name in pure]
    _fetched(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *PURE, f"--dest={folder}", *pins)
    for name in pyodide_archive.needed(lock, (*pyodide_archive.KERNEL, *lite.BROUGHT)):
        if name not in pure:
            packages[name]["file_name"] = _empty(folder, name.replace("-", "_"), packages[name]["version"])
        packages[name]["sha256"] = pyodide_archive.digest(folder / packages[name]["file_name"])
    (folder / pyodide_archive.LOCK).write_text(json.dumps(lock), encoding="utf-8")
    return folder


def _fetched(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"{command[0]} cannot fetch here: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def _empty(folder: Path, name: str, version: str) -> str:
    wheel, info = f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / wheel, "w") as out:
        out.writestr(f"{name}/__init__.py", "")
        out.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        out.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        out.writestr(f"{info}/RECORD", "")
    return wheel


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The page, served; JupyterLab's own object can be reached in it, as a test needs it."""
    if not GIVEN:
        pytest.skip(
            "Pyodide is not fetched unless asked for: SEMINAR_PYODIDE=core, or the folder that make pyodide made"
        )
    if not browser.CHROMIUM or importlib.util.find_spec("jupyterlite_core") is None:
        pytest.skip("Chromium or JupyterLite is not installed (apt-get install chromium, pip install -e '.[lite]')")
    if not WHOLE and not shutil.which("npm"):
        pytest.skip("npm is not installed; it brings the core of Pyodide (apt-get install npm)")
    made = tmp_path_factory.mktemp("lite")
    built = lite.build(made / "page", python=Path(WHOLE) if WHOLE else stand_in(made / "pyodide"))
    settings = json.loads((built / "jupyter-lite.json").read_text(encoding="utf-8"))
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    (built / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=built)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(address: str, notebook: str):
    """The notebook in a browser that has seen nothing yet, once its kernel has begun to start."""
    with browser.page(address) as page:
        page.goto(f"{address}notebooks/index.html?path={notebook}")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext")
        page.evaluate(
            "async () => { const w = jupyterapp.shell.currentWidget; await w.context.ready; await w.sessionContext.ready; }"
        )
        yield page
        assert not page.outside, f"Another host was asked: {page.outside}"


@pytest.mark.browser
def test_the_first_page_fetches_nothing_says_what_a_lesson_fetches_and_leads_to_each(address):
    with browser.page(address, 360, 800) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        assert "this page has been fetched" in page.get_by_role("main").inner_text()
        assert [url for url in asked if not url.endswith("favicon.ico")] == [address] and not page.outside
        leads = [a.get_attribute("href") for a in page.get_by_role("link").all()]
        assert leads == [*(f"notebooks/index.html?path={path}" for path in NOTEBOOKS), "lab/index.html"]
        assert browser.axe(page) == [] and browser.faint(page, "main") == []
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
        page.get_by_role("link", name="Start here").click()
        page.locator("p", has_text="The next cell installs the seminar").wait_for()


@pytest.mark.browser
def test_python_starts_and_installs_the_seminar_and_asks_no_other_host(address):
    with opened(address, NOTEBOOKS[0]) as page:
        assert page.evaluate(SAY, lite.INSTALL) == ["ok", ""]
        lock = "from pathlib import Path; from seminar.kit import files\nwith files.locked(Path('it.json')): files.write(Path('it.json'), 'kept')"
        assert page.evaluate(SAY, lock) == ["ok", ""]  # and no warning
        assert page.evaluate(SAY, "print(files.read(Path('it.json')))")[1].strip() == "kept"
        assert page.evaluate(SAY, "import anywidget, ipywidgets; ipywidgets.IntSlider(description='moves')")[0] == "ok"
        missing = page.evaluate(SAY, "%pip install -q krippendorff")
        assert "PyPI fallback is disabled" in missing[1] or "could not be installed" in missing[1], missing


@pytest.mark.browser
@pytest.mark.skipif(not WHOLE, reason="a lesson needs the whole of Pyodide: make pyodide, then SEMINAR_PYODIDE=pyodide")
@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_lesson_and_exercise_runs(address, notebook):
    with opened(address, notebook) as page:
        browser.run_all(page)
