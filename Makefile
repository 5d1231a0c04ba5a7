# make run    serve the app on http://127.0.0.1:8050 (PORT, HOST, WORKERS, THREADS change that)
# make worker train what a server with the same REDIS_URL is asked for, on this machine
# make test   everything that must hold: make check, then every test, browser stories included
# make check  formatting, lint, types, known weaknesses of what serving installs
# make train  train every model from the data under data/raw or $UNROLLED_DATA (MODELS="a b": only these)
# make bench  print how fast the parts are
# make fuzz   send 20,000 requests that no page sends (REQUESTS changes that)
# make readme write the file tree and the measured figures into README.md
# make clean  remove .venv and every cache; data and trained models stay

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
CREATED := $(VENV)/pyvenv.cfg
SERVE := $(VENV)/serve-installed
CLASSICAL := $(VENV)/classical-installed
FULL := $(VENV)/full-installed
# Compiling on every core after installing is quicker than pip's own compiling, one file at a time.
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --no-compile
COMPILE := $(PY) -W ignore -m compileall -q -j 0 -x '/tests?/' $(VENV)/lib
ALL_MODELS = $(shell $(PY) -m core info | $(PY) -c 'import json, sys; print(*(entry["model"] for entry in json.load(sys.stdin)))')

# A .venv whose Python has been removed or upgraded away is made anew.
ifneq ($(wildcard $(CREATED)),)
ifneq ($(shell $(PY) -c "print('works')" 2>/dev/null),works)
.PHONY: $(CREATED)
endif
endif

.PHONY: help run worker test check train bench fuzz readme clean browser redis nginx
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# make/make/p' Makefile

run: $(SERVE) $(CLASSICAL)
	@exec $(PY) -m gunicorn -c gunicorn.conf.py app:server

worker: $(FULL)
	@exec $(PY) worker.py

test: $(FULL) browser redis nginx check
	@echo "Running every test ..."
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(FULL)
	@echo "Checking formatting, lint and types ..."
	@$(PY) -m ruff format --check --quiet . || { echo "Some files are not formatted: run '$(PY) -m ruff format .'" >&2; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@echo "Looking up known weaknesses of what serving installs ..."
	@$(PY) -m tests.audit

train: $(FULL)
	@models="$(or $(MODELS),$(ALL_MODELS))"; [ -n "$$models" ] || exit 1; \
	for model in $$models; do echo "Training $$model ..."; $(PY) -m core train "$$model" || exit $$?; done

bench: $(FULL)
	@$(PY) -m pytest -q --no-header -s -o python_files='bench_*.py' -o python_functions='bench_*' tests/benchmarks

fuzz: $(FULL)
	@FUZZ_REQUESTS=$(or $(REQUESTS),20000) $(PY) -m pytest -q tests/fuzz/test_fuzz.py

readme: $(SERVE)
	@$(PY) -m tests.readme

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What has to be installed, each behind a file that says when it was
$(CREATED):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Unrolled needs Python 3.11 or newer, but '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." >&2; \
	  echo "Install one and name it: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Creating $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "Python could not create $(VENV); on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(SERVE): requirements-serve.txt $(CREATED)
	@echo "Installing what serving needs (once, about 330 MB) ..."
	@$(PIP) -r requirements-serve.txt
	@$(COMPILE) || true
	@touch $@

# Serving works without them; so does `make run` where they cannot be installed.
$(CLASSICAL): requirements-classical.txt $(SERVE)
	@echo "Installing the classical forecasters (once, about 390 MB) ..."
	@if $(PIP) -r requirements-classical.txt; then $(COMPILE) || true; touch $@; else \
	  echo "They could not be installed; AutoARIMA, AutoETS and Theta will be missing on /stocks." >&2; fi

$(FULL): requirements.txt requirements-serve.txt requirements-classical.txt requirements-train.txt $(CREATED)
	@$(PY) -c 'import sys; sys.exit(sys.version_info >= (3, 14))' || { \
	  echo "TensorFlow has no release for $$($(PY) --version) yet; serving works, training and tests do not." >&2; \
	  echo "Make the environment anew: make clean; make $(MAKECMDGOALS) PYTHON=python3.13" >&2; exit 1; }
	@echo "Installing everything, TensorFlow and the test tools included (once, 2.4 GB, some minutes) ..."
	@$(PIP) -r requirements.txt
	@$(COMPILE) || true
	@touch $(SERVE) $(CLASSICAL) $@

# Chromium and its driver, for the tests in a real browser; installed by itself on Debian only.
browser:
	@if command -v chromedriver >/dev/null && { command -v chromium || command -v google-chrome; } >/dev/null; then exit 0; fi; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if grep -qsx 'ID=debian' /etc/os-release && $$as_root true 2>/dev/null; then \
	  echo "Installing Chromium and its driver ..."; \
	  $$as_root apt-get update -qq >/dev/null && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null && exit 0; \
	fi; \
	echo "The browser tests need Chromium (or Chrome) and the chromedriver of the same version on the PATH." >&2; \
	echo "Debian: sudo apt-get install chromium chromium-driver   macOS: brew install --cask google-chrome chromedriver" >&2; \
	exit 1

# Redis, for the tests of Celery workers; installed by itself on Debian only. Without it they are skipped.
redis:
	@if command -v redis-server >/dev/null; then exit 0; fi; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if grep -qsx 'ID=debian' /etc/os-release && $$as_root true 2>/dev/null; then \
	  echo "Installing Redis ..."; \
	  $$as_root apt-get update -qq >/dev/null && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends redis-server >/dev/null && exit 0; \
	fi; \
	echo "Without redis-server the tests of Celery workers are skipped. Debian: sudo apt-get install redis-server   macOS: brew install redis" >&2

# nginx, for the tests of what stands behind it; installed by itself on Debian only. Without it they are skipped.
nginx:
	@if PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null; then exit 0; fi; \
	as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	if grep -qsx 'ID=debian' /etc/os-release && $$as_root true 2>/dev/null; then \
	  echo "Installing nginx ..."; \
	  $$as_root apt-get update -qq >/dev/null && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends nginx-light >/dev/null && exit 0; \
	fi; \
	echo "Without nginx the tests behind it are skipped. Debian: sudo apt-get install nginx-light   macOS: brew install nginx" >&2
