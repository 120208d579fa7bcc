# Two commands do all set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
BENCH  ?= $(VENV)-bench
export PYTHONUTF8 := 1

.PHONY: run test check fix nightly bench docs sample lock clean

run: $(VENV)/.run            ## open the dashboard on the sample campaign
	$(BIN)/recon dashboard

test: $(VENV)/.dev           ## every test this machine can run
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev          ## formatting, lint, types, and the plan of the doors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.dev            ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

nightly: $(VENV)/.dev        ## the long proofs: kills, mutants, unseen seeds (an hour at most)
	$(BIN)/python -m pytest -m nightly

bench: $(VENV)/.dev $(BENCH)/.ready  ## measure against peers, print tables, write docs/benchmarks.md (an hour; 16 GB)
	$(BIN)/python -m benchmarks.report --peers $(BENCH)/bin/python

docs: $(VENV)/.dev           ## what is made from the code: rules, screenshots
	$(BIN)/recon rules --markdown --lang en > docs/rules.md
	$(BIN)/python -m recon.ui.shots

sample: $(VENV)/.dev         ## make sample_data again (the same bytes for the locked versions)
	$(BIN)/recon sample --into sample_data

lock:                        ## pin every version with its hashes (needs uv)
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-annotate \
	    --custom-compile-command "make lock" requirements.txt -o requirements.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-annotate \
	    --custom-compile-command "make lock" -c requirements.lock requirements-dev.txt -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-annotate \
	    --custom-compile-command "make lock" benchmarks/requirements.txt -o benchmarks/requirements.lock

clean:
	rm -rf $(VENV) $(BENCH) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The peers need older pandas and Polars than we do, so they have an environment of their own.
$(BENCH)/.ready: benchmarks/requirements.lock
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	touch $@
