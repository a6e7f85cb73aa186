# Needs Python 3.11+, make and the package registry; everything else is set up below.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.ready-test
FUZZ_READY := $(VENV)/.ready-fuzz
MUTANTS_READY := $(VENV)/.ready-mutants
EXAMPLES_READY := $(VENV)/.ready-examples
DOCS_READY := $(VENV)/.ready-docs
NODE := tests/interop/node
NODE_READY := $(NODE)/node_modules/.ready
BROWSER_READY := $(VENV)/.ready-browser
# Notices of the tools about their own future; the versions are bounded in pyproject.toml.
QUIET_DOCS := NO_MKDOCS_2_WARNING=1 DISABLE_MKDOCS_2_WARNING=true
BENCH_VENV := .venv-bench
BENCH_READY := $(BENCH_VENV)/.ready
FUZZ_SECONDS ?= 60
SOAK_SECONDS ?= 300
BASE ?= main
MOST ?= 20
SEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help generate check test golden demo lint types fuzz fuzz-guided mutants soak bench bench-quick bench-check bench-record docs docs-serve clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

EDITIONS := 1.6 2.0.1 2.1

generate: $(READY) ## write generated/ from schemas/, a package for each version
	@for edition in $(EDITIONS); do $(VENV)/bin/ocppgen generate --edition $$edition || exit; done

check: $(READY) ## fail, with a diff, if generated/ is not what schemas/ gives
	@for edition in $(EDITIONS); do $(VENV)/bin/ocppgen check --edition $$edition || exit; done

test: $(TEST_READY) $(NODE_READY) $(BROWSER_READY) lint types check docs ## run everything that must hold
	@$(PY) -m pytest --quiet --numprocesses auto --maxprocesses 8 --dist worksteal

golden: $(TEST_READY) $(NODE_READY) ## accept what the golden cases give now; review it as a diff
	@$(PY) -m pytest -q tests/golden tests/interop --accept

demo: $(EXAMPLES_READY) ## let a central system and a charge point talk, and print it
	@PYTHONPATH=generated $(PY) examples/demo.py

lint: $(TEST_READY) ## check style and structure: ruff, black, import-linter
	@$(VENV)/bin/ruff check --quiet .
	@$(VENV)/bin/black --quiet --check generator tests examples benchmarks docs
	@$(VENV)/bin/black --quiet --check --line-length 88 generated
	@$(VENV)/bin/lint-imports --no-logo --cache-dir $(VENV)/.imports > $(VENV)/.imports.txt \
		|| { cat $(VENV)/.imports.txt; exit 1; }

types: $(TEST_READY) ## check types: mypy --strict and pyright
	@$(VENV)/bin/mypy
	@$(VENV)/bin/pyright --warnings

fuzz: $(TEST_READY) ## compare with the oracle on new inputs for FUZZ_SECONDS
	@PYTHONPATH=generated $(PY) -m tests.fuzz --seconds $(FUZZ_SECONDS)

fuzz-guided: $(FUZZ_READY) ## let coverage guide new texts for FUZZ_SECONDS; see CONTRIBUTING.md
	@PYTHONPATH=generated $(PY) -m tests.fuzz.guided --seconds $(FUZZ_SECONDS)

mutants: $(MUTANTS_READY) ## change what is touched since BASE; see CONTRIBUTING.md
	@$(PY) -m tests.mutants --most $(MOST) --seed $(SEED) $(if $(ALL),--all,--base $(BASE)) $(FILES)

soak: $(TEST_READY) ## let 500 charge points, most of them hostile, come and go for SOAK_SECONDS
	@PYTHONPATH=generated $(PY) -m tests.endpoints.soak --seconds $(SOAK_SECONDS)

bench: $(BENCH_READY) ## time it beside its peers, in full; see benchmarks/README.md
	@$(BENCH_VENV)/bin/python -m benchmarks

bench-quick: $(BENCH_READY) ## the same at a glance, within a minute
	@$(BENCH_VENV)/bin/python -m benchmarks --quick

bench-check: $(BENCH_READY) ## fail if a goal for speed is not reached
	@$(BENCH_VENV)/bin/python -m benchmarks --check

bench-record: $(BENCH_READY) ## keep what it finds with this PYTHON: the record, docs/speed.md, the chart
	@$(BENCH_VENV)/bin/python -m benchmarks --record .

docs: $(DOCS_READY) ## build the pages into build/site; fail on a broken link
	@$(QUIET_DOCS) $(VENV)/bin/mkdocs build --quiet --strict

docs-serve: $(DOCS_READY) ## show the pages on a local port, and renew them as they change
	@$(QUIET_DOCS) $(VENV)/bin/mkdocs serve

clean: ## remove what is built and cached, not what is generated
	rm -rf $(VENV) $(BENCH_VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf $(NODE)/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; say make PYTHON=python3.12" >&2; exit 2; }
	@echo "setting up $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"

$(READY): $(PY) pyproject.toml
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TEST_READY): $(READY)
	@echo "installing the test tools"
	@$(PY) -m pip install --quiet --disable-pip-version-check --group test
	@$(PY) -m tests.suite.fetch
	@touch $@

$(FUZZ_READY): $(TEST_READY)
	@echo "installing atheris"
	@$(PY) -m pip install --quiet --disable-pip-version-check --group fuzz
	@touch $@

$(MUTANTS_READY): $(TEST_READY)
	@echo "installing cosmic-ray"
	@$(PY) -m pip install --quiet --disable-pip-version-check --group mutants
	@touch $@

$(EXAMPLES_READY): $(READY)
	@echo "installing what the examples need"
	@$(PY) -m pip install --quiet --disable-pip-version-check --group examples
	@touch $@

$(DOCS_READY): $(READY)
	@echo "installing what the pages need"
	@$(PY) -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

# Without node the tests with the JavaScript peer are skipped, and say so.
$(NODE_READY): $(NODE)/package.json $(NODE)/package-lock.json
	@if command -v npm > /dev/null; then \
		echo "installing the JavaScript peer" \
		&& npm --prefix $(NODE) ci --loglevel=error --no-audit --no-fund --ignore-scripts; \
	else echo "no npm: the tests with the JavaScript peer will be skipped" >&2; fi
	@mkdir -p $(@D) && touch $@

# Without chromium the tests that open a report in it are skipped, and say so.
$(BROWSER_READY): $(TEST_READY)
	@if command -v chromium > /dev/null || command -v google-chrome > /dev/null; then :; \
	elif command -v apt-get > /dev/null && [ "$$(id -u)" = 0 ]; then \
		echo "installing chromium" \
		&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq \
			--no-install-recommends chromium > $(VENV)/.chromium.txt 2>&1 \
		|| { tail -n 3 $(VENV)/.chromium.txt; \
			echo "no chromium: the tests with a browser will be skipped"; } >&2; \
	else echo "no chromium: the tests with a browser will be skipped" >&2; fi
	@touch $@

# The ignore file keeps the folder out of version control, whatever .gitignore says.
$(BENCH_READY): benchmarks/requirements.txt pyproject.toml
	@echo "installing the peers into $(BENCH_VENV)"
	@$(PYTHON) -m venv $(BENCH_VENV)
	@echo '*' > $(BENCH_VENV)/.gitignore
	@$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BENCH_VENV)/bin/python -m pip install --quiet --disable-pip-version-check \
		--requirement benchmarks/requirements.txt --editable .
	@touch $@
