# Two commands set everything up on a machine that has Python and nothing else:
# `make demo` and `make test`. The first of them makes .venv and takes a few minutes.

VENV ?= .venv
PYTHON ?=
EXTRAS ?= test
ARGS ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(EXTRAS)
MADE_WITH := $(shell cat $(VENV)/.python 2>/dev/null)
OTHER := $(filter-out $(MADE_WITH),$(PYTHON))
NEWEST_FIRST := python3.13 python3.12 python3.11 python3 python
CANDIDATES := $(or $(OTHER),$(BIN)/python $(or $(PYTHON),$(NEWEST_FIRST)))
SKIP := --extend-exclude '.venv*'

.PHONY: help notebooks demo test check benchmark pictures docs clean anew

help:  ## List the targets
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' Makefile
	@echo "PYTHON=/path/to/python selects an interpreter (3.11 or newer), VENV=folder a place."

demo: $(READY)  ## Compare all policies on the bubble-tea storm and write report.html
	$(BIN)/knautschball compare bubble-tea
	@echo
	@echo "Open in a browser: $(CURDIR)/results/compare-bubble-tea/report.html"

test: $(READY)  ## Run all tests; those in a browser need chromium
	$(BIN)/python -m pytest $(ARGS)

check: $(READY)  ## Check style and format
	$(BIN)/ruff check $(SKIP) .
	$(BIN)/ruff format --check $(SKIP) .

benchmark: $(READY)  ## Measure speed beside others; writes benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[benchmark]'
	$(BIN)/python -m benchmarks.run $(ARGS)

notebooks: $(READY)  ## Execute all notebooks; with their pictures they come to build/notebooks
	$(BIN)/python notebooks/execute.py build/notebooks $(ARGS)

pictures: $(READY)  ## Take the pictures of the browser app again; needs chromium
	$(BIN)/python docs/pictures.py

docs: notebooks  ## Build the documentation site with the notebooks' pictures, offline, into build/site
	$(BIN)/python docs/site/build.py

clean:  ## Remove the environment and caches; results stay
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

# The environment: made once, brought up to date when pyproject.toml changes, made anew when
# PYTHON names another interpreter than the one it was made with.
$(READY): pyproject.toml $(if $(OTHER),anew)
	@set -e; found=; \
	for python in $(CANDIDATES); do \
	    if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	        >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo "No Python 3.11 or newer with venv among: $(or $(PYTHON),$(NEWEST_FIRST))." >&2; \
	    echo "Name one: make PYTHON=/path/to/python3. On Debian and Ubuntu venv comes with" \
	        "'apt install python3-venv'." >&2; \
	    exit 1; \
	fi; \
	if [ "$$found" != "$(BIN)/python" ]; then \
	    echo "Making $(VENV) with $$("$$found" --version) ..."; \
	    "$$found" -m venv --clear $(VENV); \
	    echo "$$found" > $(VENV)/.python; \
	fi; \
	echo "Installing Knautschball and what it needs into $(VENV); a few minutes, once ..."; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[$(EXTRAS)]'; \
	touch $(READY)
