# Each target does its own set-up: Python 3.11 or newer, make and git are all that a machine must have.
#   make run         the demonstration: chain, ledger, API and page on this machine
#   make test        everything that must hold before a change is accepted
#   make test-quick  the tests that are quick, in about two minutes (also: make test-quick T=tests/verifier)
#   make test-full   and the long campaigns
#   make lint        style, types, import rules
#   make audit       known vulnerabilities of what is locked, as far as the registries tell
#   make bench       measurements (bench/)
#   make lock        renew the lock files after a change of dependencies

PYTHON ?= $(shell for p in python3 python3.15 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
PEERS := bench/peers/node_modules/.package-lock.json
PYTEST := $(BIN)/pytest --numprocesses=auto --dist=loadfile
export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
# Chromium's npm package brings the few system libraries that it needs, and uses them only where it believes to be there.
export AWS_EXECUTION_ENV := AWS_Lambda_nodejs22.x
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run setup setup-run python lint test test-quick test-full audit bench lock

help:
	@sed -n 's/^#   //p' Makefile

python:
	@[ -n "$(PYTHON)" ] || { echo "Wayproof needs Python 3.11 or newer. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }

setup-run: python
	@$(PYTHON) .ci/bootstrap.py run

setup: python
	@$(PYTHON) .ci/bootstrap.py dev

run: setup-run
	@exec $(BIN)/wayproof up --demo $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(PYTEST) -m "not full" $(T)

test-quick: setup
	$(PYTEST) -m "not slow and not full and not postgresql" $(T)

test-full: lint
	$(PYTEST) $(T)

audit: setup
	@$(BIN)/python .ci/audit.py

bench: setup $(PEERS)
	$(BIN)/python -m bench $(ARGS)

$(PEERS): bench/peers/package.json bench/peers/package-lock.json | setup
	cd bench/peers && npm ci --loglevel=warn
	@touch $@

COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
lock: setup
	$(COMPILE) pyproject.toml --extra server --group build --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra server --group build --group dev --constraints requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group pyproject.toml:node --output-file requirements-node.lock
