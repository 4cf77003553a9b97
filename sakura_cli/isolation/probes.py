"""Attempts to break out of a confined process, made in it: to the network, to files, programs and other processes.

`prepared` makes, on the side of the command, what is there to be reached; `attempt_all` tries, and tells for each
attempt what refused it. That nothing was there is no refusal.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sakura_cli.isolation.wire import JsonObject

Attempt = Callable[[], object]

_SECRET = b"a file of the user's"
_DUMPABLE, _SEIZE = 3, 0x4206  # PR_GET_DUMPABLE, PTRACE_SEIZE
_NEW_NAMESPACES = 0x00020000 | 0x10000000  # mounts, in a user namespace of one's own
# Reserved for documentation (RFC 5737, 3849) and for testing (RFC 2606): nobody is there to be reached.
_IPV4, _IPV6, _HOST = "192.0.2.1", "2001:db8::1", "sakura.test"


class NotRefusedError(Exception):
    """An attempt that went through, though what it asked for was not there."""


@contextlib.contextmanager
def prepared() -> Iterator[JsonObject]:
    """Make a file, a folder and listening sockets of this process; yield how they are reached."""
    import socket

    with tempfile.TemporaryDirectory(prefix="sakura-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        secret = folder / "secret"
        secret.write_bytes(_SECRET)
        targets: JsonObject = {"folder": name, "file": str(secret), "process": os.getpid(), "home": str(Path.home())}
        loopback = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        targets["port"] = loopback.getsockname()[1]
        if sys.platform != "win32":
            local = stack.enter_context(socket.socket(socket.AF_UNIX))
            local.bind(str(folder / "service"))
            local.listen()
            targets["socket"] = str(folder / "service")
        if sys.platform.startswith("linux"):
            abstract = stack.enter_context(socket.socket(socket.AF_UNIX))
            abstract.bind("")  # the kernel chooses a name
            abstract.listen()
            targets["abstract"] = abstract.getsockname().decode("latin-1")
        yield targets


def attempt_all(targets: JsonObject) -> dict[str, str]:
    """Return what refused each attempt; an empty text for one that went through."""
    attempts = {**_network(targets), **_files(targets), **_programs(targets)}
    if sys.platform.startswith("linux"):
        attempts |= _linux_only(targets)
    return {name: _refusal(attempt) for name, attempt in attempts.items()}


def _refusal(attempt: Attempt) -> str:
    try:
        attempt()
    except (NotRefusedError, FileNotFoundError):
        return ""
    except Exception as error:  # whatever an audit hook or a library makes of it
        return getattr(error, "strerror", None) or str(error) or type(error).__name__
    return ""


def _network(targets: JsonObject) -> dict[str, Attempt]:
    import socket

    def connect(family: int, kind: int, address: object) -> None:
        with socket.socket(family, kind) as probe:
            probe.settimeout(1)
            probe.connect(address)  # type: ignore[arg-type]

    attempts: dict[str, Attempt] = {
        "ipv4": lambda: connect(socket.AF_INET, socket.SOCK_DGRAM, (_IPV4, 53)),
        "ipv6": lambda: connect(socket.AF_INET6, socket.SOCK_DGRAM, (_IPV6, 53)),
        "dns": lambda: socket.getaddrinfo(_HOST, 443),
        "own-machine": lambda: connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", targets["port"])),
    }
    if "socket" in targets:
        attempts["unix-socket"] = lambda: connect(_unix(), socket.SOCK_STREAM, targets["socket"])
    if "abstract" in targets:
        name = targets["abstract"].encode("latin-1")
        attempts["abstract-unix-socket"] = lambda: connect(_unix(), socket.SOCK_STREAM, name)
        attempts["netlink"] = lambda: socket.socket(getattr(socket, "AF_NETLINK", 16), socket.SOCK_RAW).close()
        attempts["vsock"] = lambda: connect(40, socket.SOCK_STREAM, (2, 22))
        attempts["socket-pair"] = socket.socketpair
    return attempts


def _unix() -> int:
    return 1  # AF_UNIX, which Python on Windows does not name


def _files(targets: JsonObject) -> dict[str, Attempt]:
    file, folder = Path(targets["file"]), Path(targets["folder"])
    return {
        "read-file": file.read_bytes,
        "list-folder": lambda: list(folder.iterdir()),
        "list-home": lambda: list(Path(targets["home"]).iterdir()),
        "write-file": lambda: file.write_bytes(_SECRET),
        "make-file": lambda: (folder / "made").write_bytes(b""),
        "delete-file": file.unlink,
        "change-mode": lambda: file.chmod(0o600),
    }


def _programs(targets: JsonObject) -> dict[str, Attempt]:
    import subprocess

    def replace_self() -> None:
        try:
            os.execv(os.fspath(Path(targets["folder"]) / "none"), ["none"])  # noqa: S606 - nothing is there to be run
        except FileNotFoundError:
            raise NotRefusedError from None

    attempts: dict[str, Attempt] = {
        "start-program": lambda: subprocess.run([sys.executable, "-c", ""], capture_output=True, check=False),
        "signal-process": lambda: os.kill(targets["process"], 0),
    }
    if sys.platform != "win32":
        attempts["become-program"] = replace_self
    return attempts


def _linux_only(targets: JsonObject) -> dict[str, Attempt]:
    from sakura_cli.isolation.linux.kernel import machine, process_control, system_call
    from sakura_cli.isolation.linux.system_calls import ARCHITECTURES, REFUSED

    other = Path(f"/proc/{targets['process']}")

    def call(name: str, *arguments: object) -> int:
        return system_call(REFUSED[name][ARCHITECTURES[machine()][1]], *arguments)

    def use_capabilities() -> None:
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        held = next(line.split()[1] for line in status if line.startswith("CapEff"))
        if not int(held, 16):
            raise PermissionError("none is left")

    def dump() -> None:
        limits = Path("/proc/self/limits").read_text(encoding="ascii").splitlines()
        sizes = next(line.split()[4:6] for line in limits if line.startswith("Max core file size"))
        if process_control(_DUMPABLE) == 0 and sizes == ["0", "0"]:
            raise PermissionError("none is written, and the process is marked as not to be dumped")

    attempts: dict[str, Attempt] = {
        "process-memory": lambda: (other / "mem").open("rb").close(),
        "process-environment": lambda: (other / "environ").read_bytes(),
        "process-command-line": lambda: (other / "cmdline").read_bytes(),
        "interfaces": lambda: list(Path("/sys/class/net").iterdir()),
        "capabilities": use_capabilities,
        "core-dump": dump,
    }
    if machine() in ARCHITECTURES:
        attempts |= {
            "trace-process": lambda: call("ptrace", _SEIZE, targets["process"], 0, 0),
            "file-in-memory": lambda: os.close(call("memfd_create", b"sakura", 0)),
            "namespace": lambda: call("unshare", _NEW_NAMESPACES),
            "io-uring": lambda: os.close(call("io_uring_setup", 1, bytes(120))),
        }
    return attempts
