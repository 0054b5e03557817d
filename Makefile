# Two commands: `make lab` opens the seminar, `make test` passes the tests. Each makes .venv if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: lab test notebooks screenshot bench clean

lab: $(VENV)/student
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

test: $(VENV)/tester
	$(BIN)/python tools/test.py

notebooks: $(VENV)/tester  ## run every lesson and store its outputs
	$(BIN)/python tools/notebooks.py

screenshot: $(VENV)/tester  ## make the README's picture
	$(BIN)/python tools/screenshot.py

bench: $(VENV)/tester  ## time a slider move, a lesson, and its memory
	$(BIN)/python tools/bench.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/student: $(BIN)/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/tester: $(VENV)/student
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) build dist tests/screenshots
