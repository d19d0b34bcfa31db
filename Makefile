# make lab   opens the course        make quick  proves what needs neither kernel nor browser
# make test  proves everything       make help   lists the rest

PYTHON ?= python3
BIN := .venv/bin
# JupyterLab refuses to run as root unless told; in a container one often is.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
# Lesson 00 with the file list folded; where no browser opens, the address that is printed leads there, too.
START := notebooks --LabApp.default_url=/doc/tree/00_start_here.ipynb
# Three workers, each with one JupyterLab and one Chromium: on two cores a third works while others wait for a page.
# RANDOM=1 shuffles the tests.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadgroup --no-loadscope-reorder $(if $(RANDOM),-p randomly)

.PHONY: help lab quick test facts watch lint bench format data pages handouts student-view site site-open constraints clean test-latest audit

help:
	@echo "make lab          open the course in JupyterLab"
	@echo "make quick        lint, data, every test that needs neither kernel nor browser: two minutes (RANDOM=1 shuffles them)"
	@echo "make test         lint, data, all tests: units, every lesson in a kernel, a real browser"
	@echo "make test-latest  all tests with the newest releases, not the pinned ones; says what breaks"
	@echo "make bench        measure speed and memory into benchmarks/results (one: PART=latency)"
	@echo "make format       format the code and empty the notebooks of output"
	@echo "make data         check every cell of the tables after an edit, and write datapackage.json"
	@echo "make watch        what to check again by today: texts of law, open questions, tables that others update"
	@echo "make pages        rebuild the concept index, answers, recall plan, gallery, and what README and lessons take from tables"
	@echo "make handouts     print every lesson to handouts/: bets, pictures, answers (one: LESSON=05)"
	@echo "make student-view photograph the README's two pictures from a lesson"
	@echo "make site         build the browser edition in site/ (no server needed; any static host will do)"
	@echo "make site-open    see it on this machine"
	@echo "make constraints  choose the newest versions anew (then run make test)"
	@echo "make audit        ask whether a vulnerability is known in any pinned package (needs a network)"
	@echo "make clean        remove .venv and what tests left"

lab: .venv/lessons
	@echo "Opening the course. Keep this window open; Ctrl+C ends it."
	$(BIN)/python -m jupyter lab $(ROOT) $(START)

quick: .venv/test lint facts
	@echo "== tests without kernel and browser"
	$(PYTEST) -m "not kernel and not browser" --hypothesis-profile=quick

# EVERY_LESSON=1 opens every lesson in Notebook, Voila and the browser edition, too (weekly: latest.yml).
test: .venv/test .venv-elsewhere/ready lint facts
	@echo "== tests: units, kernels, browser (screenshots land in test-output/)"
	$(PYTEST)

facts: .venv/test
	@echo "== data package"
	$(BIN)/python -m tools.data --check
	$(BIN)/frictionless validate data/datapackage.json

# An environment of its own. PYTEST_ARGS=... runs a selection, PRE=1 takes pre-releases, too.
test-latest:
	@PYTEST_ARGS="$(PYTEST_ARGS)" PRE="$(PRE)" KEEP="$(KEEP)" $(PYTHON) -m tools.latest

lint: .venv/test
	@echo "== lint"
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/test .venv-elsewhere/ready
	$(BIN)/python -m benchmarks.report $(PART)

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m jupyter nbconvert --clear-output --inplace notebooks/*.ipynb

watch: .venv/test
	@$(BIN)/python -m tools.watch

data: .venv/test
	$(BIN)/python -m tools.data

pages: .venv/lessons
	$(BIN)/python -m tools.pages

handouts: .venv/lessons
	$(BIN)/python -m tools.handouts $(LESSON)

student-view: .venv/test
	$(BIN)/python -m tools.student_view

site: .venv-elsewhere/ready
	.venv-elsewhere/bin/python -m tools.browser_edition.build

site-open:
	$(PYTHON) -m tools.browser_edition.serve site

constraints:
	$(PYTHON) -m venv .venv-constraints
	.venv-constraints/bin/python -m pip install --quiet uv
	.venv-constraints/bin/uv pip compile --quiet --universal --python-version 3.11 --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--group test --group elsewhere -o constraints.txt
	rm -r .venv-constraints

# pip-audit in an environment of its own: it brings packages that the course does not pin.
audit:
	@test -x .venv-audit/bin/pip-audit || { $(PYTHON) -m venv .venv-audit && \
		.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit==2.10.1"; }
	.venv-audit/bin/python -m tools.vulnerabilities

clean:
	rm -rf .venv .venv-elsewhere .venv-constraints handouts site test-output .pytest_cache .ruff_cache .mypy_cache .hypothesis .venv-latest .venv-latest-elsewhere .venv-audit

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, then run make again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This Python is too old: install Python 3.11 or newer, or name one: make PYTHON=python3.12 lab"; exit 1; }
	@echo "== 1 of 2: making an isolated environment in .venv"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make an environment: install its venv module (on Debian: python3-venv)."; exit 1; }
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

# The course's settings of JupyterLab, in every environment that can open it.
SETTINGS = mkdir -p .venv/share/jupyter/lab/settings && cp .jupyterlab-overrides.json .venv/share/jupyter/lab/settings/overrides.json

.venv/lessons: .venv/bin/python pyproject.toml constraints.txt .jupyterlab-overrides.json
	@echo "== 2 of 2: installing JupyterLab, pandas, matplotlib, ipywidgets at the tested versions; a few minutes without a word"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group lessons
	@$(SETTINGS)
	@touch $@

.venv/test: .venv/bin/python pyproject.toml constraints.txt
	@echo "== 2 of 2: installing the lessons' and the tests' packages at the tested versions; a few minutes without a word"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group test
	@$(SETTINGS)
	@touch $@ .venv/lessons

# Beside, not in, the course's own environment: what JupyterLab shows must be what a student sees.
.venv-elsewhere/ready: pyproject.toml constraints.txt
	@echo "== the other places a lesson opens in: Notebook, Voila, JupyterHub, JupyterLite"
	@test -x .venv-elsewhere/bin/python || $(PYTHON) -m venv .venv-elsewhere
	@.venv-elsewhere/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	@.venv-elsewhere/bin/python -m pip install --quiet --disable-pip-version-check \
		--constraint constraints.txt --group elsewhere
	@touch $@
