# The commands of Estrade. Each one first installs what it needs, once.
.PHONY: run setup setup-test test check bench pictures requirements translations

python = .venv/bin/python

run: setup
	@exec .venv/bin/flask serve --demo

setup:
	@scripts/setup run

setup-test:
	@scripts/setup test

# Tests write a lot: in memory where the machine has such a folder. They start many processes, which read compiled code.
test: setup-test
	@env -u PYTHONDONTWRITEBYTECODE PYTEST_DEBUG_TEMPROOT=$$(test -w /dev/shm && echo /dev/shm || echo /tmp) $(python) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: setup-test
	@.venv/bin/ruff check --quiet --output-format concise
	@.venv/bin/ruff format --quiet --check
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/djlint templates --quiet --lint
	@scripts/check-migrations

bench: setup
	@$(python) -m benchmarks

# Takes the pictures of README.md anew, from the demonstration.
pictures: setup-test
	@$(python) -m pytest tests/journeys/pictures.py

# Packages wait a week before they are taken.
requirements: setup
	@$(python) -m pip install -q uv
	@scripts/requirements

# Takes up new sentences of the interface into translations/*/LC_MESSAGES/messages.po.
translations: setup
	@$(python) scripts/translations
