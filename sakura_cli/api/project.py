"""The settings of a project: `.sakura.yaml` in the folder of a text or above it, for the check of keigo.

    keigo:
      audience: {"docs/internal/*": internal, "*": external}   # or one word for all files
      rules: {ryokai: off, koto-ga-dekiru: on}
      words: [ご利用できます]                                    # what is reported inside of them is allowed

What is typed on the command line goes before it. Left out: settings of the user, which are the configuration file's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from sakura_cli.errors import ConfigurationError
from sakura_cli.localization import gettext as _
from sakura_cli.options.keigo import FixOptions, KeigoAudience
from sakura_cli.user_files import UserFileError, parse_yaml

NAME = ".sakura.yaml"
_MAX_BYTES = 1 << 20
_KEYS = ("audience", "rules", "words")
O = TypeVar("O", bound=FixOptions)  # noqa: E741


@dataclass(frozen=True)
class Project:
    """What a project file says; `audiences` are patterns of paths below `folder`, the first that fits counts."""

    folder: Path
    audiences: Mapping[str, KeigoAudience] = field(default_factory=dict)
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def apply(self, options: O, file: Path) -> O:
        """Return options for a file; what was given already stands."""
        given = options if options.audience != "external" else replace(options, audience=self._audience(file))
        return replace(
            given,
            no_rules=(*given.no_rules, *(name for name in self.off if name not in (given.rules or ()))),
            also=(*given.also, *(() if given.rules is not None else self.on)),
            words=(*given.words, *self.words),
        )

    def _audience(self, file: Path) -> KeigoAudience:
        try:
            path = file.resolve().relative_to(self.folder).as_posix()
        except ValueError:
            path = file.name
        return next((audience for pattern, audience in self.audiences.items() if _fits(path, pattern)), "external")


def apply_project(options: O, name: str) -> O:
    """Return options for the text of a name, which its project may change. Raises ConfigurationError."""
    project = find_project(Path(name))
    return options if project is None else project.apply(options, Path(name))


def find_project(file: Path) -> Project | None:
    """Return the project that a file belongs to: its folder's, or the next one's above. Raises ConfigurationError."""
    folder = file.resolve().parent
    for each in (folder, *folder.parents):
        path = each / NAME
        if path.is_file():
            return _load(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=16)
def _load(path: Path, changed: int) -> Project:
    """Read a project file; `changed` makes it read again when it was written."""
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1).decode("utf-8")
        value = parse_yaml(text) if len(text) <= _MAX_BYTES else None
    except (UserFileError, UnicodeDecodeError, OSError):
        value = None
    keigo = value.get("keigo", {}) if isinstance(value, dict) else None
    if not isinstance(keigo, dict):
        raise _wrong(path, _("it holds no mapping named keigo"), "keigo:")
    for key in keigo:
        if key not in _KEYS:
            raise _wrong(path, _("there is no setting {name}").format(name=repr(key)), ", ".join(_KEYS))
    rules = _read_rules(path, keigo.get("rules", {}))
    words = keigo.get("words", [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise _wrong(path, _("words is no list of texts"), "words: [ご利用できます]")
    return Project(
        path.parent.resolve(),
        _read_audiences(path, keigo.get("audience", {})),
        tuple(name for name, is_on in rules.items() if is_on),
        tuple(name for name, is_on in rules.items() if not is_on),
        tuple(words),
    )


def _read_audiences(path: Path, value: Any) -> dict[str, KeigoAudience]:
    choices = get_args(KeigoAudience)
    audiences = {"*": value} if isinstance(value, str) else value
    if not isinstance(audiences, dict) or not all(isinstance(each, str) for each in audiences):
        raise _wrong(path, _("audience is neither a word nor a mapping of paths"), "audience: internal")
    for audience in audiences.values():
        if audience not in choices:
            raise _wrong(path, _("there is no audience {name}").format(name=repr(audience)), ", ".join(choices))
    return audiences


def _read_rules(path: Path, value: Any) -> dict[str, bool]:
    from sakura_cli.keigo import rule_names

    known = rule_names()
    if not isinstance(value, dict) or not all(isinstance(each, bool) for each in value.values()):
        raise _wrong(path, _("rules is no mapping of names to on or off"), "rules: {ryokai: off}")
    for name in value:
        if name not in known:
            [nearest] = get_close_matches(str(name), known, n=1, cutoff=0.0)
            raise _wrong(path, _("there is no keigo rule named {name}").format(name=name), nearest)
    return value


def _fits(path: str, pattern: str) -> bool:
    return fnmatchcase(path, pattern) or fnmatchcase(path, pattern.replace("**/", ""))


def _wrong(path: Path, reason: str, hint: str) -> ConfigurationError:
    return ConfigurationError(_("{path}: {reason}").format(path=path, reason=reason), hint=hint, kind="project")
