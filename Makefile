# The two commands a stranger needs: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
DOCUMENTS ?= ../shared/seeds
export TONGCHOU_HOME ?= $(CURDIR)/var
UI := src/tongchou/web/static/ui/manifest.json
.DEFAULT_GOAL := help
.PHONY: help run readings test test-spark check bench lock browser docs clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/'

run: .make/package $(UI) readings ## set everything up, run all programmes, write the reports, open the pages on 127.0.0.1:8000
	@$(BIN)/tongchou serve --port $(PORT)

readings: .make/package
	@for text in $(wildcard $(DOCUMENTS)/*.txt); do name=$$(basename $$text .txt); \
	  [ -d packs/$$name ] && [ ! -d var/readings/$$name ] || continue; \
	  mkdir -p var/readings && cp -r packs/$$name var/readings/$$name && \
	  $(BIN)/tongchou read $$text --into var/readings/$$name; done

test: .make/test browser $(UI) ## every test, the browser's included; the web's on PostgreSQL first
	$(BIN)/python tests/on_postgresql.py
	$(BIN)/python -m pytest

check: .make/test ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-spark: .make/spark ## the engine's tests on PySpark too (needs Java 17)
	$(BIN)/python -m pytest tests/engine tests/monitor -m spark

bench: .make/test ## speed, as ratios beside a peer in one run
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: .make/package ## write the reference pages that are made from the code
	$(BIN)/tongchou pack schema --page > docs/reference/pack-format.md

lock: .make/venv ## pin requirements/*.in with hashes, no addresses inside
	@for name in test run spark; do \
	  $(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11 \
	    $$( [ $$name = test ] || echo "-c requirements/test.txt" ) requirements/$$name.in -o requirements/$$name.txt; done

clean: ## forget the environment and everything computed
	rm -rf .venv .make var src/tongchou/web/static/ui frontend/node_modules

.make/venv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' 2>/dev/null || \
	  { echo "Tongchou needs Python 3.11 or newer; say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@mkdir -p .make && touch $@

.make/run: .make/venv requirements/run.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements/run.txt
	@touch $@

.make/package: .make/run pyproject.toml build_hook.py
	@TC_SKIP_UI=1 $(BIN)/uv pip install -q --no-deps -e .
	@touch $@

.make/test: .make/package requirements/test.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements/test.txt
	@touch $@

.make/spark: .make/test requirements/spark.txt
	@command -v java >/dev/null || { echo "PySpark needs Java 17; on Debian: apt-get install openjdk-17-jre-headless"; exit 1; }
	@$(BIN)/uv pip install -q --require-hashes -r requirements/spark.txt
	@touch $@

$(UI): .make/package requirements/node.txt $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
	@$(BIN)/python frontend/build.py > .make/ui.log 2>&1 || { [ $$? = 3 ] && \
	  $(BIN)/uv pip install -q --require-hashes -r requirements/node.txt && \
	  $(BIN)/python frontend/build.py > .make/ui.log 2>&1; } || { tail -5 .make/ui.log; exit 1; }
	@touch $@

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; } || \
	  { echo "The browser tests need Chromium; on Debian: apt-get install chromium"; exit 1; }
