# gouji: needs Python 3.11 or later and make; everything else goes into .venv.
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3,11) <= sys.version_info[:2] < (3,14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.gouji-setup
PYTEST_ARGS ?= -n auto --dist loadfile --no-loadscope-reorder
WAREHOUSE ?= build/gouji.duckdb
MUTATE_ARGS ?= --count 20 --seed 1
VARIANTS_ARGS ?= --no-single --pairs 20 --judge --seed 1

.PHONY: help setup lock licences run test test-fast mutate variants cluster bench bench-growth bench-scans soak lint format corpus-report queries clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: $(STAMP) ## make .venv with .venv/bin/gouji (tested versions from requirements/lock.txt)

$(STAMP): pyproject.toml requirements/lock.txt
	@test -n "$(PYTHON)" || { echo "gouji needs Python 3.11, 3.12 or 3.13 (set PYTHON=/path/to/python)"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/lock.txt
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@echo "ready: $(BIN)/gouji --help"

lock: ## requirements/lock.txt anew from pyproject.toml, with hashes for every system (LOCK_ARGS=--upgrade takes newer versions)
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	build/lock/bin/uv pip compile pyproject.toml requirements/build.in --all-extras --universal --python-version 3.11 --quiet \
		--generate-hashes --no-strip-extras --no-annotate --no-emit-index-url --custom-compile-command "make lock" $(LOCK_ARGS) -o requirements/lock.txt

licences: $(STAMP) ## docs/licences.md, of what is installed; fails where a library may not be used
	$(BIN)/python -m scripts.licences

run: $(STAMP) ## the main job on samples/, and its report (WAREHOUSE=build/gouji.duckdb)
	@mkdir -p $(dir $(WAREHOUSE))
	$(BIN)/gouji ingest samples --warehouse $(WAREHOUSE)
	$(BIN)/gouji report --warehouse $(WAREHOUSE)

# Byte code is kept between runs and shared by the workers and the commands they start: compiling is half of collecting.
test test-fast: export PYTHONDONTWRITEBYTECODE =

test: $(STAMP) ## every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

test-fast: $(STAMP) ## the tests that need no real document and no whole run
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not slow"

variants: $(STAMP) ## random layouts in every format: how many are read right, said, lost in silence, loaded wrong
	$(BIN)/python -m tests.kit.variants $(VARIANTS_ARGS)

mutate: $(STAMP) ## small slips in a copy of the code, and which of them the tests notice (MUTATE_ARGS="--package gouji --count 40")
	$(BIN)/python -m tests.kit.mutate $(MUTATE_ARGS)

cluster: $(STAMP) ## what docs/cluster.md says, on this machine: a scheduler, workers, a night on them
	$(BIN)/python -m scripts.cluster

bench: $(STAMP) ## time and memory of the main job, cold and warm
	$(BIN)/python scripts/bench.py

bench-scans: $(STAMP) ## documents drawn as scans and read again (needs ../shared; SCANS_ARGS="--read --levels clean")
	$(BIN)/python -m scripts.scans $(SCANS_ARGS)

bench-growth: $(STAMP) ## what a night costs beside what the warehouse holds (needs ../shared; minutes)
	$(BIN)/python -m scripts.growth

soak: $(STAMP) ## hostile files, kills, full disks, clocks that jump; goes on where it stopped (SOAK_ARGS="--minutes 50")
	$(BIN)/python -m scripts.soak $(SOAK_ARGS)

lint: $(STAMP) ## ruff, mypy --strict, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP) ## ruff format and the safe fixes
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

corpus-report: $(STAMP) ## what was recognised in ../shared/corpus and ../shared/seeds, against MANIFEST.tsv
	$(BIN)/python -m scripts.corpus_report
	$(BIN)/python -m scripts.golden_report --warehouse build/corpus.duckdb

queries: run ## the results in docs/queries.md, from the samples
	$(BIN)/python -m scripts.queries $(WAREHOUSE)

clean: ## remove what was built (not .venv)
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
