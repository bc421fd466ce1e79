# Everything sets itself up: `make run` needs Python 3.11 or later, `make test` Node.js 20 or later too.
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin
# Passed on: make run ARGS="--port 0", make pytest ARGS="tests/core -x"
ARGS ?=

.PHONY: fuzz stateful mutation soak audit
.PHONY: help run test lint check javascript pytest floors bench guard docs pictures lock dist clean python-run python-test node system

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: python-run ## Start the simulator; ARGS="--port 0" is passed on
	@exec $(BIN)/iadvize-simulator serve $(ARGS)

test: python-test node system check javascript pytest guard ## Set up and run everything that must be green

lint: python-test ## Style, formatting, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

check: lint ## Lint, and types
	$(BIN)/mypy

javascript: node ## The tag's types, unit tests and size; the pages' types
	@npm --prefix client_js test
	@npm --prefix tests/e2e run types

pytest: python-test node system ## The Python tests; ARGS="tests/core -x" is passed on
	$(BIN)/pytest -p tests.no_skips $(ARGS)

floors: python-test node system ## The Python tests with the oldest dependencies that pyproject.toml admits
	@sh scripts/floors.sh $(ARGS)

bench: python-test node ## Benchmarks, as fractions of what the cryptography alone allows; ARGS="verdicts" for some
	@$(BIN)/python -m benchmarks $(ARGS)

guard: python-test node ## Fail where speed, start or memory are more than 15 % worse than benchmarks/results.json says
	@$(BIN)/python -m benchmarks.guard $(ARGS)

fuzz: python-test ## Fuzz the verifier, guided by coverage; ARGS="1000000" is how many inputs
	@sh scripts/fuzz.sh $(ARGS)

stateful: python-test ## Ask a simulator everything in any order, against a model; ARGS="2000" is how many times
	IADVIZE_SIMULATOR_TEST_EXAMPLES=$(or $(ARGS),500) $(BIN)/pytest tests/stateful tests/wire/test_session_machine.py

mutation: python-test ## Change the verifiers in every small way, list what no test notices; ARGS="*.claims.*" for some
	@sh scripts/mutation.sh $(foreach pattern,$(ARGS),'$(pattern)')

soak: python-test ## An hour of traffic: memory, files, latency; ARGS="60 20" for a minute at 20 visits a second
	$(BIN)/python -m benchmarks.soak $(ARGS)

audit: python-test node ## Known vulnerabilities of what the lock files name; asks the network
	@sh scripts/audit.sh

docs: python-test ## Write the generated parts of README.md and docs/ anew
	@$(BIN)/python -m scripts.docs

pictures: python-test system ## Take the pictures of README.md and docs/ anew from the running product
	@$(BIN)/python -m scripts.pictures

lock: python-run ## Write requirements/*.txt anew from pyproject.toml
	@sh scripts/lock.sh

dist: python-run ## Build the source distribution and the wheel into dist/
	$(BIN)/python -m hatchling build

clean: ## Remove what setting up and building made; the simulator's keys stay
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name node_modules -prune -exec rm -rf {} +
	find . -name __pycache__ -prune -exec rm -rf {} +

python-run:
	@sh scripts/python.sh run

python-test:
	@sh scripts/python.sh test

node:
	@sh scripts/node.sh

system:
	@sh scripts/system.sh
