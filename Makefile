# setup, run, test, check, bench: each sets up what it needs on a fresh machine with Python 3.11+, make and venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test check bench format clean

setup: $(STAMP)

$(STAMP): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Fristvakt needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the pinned libraries into .venv (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(STAMP)

run: setup
	@exec $(BIN)/python -m demo

test: setup
	@$(BIN)/python -m tests.run

check: setup
	@$(BIN)/ruff format --check --quiet . || { echo "make format mends the layout"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python -m pytest -q --no-header tests/test_architecture.py

bench: setup
	@$(BIN)/python -m bench

format: setup
	@$(BIN)/ruff check --quiet --fix . || true
	@$(BIN)/ruff format --quiet .

clean:
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info build
