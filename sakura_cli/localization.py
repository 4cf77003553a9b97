"""The language of the interface: English in the code, Japanese from one gettext catalogue (`locale/`).

`SAKURA_LANG` chooses; without it the locale does (LC_ALL, LC_MESSAGES, LANG). Chosen once in a process. Left out: the
language that a task reads and writes, and the keys, kinds and statuses that scripts read, which are the same in all.
"""

from __future__ import annotations

import functools
import gettext as gettext_files
import os
from collections.abc import Mapping
from pathlib import Path

ENVIRONMENT_NAME = "SAKURA_LANG"
LANGUAGES = ("en", "ja")
DOMAIN = "sakura"
CATALOGUES = Path(__file__).with_name("locale")

# What POSIX says of messages, in this order.
_LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(environment: Mapping[str, str]) -> str:
    """Return the language of the interface: one of LANGUAGES; English where none of them is asked for."""
    names = (ENVIRONMENT_NAME, *_LOCALE_NAMES)
    wanted = next((value for name in names if (value := environment.get(name))), "")
    return "ja" if wanted.lower().replace("-", "_").partition(".")[0].partition("_")[0] == "ja" else "en"


@functools.cache
def _catalogue() -> gettext_files.NullTranslations:
    language = choose_language(os.environ)
    return gettext_files.translation(DOMAIN, CATALOGUES, [language], fallback=True)


def gettext(message: str) -> str:
    """Return a message in the language of the interface. Values go in afterwards: `_("no {name}").format(name=…)`."""
    return _catalogue().gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message that tells of `count` things, in the language of the interface."""
    return _catalogue().ngettext(singular, plural, count)


def gettext_noop(message: str) -> str:
    """Return a message as it is and leave it to the catalogue: for words that code compares and `gettext` shows."""
    return message


def describe_os_error(error: OSError) -> str:
    """Return what the operating system says of an error, in the language of the interface where it is a common one."""
    return gettext(os.strerror(error.errno)) if error.errno else gettext("Input/output error")


# What systems say, here for the catalogue: Linux, and macOS where it says it otherwise.
_OS_ERRORS = (
    gettext_noop("Permission denied"),
    gettext_noop("Operation not permitted"),
    gettext_noop("No such file or directory"),
    gettext_noop("Not a directory"),
    gettext_noop("Is a directory"),
    gettext_noop("File exists"),
    gettext_noop("File name too long"),
    gettext_noop("File too large"),
    gettext_noop("No space left on device"),
    gettext_noop("Disk quota exceeded"),
    gettext_noop("Disc quota exceeded"),
    gettext_noop("Read-only file system"),
    gettext_noop("Input/output error"),
    gettext_noop("Too many open files"),
    gettext_noop("Too many levels of symbolic links"),
    gettext_noop("Device or resource busy"),
    gettext_noop("Resource busy"),
    gettext_noop("Broken pipe"),
    gettext_noop("Stale file handle"),
)


def localize_parser() -> None:
    """Give the parser of the command line, which knows gettext by itself, the same language and catalogue."""
    os.environ["LANGUAGE"] = choose_language(os.environ)
    gettext_files.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext_files.textdomain(DOMAIN)
