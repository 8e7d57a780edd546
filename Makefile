# Every target sets up what it needs first; a second run does no work twice.
.PHONY: demo test setup tests-setup check soak bench clean

# Arguments of `touchline demo`: make demo DEMO="--port 8080"
DEMO ?=
# What is compiled once is kept: else every process of a server compiles all of it again.
KEPT = PYTHONDONTWRITEBYTECODE=
NPM = PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/npm --prefix api/web run --silent

demo: setup
	@$(KEPT) .venv/bin/touchline demo $(DEMO)

setup:
	@.ci/setup

tests-setup:
	@.ci/setup tests

test: tests-setup
	$(NPM) test
	$(KEPT) .venv/bin/pytest -m "not soak" -n 3 --dist worksteal

soak: tests-setup
	$(KEPT) .venv/bin/pytest -m soak -p no:randomly --timeout 3600

bench: tests-setup
	$(KEPT) .venv/bin/python -m bench

check: tests-setup
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/vulture
	.venv/bin/deptry .
	$(NPM) check
	$(NPM) lint

clean:
	rm -rf build .venv api/web/node_modules api/web/dist overlays/fonts
