# make demo and make test do all the set-up on a machine that has only python3 (with venv) and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint format coverage docs bench mutants wheel clean

help:  ## Say what each target does
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | awk -F'\t' '{printf "make %-10s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The second engine needs Python below 3.13 and a C compiler; all else works without it.
$(VENV)/.ready: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[rete,xlsx]' 2>$(VENV)/rete.log || $(PIP) install --editable '.[xlsx]'
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable '.[dev]' 2>$(VENV)/rete.log || $(PIP) install --editable '.[tools,xlsx]'
	@touch $(VENV)/.ready $@

demo: $(VENV)/.ready  ## Check the example service with two engines and print its findings
	$(BIN)/peercomply check fixtures/harbour --as-of 2026-11-22 --fail-on never \
	  $$($(BIN)/python -c 'import durable_rules_engine' 2>/dev/null && echo --cross-check)
	@$(BIN)/python -c 'import durable_rules_engine' 2>/dev/null \
	  || echo 'Not confirmed by a second engine: that needs Python below 3.13 and a C compiler.'

test: $(VENV)/.ready-dev  ## Run the test suite, the cases of the rules, and what checks the cases
	$(BIN)/python -m pytest --quiet --numprocesses auto --dist loadgroup
	$(BIN)/peercomply rules test rules/peer-support --min-coverage 100
	$(BIN)/peercomply rules lint rules/peer-support
	$(BIN)/peercomply rules mutate rules/peer-support
	$(BIN)/peercomply rules coverage rules/peer-support --fail-under 100

lint: $(VENV)/.ready-dev  ## Check style, types, layers and dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

format: $(VENV)/.ready-dev  ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: $(VENV)/.ready-dev  ## Run the tests and print the branches that none of them reached
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --quiet
	$(BIN)/coverage report --show-missing --skip-covered

docs: $(VENV)/.ready-dev  ## Write the pages of docs/ that are made from the code
	$(BIN)/python docs/generate.py

bench: $(VENV)/.ready-dev  ## Measure the engines side by side and write benchmarks/RESULTS.md (12 minutes)
	$(PIP) install --editable '.[bench]'
	$(BIN)/python benchmarks/compare.py

mutants: $(VENV)/.ready-dev  ## Change the code in 100 more places, see what tests notice, write benchmarks/MUTANTS.md (an hour)
	$(PIP) install --editable '.[mutation]'
	$(BIN)/python benchmarks/mutants.py try plan=20 memory=45 rete=20 sql=15
	$(BIN)/python benchmarks/mutants.py write

wheel: $(VENV)/.ready-dev  ## Build the wheel, install it somewhere else and run it there
	./docs/try-wheel.sh $(BIN)/python

clean:  ## Remove what the other targets made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
