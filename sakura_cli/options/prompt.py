"""The options of `sakura run` and `Sakura.run`; the command line types them in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sakura_cli.options.declaring import Options


@dataclass(frozen=True)
class PromptOptions(Options):
    """A prompt, by a name of `sakura prompts list` or by its YAML file, and the values of its variables."""

    prompt: str | Path
    values: Mapping[str, str] = field(default_factory=dict)
