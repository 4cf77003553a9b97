"""What a process may open once it is confined: what its caller names, and what any Python with native code needs.

Only paths; who refuses the others stands in `sandbox`. The interpreter, its packages and the system's libraries may be
read, the user's own files not: of a folder of the import path only what was installed there, or sakura's own package.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

# What the system's libraries, the C library's locales and time zones, and a processor's description lie in.
_SYSTEM = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/null",
    "/dev/zero",
    "/dev/random",
    "/dev/urandom",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/kernel/numa_balancing",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/fs/cgroup",
    "/sys/kernel/mm/transparent_hugepage",
)
# Accelerators: their devices, and what their drivers read. Absent on a machine without one.
_DEVICES = ("/dev/nvidia*", "/dev/nvidia-caps/*", "/dev/dri/*", "/dev/kfd", "/dev/dxg")
_OF_DRIVERS = (
    "/proc/devices",
    "/proc/driver/nvidia",
    "/sys/bus/pci",
    "/sys/class/drm",
    "/sys/class/kfd",
    "/sys/devices",
    "/sys/module/nvidia",
    "/etc/vulkan",
    "/etc/OpenCL",
    "/usr/share/vulkan",
    "/usr/share/drirc.d",
    "/opt/rocm",
)


@dataclass(frozen=True)
class Access:
    """Files and folders that a task needs: to read, and folders to write in as well."""

    readable: tuple[Path, ...] = ()
    writable: tuple[Path, ...] = ()


def program_files() -> list[Path]:
    """Return the interpreter, its packages, the system's libraries and the drivers of accelerators."""
    prefixes = [Path(each) for each in {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}]
    own = Path(__file__).parents[1]
    imported = [Path(entry) for entry in sys.path if entry]
    installed = [entry for entry in imported if _is_standard(entry) or next(entry.glob("*.dist-info"), None)]
    drivers = [Path(each) for each in _OF_DRIVERS] if accelerator_devices() else []
    return [*map(Path, _SYSTEM), *prefixes, *installed, own, *drivers]


def accelerator_devices() -> list[Path]:
    """Return the device files of accelerators, which are written to, too."""
    return [path for pattern in _DEVICES for path in Path("/").glob(pattern[1:])]


def _is_standard(entry: Path) -> bool:
    """Tell whether a folder (or archive) of the import path holds Python's own library."""
    return entry.suffix == ".zip" or (entry / "encodings").is_dir() or entry.name == "lib-dynload"
