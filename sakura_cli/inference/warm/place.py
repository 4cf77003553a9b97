"""Where the kept worker is found: a folder that only the user can enter, with a socket and a lock.

The socket is bound by whoever holds the lock, which the worker then holds as long as it lives: one that was killed
leaves a socket that nobody answers at, and a lock that is free. Nothing of a text is ever in that folder.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sakura_cli.errors import EngineError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.paths import runtime_dir
from sakura_cli.platforms import current_user, lock_file, make_lock_file, unix_socket

if TYPE_CHECKING:
    import socket

# Commands that come at once wait here until the worker has time for them.
_BACKLOG = 128
# What fits into the address of a socket on every system.
_MOST_PATH_BYTES = 103


def socket_path() -> Path:
    """Return the path of the socket."""
    return runtime_dir() / "worker.sock"


def may_be_kept() -> bool:
    """Tell whether a worker may be there to be asked."""
    return sys.platform != "win32" and socket_path().exists()


def make_folder() -> Path:
    """Return the private folder. Raises EngineError where it is not the user's alone."""
    folder = runtime_dir()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = describe_os_error(error)
        raise EngineError(
            _("the folder {folder} cannot be made: {reason}").format(folder=folder, reason=reason), kind="unsafe-folder"
        ) from error
    check_folder(folder)
    return folder


def check_folder(folder: Path) -> None:
    """Raise EngineError for a folder that is a link, somebody else's, or open to others."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != current_user() or status.st_mode & 0o077:
        message = _("{folder} is not a folder that only you can enter: no worker is kept there")
        raise EngineError(message.format(folder=folder), hint=f"ls -ld {folder}", kind="unsafe-folder")


def check_socket(path: Path) -> None:
    """Raise EngineError for something that is no socket of the user's, a link to one among it."""
    status = path.lstat()
    if not stat.S_ISSOCK(status.st_mode) or status.st_uid != current_user():
        message = _("{path} is not a socket of yours: no worker is asked there").format(path=path)
        raise EngineError(message, hint=f"ls -l {path}", kind="unsafe-socket")


def take_lock(folder: Path) -> int | None:
    """Return the lock that the one kept worker holds; None while there is one."""
    path = folder / "lock"
    make_lock_file(path)
    return lock_file(path, is_exclusive=True)


def read_process_id() -> int | None:
    """Return the process of the kept worker, as it was noted; None where nothing was."""
    try:
        return int((runtime_dir() / "lock").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def note_process_id(process_id: int) -> None:
    """Note the process of the kept worker beside its socket."""
    (runtime_dir() / "lock").write_text(f"{process_id}\n", encoding="ascii")


def listen(path: Path) -> socket.socket:
    """Return a socket that listens at a path, for the user alone; what a worker left there that died is removed.

    Only the holder of the lock may do so. Raises EngineError where something else lies there, and OSError.
    """
    if len(os.fsencode(path)) > _MOST_PATH_BYTES:
        message = _("{path} is too long for a socket: no worker is kept there").format(path=path)
        raise EngineError(message, hint=_("set XDG_RUNTIME_DIR to a folder with a short name"), kind="unsafe-socket")
    if os.path.lexists(path):
        check_socket(path)
        path.unlink()
    listener = unix_socket()
    mask = os.umask(0o077)
    try:
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(mask)
    return listener
