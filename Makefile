# Two commands: `make demo` shows sakura at work, `make test` checks everything CI checks.
# Both need Python and a package index; no compiler and no model hub. What was done once is not done again.
# llama.cpp comes prebuilt; `make native` compiles it for this processor (or `make native NATIVE="-DGGML_CUDA=on"`), and a
# compiled library wins from then on. Another Python: `make clean`, then `make test PYTHON=python3.12`.

PYTHON ?= python3
BIN := .venv/bin
DEMO_MODEL := qwen2.5-coder-1.5b
TEST_MODELS := qwen2.5-coder-0.5b qwen2.5-coder-1.5b
# The tests with real weights run one after another: each of them uses every core.
TEST_PROCESSES ?= 2
# Fetches weights unless they are installed.
WEIGHTS = $(BIN)/sakura models path $(1) >/dev/null 2>&1 || $(BIN)/sakura models pull $(1)

# Everything that is installed here is locked by its hash, what builds it included: `pip` would choose that itself in an
# environment of its own. What the audit and packaging need stays out of .venv; each has a lock of its own.
LOCKED := --no-build-isolation --require-hashes
# CVE-2025-69872: diskcache unpickles what lies in its folder. It comes with llama-cpp-python, whose module that uses it
# sakura never imports (tests/faults/test_fault_supply.py), and there is no release without the flaw.
AUDIT_EXCEPTIONS := --ignore-vuln CVE-2025-69872

.PHONY: demo native kit test lint docs session catalogue lock audit sbom dist dist-check clean

demo: export SAKURA_DEMO_BEGIN := $(shell date +%s)
demo: .venv/installed
	@$(call WEIGHTS,$(DEMO_MODEL))
	@echo "$$(( $$(date +%s) - SAKURA_DEMO_BEGIN )) seconds until the model reads the memo" >&2
	cat examples/memo.txt | $(BIN)/sakura summarize -m $(DEMO_MODEL)
	@echo "$$(( $$(date +%s) - SAKURA_DEMO_BEGIN )) seconds in all" >&2
	@$(BIN)/python -m sakura_cli.inference.library >&2

# The library that is compiled for this processor: minutes, and a C++ compiler.
native: .venv/installed build/bindings.txt
	@$(STEP) "compiling llama.cpp for this processor" env CMAKE_ARGS="-DLLAVA_BUILD=OFF $(NATIVE)" $(PIP) --verbose \
		--no-deps --force-reinstall --no-binary llama-cpp-python $(if $(NATIVE),--no-cache-dir) $(LOCKED) -r build/bindings.txt
	@$(BIN)/sakura doctor | grep -E '^(llama.cpp|processor|engine)' || true

test: lint
	@$(foreach model,$(TEST_MODELS),($(call WEIGHTS,$(model))) &&) true
	$(BIN)/python -m pytest -m "not real" -n $(TEST_PROCESSES) --dist loadfile
	$(BIN)/python -m pytest -m real

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform darwin
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports
	$(BIN)/vulture

# What is made from the commands and their options: docs/commands, docs/man, completions, sakura_cli/api/keywords.py.
docs: .venv/installed
	$(BIN)/python -m docs.generator

# The pictures of the READMEs: real commands with the demo's weights, about two minutes.
session: .venv/installed
	@$(call WEIGHTS,$(DEMO_MODEL))
	$(BIN)/python -m docs.generator.session

# The messages of the code and their Japanese: the .po is for people, the .mo for sakura. Both are committed.
LOCALE := sakura_cli/locale
catalogue: .venv/installed
	@mkdir -p build
	$(BIN)/python -m babel.messages.frontend --quiet extract -F pyproject.toml \
		--no-default-keywords -k _ -k gettext -k ngettext:1,2 -k noop -k gettext_noop \
		--add-location=file --sort-output --width=120 -o build/sakura.pot sakura_cli
	$(BIN)/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=120 \
		-i build/sakura.pot -d $(LOCALE) -D sakura -l ja
	$(BIN)/pybabel compile --statistics -d $(LOCALE) -D sakura -l ja

