"""Presets: prompts with the fields they ask for, shipped or the user's own.

A preset is a prompt `extract-NAME` whose `texts` have `fields`, in the short form of `--fields`. Its user message may
have the variable `fields` beside `document`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sakura_cli.errors import BadInputError, UsageError
from sakura_cli.localization import gettext as _
from sakura_cli.tasks.extraction.fields import Shape, parse_fields
from sakura_cli.tasks.framework.prompt_template import PromptTemplate
from sakura_cli.tasks.framework.prompts import list_prompts, load_prompt, load_prompt_file

_PREFIX = "extract-"
# The prompt of --fields and --schema, which has none of its own.
_GENERAL = "extract-fields"
_FIELDS = "fields"


@dataclass(frozen=True)
class Preset:
    """What to extract and the prompt to ask for it."""

    name: str
    shape: Shape
    template: PromptTemplate


def preset_names() -> list[str]:
    """Return the names of the presets, the user's own among them."""
    return [name[len(_PREFIX) :] for name in list_prompts() if name.startswith(_PREFIX) and name != _GENERAL]


def load_preset(name: str) -> Preset:
    """Return a preset by name, or by the path of a YAML file.

    Raises UsageError for an unknown name, InputNotFoundError and BadInputError for a file that cannot be used.
    """
    if name.endswith((".yaml", ".yml")) or "/" in name:
        template = load_prompt_file(Path(name))
    elif name in (known := preset_names()):
        template = load_prompt(_PREFIX + name)
    else:
        message = _("there is no preset {name}").format(name=name)
        raise UsageError(message, hint=f"--preset {'|'.join(known)}|FILE.yaml", kind="bad-preset")
    spec = template.texts.get(_FIELDS)
    if not spec:
        hint = "texts: {fields: '氏名, 日付:date'}"
        message = _("preset {name} has no fields in its texts").format(name=name)
        raise BadInputError(message, hint=hint, kind="bad-preset")
    shape = Shape(parse_fields(spec))
    if template.variables - {"document", _FIELDS, "candidates"}:
        message = _("preset {name} has other variables than document and fields").format(name=name)
        raise BadInputError(message, kind="bad-preset")
    return Preset(name, shape, template)
