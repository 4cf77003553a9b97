"""The README and the program keep in step: every setting, model and exit status is documented, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.generator import session
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


@pytest.mark.parametrize("language", session.SESSIONS)
def test_the_session_is_what_the_commands_print(language: str) -> None:
    path = session.SESSIONS[language]
    document = ElementTree.parse(path)  # noqa: S314 (our own file)
    shown = "".join("".join(document.getroot().itertext()).replace("\xa0", " ").split())
    for command in session.COMMANDS:
        assert "".join(command.split()) in shown, "make session"
        if "-m " not in command:
            assert "".join(session.run(command, language).split()) in shown, "make session"
    page = (ROOT / ("README.md" if language == "en" else "README.ja.md")).read_text(encoding="utf-8")
    assert f"({path.relative_to(ROOT)})" in page
    for line in re.findall("^・.*$", page, re.MULTILINE):
        assert "".join(line.split()) in shown, "make session"


@pytest.mark.parametrize("language", session.SESSIONS)
def test_the_session_refers_to_nothing_outside_itself(language: str) -> None:
    picture = session.SESSIONS[language].read_text(encoding="utf-8")
    assert set(re.findall(r'https?://[^\s"<]+', picture)) <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}
