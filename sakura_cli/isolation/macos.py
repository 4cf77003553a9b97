"""The sandbox of macOS, which a process puts on itself: a profile of what is denied, in the system's own language.

`sandbox_init` is marked as deprecated and has no successor for programs that are no application bundles. The user's
files are denied to be read, all files to be written, and the network, other programs and other processes altogether.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterable
from pathlib import Path

_LIBRARY = "/usr/lib/libsandbox.1.dylib"
# Where files of users and what is mounted from elsewhere lie.
_PRIVATE = ("/Users", "/Volumes", "/Network", "/private/tmp", "/private/var/root", "/private/etc/master.passwd")


def profile(readable: Iterable[Path], writable: Iterable[Path]) -> str:
    """Return the profile; what stands later in it wins over what stands earlier."""
    written = list(writable)
    rules = [
        "(version 1)",
        "(allow default)",
        "(deny network*)",
        "(deny process-exec*)",
        "(deny process-fork)",
        "(deny signal (target others))",
        "(deny process-info* (target others))",
        "(allow process-info-codesignature)",
        "(deny file-write*)",
        '(allow file-write* (literal "/dev/null") (literal "/dev/zero"))',
        f"(deny file-read-data {_subpaths(map(Path, _PRIVATE))})",
        f"(allow file-read* {_subpaths([*readable, *written])})",
    ]
    if written:
        rules.append(f"(allow file-write* {_subpaths(written)})")
    return "\n".join(rules)


def confine(readable: Iterable[Path], writable: Iterable[Path]) -> bool:
    """Put the sandbox on this process; tell whether the system did."""
    if sys.platform != "darwin":
        return False
    try:
        library = ctypes.CDLL(_LIBRARY)
        library.sandbox_init.argtypes = [ctypes.c_char_p, ctypes.c_uint64, ctypes.POINTER(ctypes.c_char_p)]
        message = ctypes.c_char_p()
        text = profile(readable, writable).encode("utf-8", errors="surrogateescape")
        return bool(library.sandbox_init(text, 0, ctypes.byref(message)) == 0)
    except (OSError, AttributeError):
        return False


def _subpaths(paths: Iterable[Path]) -> str:
    # The system compares real paths: /tmp is /private/tmp. A quoted string is written as in JSON.
    real = dict.fromkeys(str(path.resolve()) for path in paths)
    return " ".join(f"(subpath {json.dumps(each, ensure_ascii=False)})" for each in real)
