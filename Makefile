# Needs python3 (3.11 or later) and make. Everything is installed into .venv, at pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint eval bench golden data clean

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv: $(VENV)/.installed

demo: $(VENV)/.installed            ## the main job on examples/
	rm -f demo.sqlite demo.sqlite-wal demo.sqlite-shm
	$(BIN)/dateline add examples --record demo.sqlite
	@echo; echo "== what happened, by day"
	@DATELINE_LISTING=table $(BIN)/dateline timeline --record demo.sqlite
	@echo; echo "== where reports differ"
	@DATELINE_LISTING=table $(BIN)/dateline disputes --record demo.sqlite
	@echo; echo "== one event, each value with its words: dateline show mukalla"
	@$(BIN)/dateline show mukalla --record demo.sqlite
	@echo; echo "== why these claims are one event: dateline explain al-Harbi"
	@$(BIN)/dateline explain al-Harbi --record demo.sqlite

test: lint                          ## everything CI runs
	$(BIN)/python -m pytest

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/mypy

eval: $(VENV)/.installed            ## scores the development sets, where they are at hand
	$(BIN)/python evaluation/run.py $(SHARED)

bench: $(VENV)/.installed           ## speed and memory, as ratios and rates of one run
	$(BIN)/python benchmarks/run.py $(SHARED)

golden: $(VENV)/.installed          ## rewrites the golden files; review them as a diff
	DATELINE_GOLDEN=1 $(BIN)/python -m pytest tests

data: $(VENV)/.installed            ## rebuilds the place index, word list and look-alike table that the package carries
	$(PYTHON) -m venv .venv-build
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-data.lock
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv-build/bin/python -m dateline.gazetteer.build src/dateline/gazetteer/places.sqlite
	.venv-build/bin/python -m dateline.data.build_words src/dateline/data/words.txt.gz
	.venv-build/bin/python -m dateline.repair.build_lookalikes src/dateline/repair/lookalikes.txt

clean:
	rm -rf $(VENV) .venv-build build demo.sqlite*