# The bindings alone: no CMake runs, so no compiler is needed, and their wheel must not be kept in pip's cache, where
# somebody would find it who wants the library.
BINDINGS_ONLY := SKBUILD_WHEEL_CMAKE=false
STEP := .ci/step
# pip looks for cmake and ninja on the PATH, where those of the lock come first.
export PATH := $(CURDIR)/$(BIN):$(PATH)
PIP := $(BIN)/python -m pip install --disable-pip-version-check
HAS_LIBRARY = ls .venv/lib/python3*/site-packages/llama_cpp/lib/libllama.* >/dev/null 2>&1

build/bindings.txt: requirements-dev.lock
	@mkdir -p build
	@awk '/^[a-z]/ { wanted = /^llama-cpp-python==/ } wanted' requirements-dev.lock > $@

.venv/installed: pyproject.toml requirements-dev.lock requirements-build.lock | build/bindings.txt
	@test -x $(BIN)/python || $(STEP) "making .venv" $(PYTHON) -m venv .venv
	@$(STEP) "installing pip and what builds" $(PIP) --only-binary :all: --require-hashes -r requirements-build.lock
	@$(HAS_LIBRARY) || $(STEP) "installing the bindings of llama.cpp" env $(BINDINGS_ONLY) $(PIP) \
		--no-cache-dir --no-deps $(LOCKED) -r build/bindings.txt
	@$(STEP) "installing the other packages" $(PIP) $(LOCKED) -r requirements-dev.lock
	@$(STEP) "installing sakura" $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Resolved for every supported Python and system at once (needs uv).
lock:
	uv pip compile pyproject.toml --group dev --extra prebuilt --extra office --extra lsp --universal --python-version 3.10 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' -o requirements-dev.lock
	for group in build packaging audit; do uv pip compile --group $$group --universal --python-version 3.10 \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' -o requirements-$$group.lock || exit; done

# Known flaws in what is locked; --strict: what cannot be looked up is an error, too.
audit: build/audit/installed
	build/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements-dev.lock $(AUDIT_EXCEPTIONS)

# A software bill of materials (CycloneDX) of what is installed, into build/sbom.json.
sbom: .venv/installed build/audit/installed
	build/audit/bin/cyclonedx-py environment .venv --pyproject pyproject.toml --output-reproducible \
		--of JSON -o build/sbom.json

build/audit/installed: requirements-audit.lock
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) -r requirements-audit.lock
	@touch $@

# The wheel and the source archive.
dist: build/packaging/installed
	rm -rf dist
	build/packaging/bin/python -m build --no-isolation

# Both installed by pipx, each in an environment of its own, and the main job done by both: as a user installs them,
# without the locks.
dist-check: export PIPX_HOME = $(CURDIR)/build/pipx
dist-check: export PIPX_BIN_DIR = $(CURDIR)/build/pipx/bin
dist-check: export PIPX_MAN_DIR = $(CURDIR)/build/pipx/man
dist-check: BIN = $(PIPX_BIN_DIR)
dist-check: dist
	for archive in dist/*.whl dist/*.tar.gz; do \
		rm -rf "$$PIPX_HOME" && \
		$(BINDINGS_ONLY) build/packaging/bin/pipx install --pip-args=--no-cache-dir --python $(PYTHON) "$$archive[prebuilt]" && \
		{ $(call WEIGHTS,$(firstword $(TEST_MODELS))); } && \
		"$$PIPX_BIN_DIR/sakura" summarize -m $(firstword $(TEST_MODELS)) --style headline examples/memo.txt || exit; \
	done

# One archive for a machine without any network: wheels for its Python and system, weights, and an install.sh that
# verifies every hash first. For another machine with this Python, pip's names of all wheels that it takes:
# `make kit KIT_PLATFORM="manylinux_2_28_aarch64 manylinux_2_27_aarch64 manylinux_2_17_aarch64"`.
KIT_MODEL := $(DEMO_MODEL)
kit: .venv/installed build/bindings.txt dist
	@$(call WEIGHTS,$(KIT_MODEL))
	@$(BINDINGS_ONLY) kit/make $(BIN) "$$(ls dist/*.whl)" $(KIT_MODEL) $(KIT_PLATFORM)

build/packaging/installed: requirements-packaging.lock requirements-build.lock
	$(PYTHON) -m venv build/packaging
	build/packaging/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
		-r requirements-build.lock
	build/packaging/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) -r requirements-packaging.lock
	@touch $@

clean:
	rm -rf .venv build dist *.egg-info
