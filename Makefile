# The doors. Each sets up what is missing first and works where there is no screen.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
IMAGES ?=
WORKSPACE ?= demo-workspace
TO ?=
PYTEST := $(BIN)/python -m pytest

.PHONY: help setup demo run test torture check format bench docs texts clean

help:  ## What each door does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / - /'

setup: $(STAMP)  ## Debian packages (as root or with sudo), .venv, pinned requirements

$(STAMP): requirements/dev.txt requirements/debian.txt pyproject.toml installer/setup.sh
	bash installer/setup.sh
	@touch $@

demo: $(STAMP)  ## The main job on sample images; IMAGES=DIR for your own; the window when there is a screen
	$(BIN)/curatorbench demo --workspace "$(WORKSPACE)" $(if $(IMAGES),--images "$(IMAGES)")

run: $(STAMP)  ## The window
	$(BIN)/curatorbench gui "$(WORKSPACE)"

test: $(STAMP)  ## Every test; a seeded twentieth of each fault loop
	$(PYTEST)

torture: $(STAMP)  ## The fault loops in full
	$(PYTEST) --torture -m torture --timeout 7200

check: $(STAMP)  ## Format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

format: $(STAMP)  ## Format and sort
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP)  ## Our figures beside a peer's or a limit's, into benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

docs: $(STAMP)  ## Commands, keys, settings, index of decisions and pictures, derived from the program
	$(BIN)/python docs/build.py

texts: $(STAMP)  ## Every text of the window into a file for translators: TO=de, TO=pt_BR
	$(BIN)/python resources/translations/collect.py $(TO)

clean:  ## Remove what set-up and the demo made
	rm -rf $(VENV) $(WORKSPACE)
