# Every command of the project; `make` alone lists them. Each target sets up by itself what it needs.

SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup packages demo test check bench fuzz chaos screenshots docs borders format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## make .venv from the lock file (installs uv into .tools/ when it is missing)

$(READY): pyproject.toml uv.lock tools/bootstrap.sh
	@sh tools/bootstrap.sh
	@touch $@

packages: ## install the Debian packages that tests of real services need (root or sudo; else says so)
	@sh tools/packages.sh $(ARGS)

demo: setup ## play the summer of 2016 and open it in a browser, with a time slider
	@$(BIN)/dabyl demo $(ARGS)

test: check packages ## check, then all tests; the last line says what was skipped and why
	@sh tools/test.sh $(ARGS)

check: setup ## format, lint, types, import contracts, and the tests by which the code checks itself
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@sh tools/contracts.sh
	$(BIN)/pytest tests/fitness -q -p no:cacheprovider

bench: setup ## measure what performance claims rest on, each against its peer
	@sh tools/bench.sh $(ARGS)

fuzz: setup ## feed the CAP reader broken and hostile files for minutes: by coverage, then by grammar
	@sh tools/fuzz.sh $(ARGS)

chaos: setup ## kill real processes at every place that writes (long)
	$(BIN)/pytest -m chaos --chaos-every-write -q $(ARGS)

PICTURES = now draft preview forms sent-back review released correction alone countersign library
screenshots: setup ## make the pictures of the README and of docs/ in a real Chromium
	$(BIN)/python tools/screenshots.py
	DABYL_PICTURES=screenshots $(BIN)/pytest -q -p no:cacheprovider $(patsubst %,tests/journeys/test_console_%.py,summer emergency library)
	cp $(patsubst %,screenshots/console-%.png,$(PICTURES)) docs/images/
	$(BIN)/python tools/smaller.py docs/images/*.png

docs: setup ## make the pages of docs/ that are made: commands, OpenAPI, the tour, CAP rules and files
	$(BIN)/python tools/commands.py
	$(BIN)/python tools/openapi.py
	$(BIN)/python tools/tour.py
	$(BIN)/python tools/cap_rules.py
	$(BIN)/python tools/cap_corpus.py

borders: setup ## make the shipped border file again from Natural Earth (Debian's qgis-common)
	$(BIN)/python tools/borders.py

format: setup ## let ruff lay out and mend what it can
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .

clean: ## remove what tools left behind; .venv and .tools stay
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov dist
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
