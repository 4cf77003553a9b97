"""The README and the program keep in step: every setting, model and exit status is documented, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sakura_cli import errors
from sakura_cli.models import catalogue
from sakura_cli.settings import Settings, environment_name

ROOT = Path(__file__).parents[1]


@pytest.fixture(params=["README.md", "README.ja.md"])
def readme(request: pytest.FixtureRequest) -> str:
    return (ROOT / request.param).read_text(encoding="utf-8")


def test_every_environment_name_is_documented(readme: str) -> None:
    assert all(f"`{environment_name(setting)}`" in readme for setting in Settings.__dataclass_fields__)


def test_every_model_is_documented(readme: str) -> None:
    assert all(f"`{name}`" in readme for name in catalogue.load())


def test_every_exit_status_is_documented(readme: str) -> None:
    cells = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| ")]
    documented = " ".join(cells).replace(",", " ").replace("、", " ").split()
    classes = [each for each in vars(errors).values() if isinstance(each, type) and each.__module__ == errors.__name__]
    assert {str(each.exit_status) for each in classes} <= set(documented)  # type: ignore[attr-defined]


def test_it_opens_with_the_two_commands(readme: str) -> None:
    opening = readme.split("```")[1]
    assert "make demo" in opening and "make test" in opening
