"""What a kept worker is: commands that want exactly this may share it, all others have one of their own."""

from __future__ import annotations

import json
import os
from typing import Any

import sakura_cli
from sakura_cli.inference.library import find_library
from sakura_cli.isolation.wire import JsonObject
from sakura_cli.localization import choose_language

# In the order in which they are told: an older worker may not even know what the other fields are.
_FIELDS = ("sakura", "library", "language", "model", "model_key", "cache_folder", "options")
# How the weights are best laid out for a command's own job: with another layout they answer the same, sooner than a
# worker that would have to load them.
_PREFERENCES = ("use_repacking", "calibration")


def identify(load_message: JsonObject) -> JsonObject:
    """Return what identifies a worker with this model and these options, as JSON values."""
    identity: dict[str, Any] = {
        "sakura": sakura_cli.__version__,
        "library": find_library().key,
        # The worker's errors are in the language it was started in.
        "language": choose_language(os.environ),
        **{name: value for name, value in load_message.items() if name != "op"},
    }
    # As it arrives: numbers of sequences are texts there.
    wire: JsonObject = json.loads(json.dumps(identity))
    return wire


def find_difference(kept: JsonObject, wanted: JsonObject) -> str | None:
    """Return the name of the first thing in which a kept worker is not the wanted one; None where they are the same."""
    names = [*_FIELDS, *sorted({*kept, *wanted} - {*_FIELDS})]
    return next((name for name in names if _demand(kept.get(name)) != _demand(wanted.get(name))), None)


def _demand(value: object) -> object:
    return (
        {name: each for name, each in value.items() if name not in _PREFERENCES} if isinstance(value, dict) else value
    )
