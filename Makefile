# Two commands: `make lab` opens the seminar, `make test` passes the tests. Each makes .venv if it is not there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# In a container one is root, and Jupyter refuses root unless told. It listens to this computer alone, with a secret in its address.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: site pdf slides handouts app lite pyodide lowest lab test quick case expectations notebooks exercises bundle screenshot bench clean docs packages publish-as grade grade-demo bench-grading

lab: $(VENV)/student
	@echo "Opening lesson 0 in your browser, in about 15 seconds. Leave this window open while you work; to end, press Ctrl+C twice."
	$(BIN)/jupyter lab $(ROOT) --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb

test: $(VENV)/tester
	$(BIN)/python tools/test.py

quick: $(VENV)/tester  ## style, types, tables and models in under a minute: while you work
	$(BIN)/python tools/test.py --quick

notebooks: $(VENV)/tester  ## make every lesson from notebooks/source/, run it and store its outputs
	$(BIN)/python tools/notebooks.py

expectations: $(VENV)/tester  ## write what the models find for this case into tests/expectations.json
	$(BIN)/python tools/expectations.py

case: docs exercises notebooks expectations  ## after a change to a table: all that is made from tables, in the right order
	git diff --stat

exercises: $(VENV)/tester  ## make keys and students' notebooks from exercises/key/*.py
	$(BIN)/python -m seminar.exercises.build

bundle: $(if $(CODE),$(VENV)/tester,$(BIN)/python)  ## pack what students get, without the key, into dist/: make bundle [CODE="the class's code"]
	$(BIN)/python tools/bundle.py $(if $(CODE),--code "$(CODE)")

packages: $(BIN)/python  ## wheel and source distribution into dist/, both without the key
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'hatchling>=1.27'
	$(BIN)/python -m hatchling build -d dist

publish-as: $(BIN)/python  ## write the links to a published copy: make publish-as REPOSITORY=owner/name [TAG=v0.1.0]
	$(BIN)/python tools/publish_as.py "$(REPOSITORY)" $(if $(TAG),--tag "$(TAG)")

site: $(VENV)/tester  ## make the reading copy in site/: open site/index.html
	$(BIN)/python tools/site.py

pdf: $(VENV)/tester  ## the same, and each page as PDF
	$(BIN)/python tools/site.py --pdf

slides: $(VENV)/tester  ## make a deck for each session in dist/slides/, with what it needs inside; also as PDF
	$(BIN)/python tools/slides.py --pdf

handouts: $(VENV)/tester  ## make a sheet for each session, name cards and number cards in dist/print/, also as PDF
	$(BIN)/python tools/handouts.py --pdf

app: $(VENV)/app  ## show the boards of lessons 5 and 6 on a projector
	$(BIN)/python tools/app.py

lite: $(VENV)-lite/made  ## make the page that needs no server, in dist/lite/: make lite [PYODIDE=folder, so that it asks no other host]
	$(VENV)-lite/bin/python tools/lite.py $(if $(PYODIDE),--pyodide "$(PYODIDE)")

pyodide:  ## fetch Python for browsers, 340 MB, into pyodide/, once: make lite PYODIDE=pyodide carries what the lessons need of it
	$(PYTHON) tools/pyodide_archive.py pyodide

lowest: $(VENV)/tester  ## pass the tests with the lowest versions that we allow; takes some minutes
	$(BIN)/python tools/lowest.py

docs: $(VENV)/tester  ## make glossary, bibliography and role briefs from the tables
	$(BIN)/python tools/docs.py
	$(BIN)/python tools/briefs.py

screenshot: $(VENV)/tester  ## make the README's picture
	$(BIN)/python tools/screenshot.py

bench: $(VENV)/tester  ## time a slider move, a lesson, and its memory
	$(BIN)/python tools/bench.py

# seminar grade ends with 1 where all went well and something needs a look: that is no error of make's
grade: $(VENV)/grader  ## grade a class: make grade ZIP="the download.zip" [OUT=grades] [MORE="--release 1"]; without ZIP, only write again
	$(BIN)/python -m seminar.cli grade $(if $(ZIP),"$(ZIP)") --out "$(or $(OUT),grades)" $(MORE) || [ $$? -eq 1 ]

grade-demo: $(VENV)/grader  ## make a class of 20, grade it, and open the class page
	$(BIN)/python tools/grade_demo.py

bench-grading: $(VENV)/tester  ## grade one class with this and with nbgrader, and print the ratios
	$(BIN)/python tools/bench_grading.py

$(VENV)/grader: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[grade]'
	touch $@

# The page shows every extension of JupyterLab that it finds: here only those that it needs
$(VENV)-lite/made: pyproject.toml
	$(PYTHON) -m venv $(VENV)-lite
	$(VENV)-lite/bin/python -m pip install --quiet --disable-pip-version-check -e '.[lite]'
	touch $@

$(VENV)/app: $(VENV)/student
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[app]'
	touch $@

$(BIN)/python:
	@echo "Making a place for the seminar's own Python, .venv: a few seconds."
	$(PYTHON) -m venv $(VENV)

$(VENV)/student: $(BIN)/python requirements.txt pyproject.toml
	@echo "Installing what the lessons need into .venv. This happens once, and takes one to five minutes with nothing on the screen."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/tester: $(VENV)/student
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) $(VENV)-lite .venv-lowest build dist site tests/screenshots
