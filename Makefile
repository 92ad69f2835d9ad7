# Sangong's commands; `make` alone lists them. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
# Test processes at a time.
JOBS ?= 2
BIN := .venv/bin
CLIENT := miniprogram_mock/client
# npm and node of the virtual environment come first.
IN_CLIENT := cd $(CLIENT) && PATH="$(CURDIR)/$(BIN):$$PATH"
.DEFAULT_GOAL := help
.PHONY: help setup run test test-client check demo-data bench bench-books bench-matching bench-budgeting picture lock audit clean check-code check-migrations check-openapi check-client

help: ## List the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything that run, check and test need
	@$(PYTHON) -m deploy.prepare test

run: ## Set up and start all of Sangong; Ctrl-C stops it
	@$(PYTHON) -m deploy.prepare run
	@exec $(BIN)/python -m deploy.local run

test: ## Set up and run all tests; ARGS="tests/unit -k claim" picks some
	@$(PYTHON) -m deploy.prepare test
	@status=0; client=$$(mktemp); \
	  $(if $(ARGS),,$(MAKE) --no-print-directory test-client >$$client 2>&1 & trap "kill $$!" INT TERM;) \
	  $(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS) || status=1; \
	  $(if $(ARGS),,wait $$! || status=1;) \
	  cat $$client; rm -f $$client; exit $$status

test-client:
	@$(IN_CLIENT) sh -ec 'npm test --silent; npm run --silent test:weapp'

check: ## Format, linters, types, contracts, migrations, OpenAPI file, client's types
	@$(PYTHON) -m deploy.prepare check
	@$(MAKE) --no-print-directory check-code check-migrations check-openapi check-client
	@echo "check: all good"

check-code:
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports

check-migrations: # up, models agree, down, up, on a database of its own
	$(BIN)/python -m pytest -q tests/architecture/test_database.py

check-openapi:
	$(BIN)/sangong openapi --check docs/openapi.json

check-client:
	@$(IN_CLIENT) sh -ec 'npm run --silent typecheck; npm run --silent --if-present lint'

demo-data: ## Add demo data to the running database: COMMUNITIES=3 MEMBERS=5000
	@$(BIN)/python -m deploy.local exec -- $(BIN)/sangong demo-data $(if $(COMMUNITIES),--communities $(COMMUNITIES)) $(if $(MEMBERS),--members $(MEMBERS))

bench: ## Measure requests, entered and settled records, the search and a flash sale; prints JSON
	@$(PYTHON) -m deploy.prepare check
	@$(BIN)/python -m deploy.local with-servers --durable -- sh -ec \
	  'sangong migrate; python -m tests.bench.settlement; python -m tests.bench.notices; python -m tests.bench.http; python -m tests.bench.check_ins; python -m tests.bench.search; python -m tests.bench.flash_sale'

bench-books: ## Measure the ledger against pgbench and a peer: ROWS=0,1000000,10000000 SECONDS=5
	@$(PYTHON) -m deploy.prepare check
	@$(BIN)/python -m tests.bench.books $(if $(ROWS),--rows $(ROWS)) $(if $(SECONDS),--seconds $(SECONDS))

bench-matching: ## Measure matching against greedy and SciPy, with its target: SIZES="1000 10000"
	@$(PYTHON) -m deploy.prepare check
	@$(BIN)/python -m tests.bench.matching $(SIZES)

bench-budgeting: ## Measure the count of a budget round beside pabutools: ARGS="10000 --whole"
	@$(PYTHON) -m deploy.prepare check
	@$(BIN)/python -m tests.bench.budgeting $(ARGS)

bench-opinions: ## Measure the opinion map, and phones that watch a topic while votes come in: WATCHERS=1000
	@$(PYTHON) -m deploy.prepare check
	@$(BIN)/python -m tests.bench.opinions $(WATCHERS)

picture: ## Renew the README's picture from a stack of its own
	@$(PYTHON) -m deploy.prepare test
	@$(BIN)/python -m tests.browser.picture

lock: ## Renew the locked requirements (needs uv)
	@deploy/requirements/renew
	@$(IN_CLIENT) npm install --package-lock-only
	@cd deploy/chromium && PATH="$(CURDIR)/$(BIN):$$PATH" npm install --package-lock-only

audit: ## Look for known weaknesses in locked packages, where the registry can answer
	@deploy/audit

clean: ## Remove everything that setup and tests made; var/ stays
	rm -rf .venv $(CLIENT)/node_modules $(CLIENT)/dist deploy/chromium/node_modules build dist *.egg-info
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache tests/browser/artefacts
	find backend deploy migrations miniprogram_mock tests -name __pycache__ -type d -prune -exec rm -rf {} +
