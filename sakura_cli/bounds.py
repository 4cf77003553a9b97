"""Work on one input within bounds: what takes too long or too much memory is an error of that input, as is a bug.

No input may hang a command, nor end it for the others. How long and how much grows with the length of the input: it is
many times what honest work takes. Left out: native code that others made, which runs in a process of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sakura_cli.errors import BadInputError, SakuraError
from sakura_cli.localization import gettext as _
from sakura_cli.platforms import limited_memory, limited_time

_LEAST_SECONDS = 60.0
_CHARACTERS_A_SECOND = 5_000
_LEAST_BYTES = 2 << 30
_BYTES_A_CHARACTER = 500


class WorkBounds:
    """What one input may take of processor time and memory, in as many strokes as its work has.

    Strokes may stand in one another: a question is worked on while the documents are read, each within its own bounds.
    """

    # The time of all strokes that are over, each without those inside it.
    _total_seconds = 0.0

    def __init__(self, source: str, characters: int):
        """Prepare for an input by its name and length."""
        self._source = source
        self._seconds = _LEAST_SECONDS + characters / _CHARACTERS_A_SECOND
        self._bytes = _LEAST_BYTES + characters * _BYTES_A_CHARACTER
        self._used_seconds = 0.0

    @contextmanager
    def stroke(self) -> Iterator[None]:
        """Do a part of the work. Raises BadInputError of kind `too-slow` or `too-large`, SakuraError for a bug."""
        started, before = time.process_time(), WorkBounds._total_seconds
        left = max(self._seconds - self._used_seconds, 0.001)
        try:
            with limited_time(left, of_processor=True), limited_memory(self._bytes):
                yield
        except TimeoutError as error:
            raise self._too_slow() from error
        except RecursionError as error:
            raise self._too_large(_("{source} is nested too deeply")) from error
        except MemoryError:
            # Without its cause, whose frames hold on to the memory.
            raise self._too_large(_("{source} takes too much memory")) from None
        except SakuraError:
            raise
        except Exception as error:
            raise unexpected_error(error) from error
        finally:
            inside = WorkBounds._total_seconds - before
            own = time.process_time() - started - inside
            WorkBounds._total_seconds += own
            self._used_seconds += own

    def _too_slow(self) -> BadInputError:
        message = _("{source} takes more than {limit} seconds of work").format(
            source=self._source, limit=round(self._seconds)
        )
        return BadInputError(message, hint=_("split it, or save it as text"), kind="too-slow")

    def _too_large(self, message: str) -> BadInputError:
        return BadInputError(
            message.format(source=self._source), hint=_("split it, or save it as text"), kind="too-large"
        )


def unexpected_error(error: BaseException) -> SakuraError:
    """Return what is told of an exception that nobody foresaw: a bug, without what it says, which may be the text."""
    told = SakuraError(
        _("unexpected {name}: this is a bug in sakura").format(name=type(error).__name__),
        hint=_("run the command again with --debug and report what it prints (check that it shows no private text)"),
    )
    told.__cause__ = error
    return told
