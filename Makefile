# Everything a newcomer, a developer and CI need; `make` alone lists it.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e
.DEFAULT_GOAL := help

.PHONY: help
help: ## show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What a film needs; torch and the tests' tools come with `setup`.
.venv/.ready: pyproject.toml constraints.txt
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(INSTALL) .
	@$(BIN)/python -c "import librosa.util.utils" # compiles its kernels once, not in each process
	@touch $@

.venv/.ready-dev: .venv/.ready
	$(INSTALL) '.[dev]'
	@touch $@

.PHONY: setup
setup: .venv/.ready-dev ## create .venv with everything pinned (no root needed)

.PHONY: demo
demo: .venv/.ready ## render the bundled song to demo.mp4
	$(BIN)/scopitone render examples/demo.ogg \
	  --theme "a lighthouse keeper walks home along the sea at dusk" \
	  --workdir demo --out demo.mp4 $(DEMO_OPTIONS)

.PHONY: up
up: .venv/.ready ## start the service on this machine; Ctrl-C stops it
	$(BIN)/scopitone up

PYTEST := $(BIN)/pytest --dist loadfile --no-loadscope-reorder

# Tests start hundreds of processes; whoever forbids Python to keep what it compiled pays in each.
test cover: export PYTHONDONTWRITEBYTECODE :=
.PHONY: test
test: setup ## run the whole suite
	$(PYTEST) -n 3 # one mostly waits, for a lease to end or a stream to close

.PHONY: cover
cover: setup ## count the lines that are run by the tests of the stages and of what is shared, alone
	$(PYTEST) -n 2 --cov --cov-report=term tests/unit/common tests/unit/workers/stages \
	  tests/integration/db tests/integration/storage tests/integration/netguard

SEED ?= $(shell echo $$RANDOM)
.PHONY: chaos
chaos: setup ## kill, freeze, flush, lock: plays all faults (SEED=7); prints a table
	$(BIN)/python -m tests.chaos --seed $(SEED)

MINUTES ?= 10
.PHONY: fuzz
fuzz: setup ## give readers of strangers' bytes what nearly is right (SEED=7 MINUTES=10); prints a table
	$(BIN)/python -m tests.fuzz --seed $(SEED) --minutes $(MINUTES)

.PHONY: check
check: setup ## lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: audit
audit: setup ## compare what is pinned with published vulnerabilities
	$(BIN)/pip-audit --requirement constraints.txt --no-deps --disable-pip

.PHONY: bench
bench: setup ## measure speed and memory as ratios; prints a table
	$(BIN)/python -m benchmarks

.PHONY: lock
lock: setup ## pin dependencies anew in constraints.txt
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-header --no-annotate --no-emit-index-url \
	  --no-emit-find-links --extra dev --output-file constraints.txt pyproject.toml
	sed -i -e '/^scopitone/d' -e 's/+cpu$$//' constraints.txt
