"""The devices llama.cpp was built for, and their memory: functions of ggml that the bindings do not declare."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

from sakura_cli.inference.worker.llama.bindings import ggml, start_backend

# GGML_BACKEND_DEVICE_TYPE_GPU and _IGPU; 0 is the processor, 3 what merely helps it (BLAS).
_ACCELERATORS = (1, 2)


@dataclass(frozen=True)
class Device:
    """A processor or accelerator llama.cpp can use; memory in bytes."""

    name: str
    description: str
    is_accelerator: bool
    free_bytes: int


def list_devices() -> list[Device]:
    """Return the devices this build of llama.cpp sees, accelerators first."""
    start_backend()
    devices = [_describe(index) for index in range(ggml("ggml_backend_dev_count", ctypes.c_size_t)())]
    return sorted(devices, key=lambda device: not device.is_accelerator)


def _describe(index: int) -> Device:
    pointer = ctypes.c_void_p
    device = ggml("ggml_backend_dev_get", pointer, ctypes.c_size_t)(index)
    free, total = ctypes.c_size_t(0), ctypes.c_size_t(0)
    size = ctypes.POINTER(ctypes.c_size_t)
    ggml("ggml_backend_dev_memory", None, pointer, size, size)(device, ctypes.byref(free), ctypes.byref(total))
    kind = ggml("ggml_backend_dev_type", ctypes.c_int, pointer)(device)
    name = ggml("ggml_backend_dev_name", ctypes.c_char_p, pointer)(device) or b""
    description = ggml("ggml_backend_dev_description", ctypes.c_char_p, pointer)(device) or b""
    return Device(name.decode(), description.decode(), kind in _ACCELERATORS, free.value)
