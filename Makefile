# Every command makes what it needs: an environment in .venv, with this checkout installed in it.
PYTHON ?= python3
BIN := .venv/bin
SETTINGS := $(wildcard client_generator.yaml examples/*/client_generator*.yaml)
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check generate serve bench

help:  ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

demo: .venv/demo  ## walk through all nine operations, against a mock server of its own
	@$(BIN)/python -m examples.walkthrough

test: .venv/dev  ## run all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: .venv/dev  ## formatting, lint, types, and whether generated files are fresh
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@for settings in $(SETTINGS); do $(BIN)/python -m client_generator check --config $$settings || exit 1; done

generate: .venv/dev  ## make portal_client, the clients of examples, and their reference pages
	@for settings in $(SETTINGS); do $(BIN)/python -m client_generator generate --config $$settings || exit 1; done

serve: .venv/demo  ## run the mock server on port 8080
	@$(BIN)/python -m mock_server

bench: .venv/dev  ## measure ours beside the peers, which are installed on demand
	@$(BIN)/python benchmarks/mock.py
	@$(BIN)/python benchmarks/generate.py
	@$(BIN)/python benchmarks/import.py
	@$(BIN)/python benchmarks/client.py

.venv/bin/python:
	@$(PYTHON) -m venv .venv

.venv/demo: .venv/bin/python setup.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[mock]'
	@touch $@

.venv/dev: .venv/bin/python setup.py
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ .venv/demo
