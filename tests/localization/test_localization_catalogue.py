"""The catalogue and the code keep in step: every message is translated, whole, and nothing else is in it."""

from __future__ import annotations

import gettext
import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

import sakura_cli
from sakura_cli.localization import CATALOGUES, DOMAIN

PACKAGE = Path(sakura_cli.__file__).parent
FOLDER = CATALOGUES / "ja" / "LC_MESSAGES"
# What is typed, and so the same in both languages.
LITERALS = re.compile(
    r"--[a-z][a-z-]+"
    r"|(?<![A-Za-z])sakura (?:models|config|prompts|bench|doctor) [a-z]+"
    r"|(?<![A-Za-z])(?:SAKURA|HF|PIP)_[A-Z_]+"
)
JAPANESE = re.compile("[ぁ-んァ-ヴ一-龠々]")
# Messages that are the same in both languages: only names, figures and signs.
SAME = re.compile(r"(?:\{[^}]*\}|[\W\d_]|sakura|Python|CPU|processor|on|JSON|GB|MB|kB|sha256|KEY=VALUE)*")

Key = tuple[str, ...]


def _key(message: Message) -> Key:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _fields(text: str) -> set[tuple[str, str, str]]:
    return {(name, spec or "", convert or "") for _, name, spec, convert in Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def japanese() -> Catalog:
    """Return what is committed."""
    with (FOLDER / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="ja")


@pytest.fixture(scope="module")
def extracted() -> set[Key]:
    """Return the messages of the code, and of the rules of keigo."""
    keywords = {"_": None, "gettext": None, "gettext_noop": None, "noop": None, "ngettext": (1, 2)}
    methods = [("**.py", "python"), ("**/checking/rules/*.yaml", "docs.generator.rule_messages:extract_messages")]
    found = extract_from_dir(PACKAGE, methods, keywords=keywords)
    return {tuple(message) if isinstance(message, tuple) else (message,) for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def messages(japanese: Catalog) -> list[Message]:
    """Return the entries of the catalogue but its header."""
    return [message for message in japanese if message.id]


def test_the_catalogue_holds_the_messages_of_the_code_and_no_others(
    extracted: set[Key], messages: list[Message]
) -> None:
    kept = {_key(message) for message in messages}
    assert len(extracted) > 200
    assert (sorted(extracted - kept), sorted(kept - extracted)) == ([], []), "make catalogue"


def test_every_message_is_translated(japanese: Catalog, messages: list[Message]) -> None:
    assert [message.id for message in messages if message.fuzzy or not all(_texts(message))] == []
    assert not japanese.obsolete


def test_every_translation_is_japanese(messages: list[Message]) -> None:
    foreign = [
        message.id
        for message in messages
        if not SAME.fullmatch(_key(message)[0]) and not all(JAPANESE.search(text) for text in _texts(message))
    ]
    assert foreign == []


def test_values_and_what_is_typed_stay_as_they_are(messages: list[Message]) -> None:
    for message in messages:
        for text in _texts(message):
            assert _fields(text) == _fields(_key(message)[-1]), text
            assert sorted(set(LITERALS.findall(text))) == sorted(set(LITERALS.findall(_key(message)[-1]))), text


def test_translations_keep_the_style(messages: list[Message]) -> None:
    for message in messages:
        for text in _texts(message):
            assert "！" not in text and "…。" not in text, text
            # One line stays one line, and no space is put between Japanese and other words.
            assert text.count("\n") == _key(message)[0].count("\n"), text
            assert not re.search(r"[ぁ-んァ-ヴ一-龠々] +[A-Za-z0-9]|[A-Za-z0-9}] +[ぁ-んァ-ヴ一-龠々]", text), text


def test_the_compiled_catalogue_is_that_of_the_text(japanese: Catalog) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, japanese)
    compiled.seek(0)
    with (FOLDER / f"{DOMAIN}.mo").open("rb") as file:
        committed = {_key(message): _texts(message) for message in read_mo(file) if message.id}
    assert committed == {_key(message): _texts(message) for message in read_mo(compiled) if message.id}, (
        "make catalogue"
    )


def test_the_catalogue_is_read_by_the_standard_library(messages: list[Message]) -> None:
    translations = gettext.translation(DOMAIN, CATALOGUES, ["ja"])
    for message in messages:
        if isinstance(message.id, str):
            assert translations.gettext(message.id) == message.string
        else:
            assert {translations.ngettext(*message.id, count) for count in (1, 2, 5)} == {message.string[0]}
