"""How a model is loaded and run: plain values, ready for the wire. What is asked of it then is in `requests`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sakura_cli.inference.calibration import Calibration, calibration_from_json


@dataclass(frozen=True)
class EngineOptions:
    """How a model is loaded and run; None and "auto" leave the choice to the engine.

    Adapters are LoRA files and their scales. `use_repacking` and `calibration` are explained in `calibration`. With
    `vocabulary_only` prompts can be rendered and counted, but nothing generated.
    """

    context_tokens: int | None = None
    threads: int | None = None
    gpu_layers: str = "auto"
    parallel: int | None = None
    adapters: tuple[tuple[str, float], ...] = ()
    use_repacking: bool = False
    calibration: Calibration = field(default_factory=Calibration)
    vocabulary_only: bool = False


def options_from_wire(data: Mapping[str, Any]) -> EngineOptions:
    """Rebuild engine options from JSON values."""
    adapters = tuple((path, scale) for path, scale in data["adapters"])
    return EngineOptions(**{**data, "adapters": adapters, "calibration": calibration_from_json(data["calibration"])})
