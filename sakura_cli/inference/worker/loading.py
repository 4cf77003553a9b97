"""Loading weights with as many layers on the accelerator as its memory holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sakura_cli.errors import EngineError
from sakura_cli.inference.options import EngineOptions
from sakura_cli.inference.worker.llama.bindings import supports_gpu_offload
from sakura_cli.inference.worker.llama.devices import list_devices
from sakura_cli.inference.worker.llama.model import UNKNOWN_ARCHITECTURE, LoadedModel
from sakura_cli.localization import gettext as _

ALL_LAYERS = -1
# Kept free on the accelerator for KV cells and compute buffers.
_RESERVE_BYTES = 1 << 30


def load_model(
    path: Path, options: EngineOptions, note: Callable[[str], None], *, most_gpu_layers: int | None = None
) -> LoadedModel:
    """Load weights after `options`; tell `note` when fewer layers than asked for are on the accelerator.

    Raises EngineError when they cannot be loaded at all.
    """
    layers = _wanted_layers(options) if most_gpu_layers is None else most_gpu_layers
    if layers == ALL_LAYERS and options.gpu_layers == "auto":
        layers = _affordable_layers(path)
        if layers != ALL_LAYERS:
            note(
                _(
                    "the accelerator's memory holds {layers} layers of this model; the others run on the processor"
                ).format(layers=layers)
            )
    while True:
        try:
            return LoadedModel(
                path,
                gpu_layers=layers,
                use_repacking=options.use_repacking,
                vocabulary_only=options.vocabulary_only,
            )
        except EngineError as error:
            if layers == 0 or error.kind == UNKNOWN_ARCHITECTURE:
                raise
            layers = _count_layers(path) // 2 if layers == ALL_LAYERS else layers // 2
            note(
                _("the weights did not fit on the accelerator: trying with {layers} layers there").format(layers=layers)
            )


def _wanted_layers(options: EngineOptions) -> int:
    if options.gpu_layers == "off" or options.vocabulary_only or not supports_gpu_offload():
        return 0
    return ALL_LAYERS if options.gpu_layers == "auto" else int(options.gpu_layers)


def _affordable_layers(path: Path) -> int:
    """Return how many layers fit, all of them where the accelerator does not tell or tells enough."""
    accelerators = [device for device in list_devices() if device.is_accelerator]
    if not accelerators:
        return 0
    free, size = sum(device.free_bytes for device in accelerators), path.stat().st_size
    if not free or free >= size + _RESERVE_BYTES:
        return ALL_LAYERS
    return int(_count_layers(path) * max(0.0, free - _RESERVE_BYTES) / size)


def _count_layers(path: Path) -> int:
    vocabulary = LoadedModel(path, vocabulary_only=True)
    try:
        return vocabulary.layer_count
    finally:
        vocabulary.close()
