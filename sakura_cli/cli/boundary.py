"""The one place where errors become messages and exit statuses."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from sakura_cli.bounds import unexpected_error
from sakura_cli.cli.terminal import console
from sakura_cli.cli.terminal.failures import TerminatedError, report
from sakura_cli.errors import SakuraError, StorageError
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import end_by_sigpipe, forbid_core_files

INTERRUPTED = 130
TERMINATED = 143
# What the operating system says when a stream or disk takes no more.
_STORAGE_ERRNOS = frozenset({errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG})


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; never raises."""
    signal.signal(signal.SIGTERM, _on_sigterm)
    forbid_core_files()
    try:
        from sakura_cli.cli.app import app

        status = app(
            args=list(sys.argv[1:] if arguments is None else arguments), prog_name="sakura", standalone_mode=False
        )
        return status if isinstance(status, int) else 0
    except console.ReaderGoneError:
        return end_by_sigpipe()
    except SystemExit as end:
        # Help is printed by typer and rich, which end a closed pipe with a status of their own.
        if isinstance(end.__context__, BrokenPipeError):
            return end_by_sigpipe()
        raise
    except SakuraError as error:
        return report(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except TerminatedError:
        return TERMINATED
    # The boundary: whatever else escapes is a bug of sakura, told in one line without the user's text.
    except Exception as error:
        return _report_other(error)


def _report_other(error: Exception) -> int:
    # Typer's own usage errors come from its vendored click, which must not be imported by name.
    exit_code, format_message = getattr(error, "exit_code", None), getattr(error, "format_message", None)
    if isinstance(exit_code, int) and callable(format_message):
        from sakura_cli.cli.terminal.usage_errors import describe_usage_error

        context, message = getattr(error, "ctx", None), describe_usage_error(error)
        if message:  # none where the help was printed instead
            console.warn(message)
            console.hint(f"{getattr(context, 'command_path', 'sakura')} --help")
        return exit_code
    if isinstance(error, OSError) and error.errno in _STORAGE_ERRNOS:
        console.abandon_stdout()
        return report(StorageError(_("the output cannot be written: {reason}").format(reason=describe_os_error(error))))
    return report(unexpected_error(error))


def _on_sigterm(signal_number: int, frame: FrameType | None) -> None:
    raise TerminatedError
