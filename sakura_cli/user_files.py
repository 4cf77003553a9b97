"""YAML and JSON that a user wrote, read within limits of size, depth and aliases.

A parser alone may hang or take the process with it: libyaml composes nested lists by recursion in C, and eleven lines
of aliases stand for a hundred billion values. Left out: what the values mean, which those say who asked for them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

MAX_CHARACTERS = 8 << 20
MAX_DEPTH = 64
# Values, each as often as it is referred to.
MAX_VALUES = 500_000
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
# The kinds of JSON; what other tags make no file of a user's has a place for.
_TAGS = {None, *(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float", "str", "seq", "map"))}


class UserFileError(ValueError):
    """A text is no YAML, or more than anybody writes; `line` counts from 1, where it is known."""

    def __init__(self, *, line: int | None = None, is_too_complex: bool = False):
        super().__init__("too complex" if is_too_complex else "not valid YAML")
        self.line = line
        self.is_too_complex = is_too_complex


def read_text(path: Path) -> str:
    """Return the text of a file that a user wrote, in UTF-8; of one that is too long more than `parse_yaml` takes.

    A device or a pipe may never end. Raises OSError and UnicodeDecodeError.
    """
    with path.open(encoding="utf-8-sig") as file:
        return file.read(MAX_CHARACTERS + 1)


def parse_yaml(text: str) -> Any:
    """Return what a YAML or JSON text says; dates are texts. Raises UserFileError."""
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise UserFileError(is_too_complex=True)
    try:
        return yaml.load(text, Loader=_make_loader())  # noqa: S506 - a safe loader
    except UserFileError:
        raise
    except yaml.MarkedYAMLError as error:
        raise UserFileError(line=error.problem_mark.line + 1 if error.problem_mark else None) from error
    # Its constructors let through what their conversions raise: too many digits, !!int without any.
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise UserFileError from error


@cache
def _make_loader() -> Any:
    """Return the class of a loader with limits, made when it is needed: importing PyYAML takes 20 ms."""
    import yaml
    from yaml.composer import Composer

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Limits(Composer):
        """Composes in Python what the parser finds, and counts."""

        def __init__(self, stream: Any):
            base.__init__(self, stream)
            self.anchors: dict[str, Any] = {}
            self.sizes: dict[str, int] = {}
            self.count = self.depth = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            """Return the next node. Raises UserFileError where there are too many, in depth or number."""
            event: Any = self.peek_event()  # type: ignore[attr-defined]
            if isinstance(event, yaml.AliasEvent) and event.anchor in self.anchors:
                # What an anchor names has no size before it is complete: it holds itself.
                self.count += self.sizes.get(event.anchor, MAX_VALUES)
            before = self.count
            self.count += 1
            self.depth += 1
            if self.depth > MAX_DEPTH or self.count > MAX_VALUES:
                raise UserFileError(is_too_complex=True)
            node = super().compose_node(parent, index)
            self.depth -= 1
            if event.anchor and not isinstance(event, yaml.AliasEvent):
                self.sizes[event.anchor] = self.count - before
            return node

    class Loader(Limits, base):  # type: ignore[misc]
        """A safe loader that leaves dates as they are written."""

        yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML declares it
            first: [(tag, pattern) for tag, pattern in pairs if tag != _TIMESTAMP]
            for first, pairs in base.yaml_implicit_resolvers.items()
        }
        yaml_constructors = {tag: make for tag, make in base.yaml_constructors.items() if tag in _TAGS}  # noqa: RUF012

    return Loader
