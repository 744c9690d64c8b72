# Every command of the house, one line each; bare `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
export PYTHONUTF8 := 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo serve test bench lint format types contracts docs clean new-room

help: ## lists the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: ## installs everything that the project needs (Debian packages, .venv, front-end files, texts, handbook)
	@PYTHON=$(PYTHON) tools/setup.sh

demo: setup ## runs the main job on a whole fictional city and serves it on 127.0.0.1:8000 (ARGS=--no-serve ends after the lists)
	@$(BIN)/towa demo $(ARGS)

serve: setup ## serves the program on the data that is there
	@$(BIN)/towa serve $(ARGS)

test: setup ## runs everything that CI runs
	@tools/test.sh $(ARGS)

bench: setup ## measures each speed beside its peer in one run (benchmarks/results/)
	@$(BIN)/python -m benchmarks $(ARGS)

lint: setup ## style of code and templates
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

format: setup ## mends what `make lint` can mend by itself
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

types: setup ## types: strict in kernel, law, cores and gateways
	@$(BIN)/mypy src sample_town benchmarks tools tests

contracts: setup ## import contracts between floors and rooms
	@$(BIN)/lint-imports

docs: setup ## prints the generated reference and builds the handbook that the program serves at /help/
	@$(BIN)/towa docs write && $(BIN)/towa docs build

new-room: setup ## makes an empty room with the nine words: make new-room ARGS=name
	@$(BIN)/python tools/new_room.py $(ARGS)

clean: ## stops the private database and removes all that was installed or made here (asks before it removes the town)
	@tools/clean.sh $(ARGS)
