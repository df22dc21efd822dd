# `make help` lists the targets. Each sets up what it needs, through ./poucet.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test check bench door format lock api messages screenshots prepare

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

demo:  ## serve the demonstration commune
	@./poucet demo

test:  ## run the whole suite (make test ARGS="tests/pebble -k path")
	@./poucet test $(ARGS)

check: prepare  ## run every check the build runs, but for the tests
	@$(PYTHON) tools/check.py $(ARGS)

bench: prepare  ## compare each engine with its named peer
	@$(PYTHON) tools/bench.py $(ARGS)

door: prepare  ## time a thousand answers of the sign-in pages: known addresses beside unknown ones
	@PYTHONPATH=tools $(PYTHON) -m benchmarks.door

format: prepare  ## lay out Python and templates
	@.venv/bin/ruff check --fix --quiet src tests tools benchmarks; .venv/bin/ruff format src tests tools benchmarks
	@find src -path '*/templates/*' -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

messages: prepare  ## bring both catalogues up to date with the code
	@$(PYTHON) tools/messages.py extract && $(PYTHON) tools/messages.py compile

api: prepare  ## write docs/api/openapi.json again from the code
	@$(PYTHON) tools/api.py write

screenshots: prepare  ## picture the demonstration's pages, in build/screenshots
	@$(PYTHON) tools/screenshots.py $(ARGS)

lock: prepare  ## write the lock files again (make lock UPGRADE=1 lifts what is pinned)
	@$(PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)

prepare:
	@./poucet prepare
