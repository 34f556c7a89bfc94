# The commands of the project. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
AGAINST ?= HEAD
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
TESTS := $(VENV)/.tests
BABEL := $(BIN)/python -m babel.messages.frontend -q
# Whatever begins as a shell script does, under whatever name.
SHELL_SCRIPTS = $(shell grep -rl '^\#!/usr/bin/env bash' .ci deploy)
# Calls whose first argument is a sentence for people, beside those that Babel knows (_, gettext, N_).
MARKERS := _l lazy_gettext _n:1,2 DevketError NotFoundError InvalidError ConflictError \
	UnprovedError UnreadableError MalformedError ForbiddenError TooManyRequestsError UnavailableError QueryError

.PHONY: help
help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: $(RUNS) ## Serve at http://127.0.0.1:8000, web and worker together; Ctrl-C ends both
	@exec $(BIN)/python -m deploy.together

.PHONY: test
test: $(TESTS) ## Run every test: SQLite, PostgreSQL, browser, real processes
	@deploy/packages tests
	$(BIN)/pytest -n 3 --dist loadgroup

.PHONY: test-fast
test-fast: $(TESTS) ## Run the tests without browser, deployment and faults
	@deploy/packages tests-fast
	$(BIN)/pytest -n 2 --dist loadgroup -m "not browser and not deploy and not fault"

.PHONY: lint
lint: $(TESTS) ## Check style, types, directions of imports, scripts, image, compose files, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/shellcheck -x $(SHELL_SCRIPTS) deploy/slots.sh
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml compose.prod.yaml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/zizmor --offline --no-progress --quiet .github

.PHONY: fmt
fmt: $(TESTS) ## Lay the code out and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: sure
sure: lint test ## Everything that must hold before a change is handed in

.PHONY: image
image: ## Build the image with docker, podman or buildah, and tell what it weighs
	@deploy/image/build

.PHONY: extension
extension: ## Pack the browser extension for Chrome and Firefox; zips go to build/
	@$(PYTHON) extension/pack.py

.PHONY: bench
bench: $(TESTS) ## Measure speed and memory, printed as tables
	@deploy/packages tests
	$(BIN)/python -m bench

.PHONY: lighthouse
lighthouse: $(TESTS) ## Let Lighthouse look at the list and the reader; needs Node 18 and npm
	@deploy/packages tests
	@command -v npm >/dev/null || { echo "Lighthouse comes by npm: install Node 18 or newer with it."; exit 1; }
	@npm install --prefix $(VENV)/lighthouse --no-audit --no-fund --silent lighthouse@12.8.2
	$(BIN)/python -m bench.lighthouse $(VENV)/lighthouse

.PHONY: corpus
corpus: $(TESTS) ## Show how the corpus was read by AGAINST (a revision) and is read now
	$(BIN)/python -m bench.corpus $(AGAINST)

.PHONY: compare
compare: $(TESTS) ## List what another engine keeps of the corpus and Devket does not
	$(BIN)/python -m bench.compare

.PHONY: fuzz
fuzz: $(TESTS) ## Look for pages that break capture, for twenty minutes; findings go to var/fuzz
	$(BIN)/python -m tests.fuzz --minutes 20

.PHONY: translations
translations: $(TESTS) ## Gather what is to be translated, merge it into each language, compile
	$(BABEL) extract -F pyproject.toml $(MARKERS:%=-k %) --no-location --sort-output \
		--no-wrap --omit-header -o $(VENV)/messages.pot .
	@test -f devket/translations/ko/LC_MESSAGES/messages.po || \
		$(BABEL) init -l ko -i $(VENV)/messages.pot -d devket/translations --no-wrap
	$(BABEL) update -i $(VENV)/messages.pot -d devket/translations --no-fuzzy-matching --no-wrap \
		--ignore-obsolete --ignore-pot-creation-date
	$(BABEL) compile -d devket/translations

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Devket needs Python 3.11 or newer: install python3 and python3-venv."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Devket needs Python 3.11 or newer; $$($(PYTHON) --version) was found. Name another with PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "Python's venv is missing: install the package python3-venv."; exit 1; }

$(RUNS): requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TESTS): requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $(RUNS) $@
