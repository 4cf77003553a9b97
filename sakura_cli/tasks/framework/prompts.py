"""Where prompt templates come from: YAML files, the shipped ones in `prompts/` and the user's own.

Left out: what may stand in a file (`prompt_parsing`), and what a template is (`prompt_template`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sakura_cli.errors import BadInputError, InputNotFoundError, UsageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.paths import prompts_dir
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.user_files import read_text

if TYPE_CHECKING:
    from importlib.abc import Traversable

NAME = re.compile(r"[\w][\w-]*")
_SUFFIXES = (".yaml", ".yml")

PromptOrigin = Literal["shipped", "own", "override"]


def load_prompt(name: str) -> PromptTemplate:
    """Return the template of a name: the user's own, which may override a shipped one, else the shipped one.

    Raises UsageError when there is none, BadInputError when the user's cannot be used.
    """
    text, origin = _read(name, prompts_dir())
    return _parse(name, text, origin)


@lru_cache(maxsize=32)
def _parse(name: str, text: str, origin: PromptOrigin) -> PromptTemplate:
    # Imported here: a task that asks no model parses no prompt.
    from sakura_cli.tasks.framework.prompt_parsing import check_override, parse_prompt

    template = parse_prompt(name, text)
    if origin == "override":
        check_override(template, parse_prompt(name, _shipped_file(name).read_text(encoding="utf-8")))
    return replace(template, is_kept=True) if origin == "shipped" else template


def load_prompt_file(path: Path) -> PromptTemplate:
    """Return the template of a file anywhere. Raises InputNotFoundError or BadInputError."""
    from sakura_cli.tasks.framework.prompt_parsing import parse_prompt

    return parse_prompt(path.stem, read_prompt_file(path))


def read_prompt_file(path: Path) -> str:
    """Return the text of a prompt file. Raises InputNotFoundError or BadInputError."""
    try:
        return read_text(path)
    except UnicodeDecodeError:
        message = _("the prompt {path} is not UTF-8").format(path=path)
        raise BadInputError(message, hint=write_command("iconv", "-t", "UTF-8", path)) from None
    except OSError as error:
        reason = describe_os_error(error)
        message = _("the prompt {path} cannot be read: {reason}").format(path=path, reason=reason)
        raise InputNotFoundError(message, hint="sakura prompts list") from None


def read_prompt(name: str) -> str:
    """Return the YAML text of a prompt by name. Raises UsageError when there is none."""
    return _read(name, prompts_dir())[0]


def list_prompts() -> dict[str, PromptOrigin]:
    """Return the names of all prompts in order, and whose they are."""
    shipped = {_stem(file.name) for file in resources.files("sakura_cli.prompts").iterdir()} - {None}
    own: set[str | None] = set()
    if prompts_dir().is_dir():
        own = {_stem(file.name) for file in prompts_dir().iterdir()} - {None}
    return {
        name: "shipped" if name not in own else "override" if name in shipped else "own"
        for name in sorted(name for name in shipped | own if name is not None)
    }


def hash_prompts(prefix: str) -> str:
    """Return a hash of the texts of all prompts of a task: those named by it, or by it and a hyphen."""
    digest = hashlib.sha256()
    for name in list_prompts():
        if name == prefix or name.startswith(f"{prefix}-"):
            digest.update(f"{name}\0{read_prompt(name)}\0".encode("utf-8", errors="surrogatepass"))
    return digest.hexdigest()


def find_own_file(name: str, folder: Path) -> Path | None:
    """Return the user's file of a prompt, if there is one."""
    return next((path for suffix in _SUFFIXES if (path := folder / f"{name}{suffix}").is_file()), None)


def _read(name: str, folder: Path) -> tuple[str, PromptOrigin]:
    is_name = NAME.fullmatch(name) is not None
    is_shipped = is_name and _shipped_file(name).is_file()
    own = find_own_file(name, folder) if is_name else None
    if own is not None:
        return read_prompt_file(own), "override" if is_shipped else "own"
    if not is_shipped:
        near = get_close_matches(name, list_prompts(), 1)
        hint = "sakura prompts list"
        if near:
            hint = _("did you mean {name}? {command}").format(name=near[0], command=hint)
        raise UsageError(_("there is no prompt named {name}").format(name=name), hint=hint, kind="unknown-prompt")
    return _shipped_file(name).read_text(encoding="utf-8"), "shipped"


def _shipped_file(name: str) -> Traversable:
    return resources.files("sakura_cli.prompts") / f"{name}.yaml"


def _stem(file_name: str) -> str | None:
    stem = next((file_name.removesuffix(suffix) for suffix in _SUFFIXES if file_name.endswith(suffix)), "")
    return stem if NAME.fullmatch(stem) else None
