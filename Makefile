# What one types. `make run` and `make test` work on a fresh machine with Python 3.11 or newer.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT
languages := 'import tomllib; print(*tomllib.load(open("municipality.toml", "rb"))["municipality"]["languages"])'

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.runtime ## the portal with demo data on http://127.0.0.1:$(PORT)
	@$(BIN)/portal run

test: $(VENV)/.dev system-packages ## every test, browser and PostgreSQL included
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q

check: $(VENV)/.dev ## format, lint, types, import contracts, templates, translations, migrations, fast tests (on SQLite)
	@$(BIN)/ruff format --check -q portal tests benchmarks
	@$(BIN)/ruff check -q portal tests benchmarks
	@$(BIN)/mypy portal
	@$(BIN)/lint-imports --no-cache --config pyproject.toml >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m pytest -n 2 --dist loadfile -q -m "not slow and not browser" -k "not postgresql"

faults: $(VENV)/.dev system-packages ## only the faults: killed workers and databases, a mail server that is down
	@$(BIN)/python -m pytest -q tests/faults

load: $(VENV)/.dev system-packages ## many at once on both databases for a minute each: no error, no case doubled or lost
	@$(BIN)/python -m tests.long.load

soak: $(VENV)/.dev system-packages ## ten thousand mixed requests on both databases: the memory of every process stays flat
	@$(BIN)/python -m tests.long.soak

fuzz: $(VENV)/.dev system-packages ## hostile requests to every route on both databases: never a 500
	@$(BIN)/python -m tests.long.fuzz

audit: $(VENV)/.dev ## locks, licences, settings, image and headers against what we allow
	@$(BIN)/python -m tests.long.audit

bench: $(VENV)/.dev ## the benchmarks: ratios to a bare view under the same server, also as var/bench.json
	@$(BIN)/python -m benchmarks

assets: ## rebuild static/ from assets/ (needs Node; the result is committed)
	@cd assets && npm ci --silent && npm run --silent build

strings: $(VENV)/.dev ## extract the strings and update the catalogues
	@$(BIN)/pybabel -q extract -F babel.cfg --no-wrap --sort-output --no-location --project=portal --version=1 --header-comment="# The strings of the portal."\
	  -k word -k _l -k lazy_gettext -k counted:1,2 -o translations/messages.pot .
	@for language in $$($(BIN)/python -c $(languages)); do \
	  if [ -f translations/$$language/LC_MESSAGES/messages.po ]; then action="update --no-fuzzy-matching --ignore-pot-creation-date --ignore-obsolete"; \
	  else action=init; fi; \
	  $(BIN)/pybabel -q $$action --no-wrap -i translations/messages.pot -d translations -l $$language; done
	@$(BIN)/portal catalogues

migration: $(VENV)/.dev ## write the next migration from the models: make migration id=0002 m="Add a column"
	@test -n "$(id)" -a -n "$(m)" || { echo 'make migration id=0002 m="Add a column"'; exit 2; }
	@$(BIN)/alembic revision --autogenerate --rev-id "$(id)" -m "$(m)"

screens: $(VENV)/.dev system-packages ## the screenshots of docs/screens (`--all`: every page into var/screens)
	@$(BIN)/python -m tests.browser.screens

locks: ## lock the dependencies anew (needs uv)
	@for name in runtime dev; do uv pip compile -q requirements/$$name.in -o requirements/$$name.lock --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --python-version 3.11; done

system-packages:
	@.ci/system-packages

# One line for both ways: uv where it is, pip where it is not. The lock is complete and hashed.
define install
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --allow-existing --python $(PY) $(VENV) && uv pip install -q --require-hashes --python $(BIN)/python -r $<; \
	else \
	  { test -x $(BIN)/python || $(PY) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<; fi
endef

$(VENV)/.runtime: requirements/runtime.lock
	@$(PY) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	@echo "Installing what the portal needs, once ..."
	$(install)
	@$(BIN)/python -c 'import pathlib, site; pathlib.Path(site.getsitepackages()[0], "portal.pth").write_text(str(pathlib.Path().absolute()) + "\n")'
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m portal.cli "$$@"\n' >$(BIN)/portal && chmod +x $(BIN)/portal
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	@echo "Installing what the tests need, once ..."
	$(install)
	@touch $@

.PHONY: help run test check faults load soak fuzz audit bench assets strings migration screens locks system-packages
