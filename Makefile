# One recipe per wish. Continuous integration and hooks call the same recipes as people do.
# PYTHON names the interpreter that makes .venv: any Python from 3.11 up. Nothing outside this folder is changed,
# except that `make test` offers to install Chromium.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
export PYTHON

BIN := .venv/bin
CONSUMERS := benchmarks/venvs/consumers

.PHONY: help setup demo test lint docs check bench-check bench-find bench-judge models reference lock clean \
	campaign-powercut campaign-faults campaign-bitrot campaign-proofs campaign-kill campaign-inputs campaign-interop \
	campaign-leaks campaign-consumers campaign-xss campaign-axe campaign-jobs campaign-proxy screenshots

help: ## List the recipes
	@echo "Firsthand: recipes"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Make .venv with what the program needs, from the locks
	@tools/setup.sh runtime

demo: setup ## Build the invented example in ./demo, run everything over it, publish its story
	@$(BIN)/firsthand demo demo --no-serve

test: ## Run all tests, stage by stage (STAGES="rooms browser crash" to choose)
	@tools/setup.sh test
	@tools/run_tests.sh

lint: ## Check style, types and the floors of the house
	@tools/setup.sh test
	@tools/run_lint.sh

docs: ## Build the documentation into docs/_build/html; a warning is an error
	@tools/setup.sh docs
	@$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html
	@echo "The documentation is in docs/_build/html/index.html."

check: ## Tests and lint, both even if one fails
	@failed=0; $(MAKE) test || failed=1; $(MAKE) lint || failed=1; exit $$failed

bench-check: ## Measure the checks of a text, beside quantulum3 (PEER=PYTHON that has it)
	@tools/setup.sh test
	@if [ -z "$(PEER)" ] && [ ! -x benchmarks/venvs/quantulum/bin/python ]; then sh benchmarks/quantulum.sh benchmarks/venvs/quantulum $(PYTHON); fi
	@PYTHONPATH=src $(BIN)/python benchmarks/check.py --peer $(or $(PEER),benchmarks/venvs/quantulum/bin/python)

reference: ## Write the generated pages of docs/reference again
	@tools/setup.sh test
	@for script in docs/make_*.py; do echo "$$script"; $(BIN)/python "$$script"; done

models: ## Teach the shipped models anew from labelled sets (DATA=…), and measure them on unseen events
	@tools/setup.sh runtime
	@sh tools/teach.sh benchmarks/venvs/teach $(BIN)/python $(DATA)

bench-find: ## Measure language, copies of texts and pictures beside other tools (FOLDER=… keeps the corpus, POSTS=…)
	@tools/setup.sh runtime
	@sh benchmarks/find.sh $(or $(FOLDER),$(HOME)/.cache/firsthand-bench) $(or $(POSTS),100000)

bench-judge: ## Measure signals and dossiers, and who shares at once beside a peer (FOLDER=… POSTS=… PEER=PYTHON SHARES=CSV.GZ)
	@tools/setup.sh test
	@if [ -z "$(PEER)" ] && [ ! -x benchmarks/venvs/toolkit/bin/python ]; then sh benchmarks/toolkit.sh benchmarks/venvs/toolkit $(PYTHON); fi
	@PYTHONPATH=src $(BIN)/python benchmarks/judge.py --folder $(or $(FOLDER),$(HOME)/.cache/firsthand-bench) --posts $(or $(POSTS),100000)
	@PYTHONPATH=src $(BIN)/python benchmarks/together.py --peer $(or $(PEER),benchmarks/venvs/toolkit/bin/python) $(if $(SHARES),--shares $(SHARES))

campaign-powercut: ## Look at 10,000 disks that a power cut may leave (STATES=…)
	@tools/setup.sh test
	@tools/strace.sh
	@$(BIN)/python campaigns/powercut.py --states $(or $(STATES),10000)

campaign-faults: ## Let every call that writes fail, in every way it may
	@tools/setup.sh test
	@$(BIN)/python campaigns/faults.py

campaign-bitrot: ## Harm a case in 1,000 ways; verify must name each (COUNT=…)
	@tools/setup.sh test
	@$(BIN)/python campaigns/bitrot.py --harms $(or $(COUNT),1000)

campaign-proofs: ## Forge 20,000 proofs, heads, cards and manifests (COUNT=…)
	@tools/setup.sh test
	@$(BIN)/python campaigns/proofs.py --count $(or $(COUNT),20000)

campaign-kill: ## Kill imports and acts 100 times (COUNT=…)
	@tools/setup.sh test
	@$(BIN)/python campaigns/kill.py --kills $(or $(COUNT),100)

campaign-jobs: ## Work in the background: 600 jobs, two workers and a writer; then 50 kills of desk and worker (COUNT=…, KILLS=…)
	@tools/setup.sh test
	@$(BIN)/python campaigns/jobs.py --jobs $(or $(COUNT),600) --kills $(or $(KILLS),50)

campaign-leaks: ## Plant 200 canaries across 50 cards; publish, and publish with redaction broken (COUNT=…)
	@tools/setup.sh test
	@$(BIN)/python campaigns/leaks.py --cards $(or $(COUNT),50)

campaign-consumers: ## Let FollowTheMoney, Datasette, sqlite-utils, extruct and py-wacz judge exports of stories
	@tools/setup.sh test
	@sh campaigns/consumers.sh $(CONSUMERS) $(BIN)/python
	@PYTHONPATH=src $(CONSUMERS)/bin/python campaigns/consumers.py

campaign-xss: ## Put 80 scripts into every field of a poster, and open every page of the desk (COUNT=…)
	@tools/setup.sh test
	@PYTHONPATH=src $(BIN)/python campaigns/xss.py $(if $(COUNT),--payloads $(COUNT))

campaign-proxy: ## Let a team's server work behind nginx and Caddy, with the files that the documentation prints (whichever is installed)
	@tools/setup.sh test
	@PYTHONPATH=src $(BIN)/python campaigns/proxy.py

campaign-axe: ## Let axe look at every page of the desk: light and dark, English and Arabic, phone and wide
	@tools/setup.sh test
	@FIRSTHAND_ALL_SCREENS=1 $(BIN)/python -m pytest tests/browser/test_desk.py -q -k no_rule

screenshots: ## Make the pictures of the tour again, from the example
	@tools/setup.sh test
	@rm -rf .setup/tour && $(BIN)/firsthand demo .setup/tour --no-serve
	@PYTHONPATH=src $(BIN)/python docs/pictures/make_tour.py .setup/tour "$$(command -v chromium)"

campaign-inputs: ## Hurt the samples of every reader 2,000 times each (COUNT=…, SECONDS_IN_ALL=…, READERS="…")
	@tools/setup.sh test
	@$(BIN)/python campaigns/cut_inputs.py --count $(or $(COUNT),2000) --seconds $(or $(SECONDS_IN_ALL),0) $(if $(READERS),--readers $(READERS))

campaign-interop: ## Let py-wacz, pywb and wabac judge what we write (COUNT=…)
	@tools/setup.sh test
	@tools/interop.sh
	@$(BIN)/python campaigns/interop.py --files $(or $(COUNT),3)

lock: ## Choose versions again and write requirements/*.txt (needs Python 3.11)
	@tools/lock.sh

clean: ## Remove what the recipes made: .venv, caches, built pages; never a case
	@rm -rf .venv .setup docs/_build build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests docs -type d -name __pycache__ -prune -exec rm -rf {} +
	@echo "Clean. ./demo, if you made it, is kept."
