"""The folder of `--out-dir`: one file per input under the input's name, and a manifest of what is done.

The manifest is what `--resume` goes by: a line for each written file with the hashes of its input and of everything
that decided the result. It holds no text. Left out: subfolders, which the files of `--out-dir` never have.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sakura_cli.api.documents import is_mail_file
from sakura_cli.api.saving import write_file
from sakura_cli.cli.running.inputs import STANDARD_INPUT, source_name
from sakura_cli.documents.writing.media import keeps_name
from sakura_cli.errors import BadInputError, OutputRefusedError, StorageError, write_command
from sakura_cli.localization import describe_os_error
from sakura_cli.localization import gettext as _

MANIFEST = ".sakura-manifest.jsonl"
_STDIN_STEM = "stdin.txt"

# What the name of an input's file ends with; None keeps the input's own ending. Depends on the input where it must.
Extension = str | Callable[[Path], str | None] | None


@dataclass(frozen=True)
class Done:
    """A line of the manifest: a written file, of what it was made, and what was found in it."""

    file: str
    input_sha256: str
    recipe_sha256: str
    findings: int = 0
    fails_check: bool = False


class OutputFolder:
    """The files that a command writes to one folder."""

    def __init__(
        self,
        folder: Path,
        sources: Sequence[Path],
        *,
        extension: Extension = None,
        may_replace_input: bool = False,
        edits_documents: bool = False,
    ):
        """Plan the files of the inputs; `extension` replaces theirs, and documents that are not edited become texts.

        Raises OutputRefusedError for one name of two.
        """
        self._folder = folder
        self._names = [_file_name(source, extension, edits_documents=edits_documents) for source in sources]
        self._refuse_collisions(sources)
        if not may_replace_input:
            self._refuse_inputs(sources)
        self._done: dict[str, Done] = {}

    def create(self) -> None:
        """Make the folder, with its missing parents. Raises OutputRefusedError."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = describe_os_error(error)
            raise OutputRefusedError(
                _("the folder {folder} cannot be made: {reason}").format(folder=self._folder, reason=reason),
                hint=_("choose another --out-dir"),
            ) from None
        if not os.access(self._folder, os.W_OK):
            raise OutputRefusedError(
                _("{path} may not be written").format(path=self._folder), hint=write_command("ls", "-ld", self._folder)
            )
        self._refuse_linked_manifest()

    def path(self, place: int) -> Path:
        """Return the file of the input at a place."""
        return self._folder / self._names[place]

    def write(self, place: int, data: bytes, done: Done) -> None:
        """Write an input's file whole and note it in the manifest. Raises StorageError or OutputRefusedError."""
        write_file(self.path(place), data)
        # The note comes second: where it is missing the work is done again, which loses time and nothing else.
        line = json.dumps(asdict(done)) + "\n"
        self._refuse_linked_manifest()
        try:
            with (self._folder / MANIFEST).open("ab") as file:
                file.write(line.encode("ascii"))
        except OSError as error:
            raise StorageError(
                _("{path} cannot be written").format(path=self._folder / MANIFEST), hint="df -h ."
            ) from error

    def read_json(self, place: int) -> dict[str, Any]:
        """Return the object in an input's file. Raises BadInputError where there is none, or no longer."""
        path = self.path(place)
        try:
            value = json.loads(path.read_bytes())
        except (OSError, ValueError):
            value = None
        if not isinstance(value, dict):
            raise BadInputError(
                _("{path} holds no JSON object any more").format(path=path),
                hint=write_command("rm", path),
                kind="bad-json",
            )
        return value

    def load_manifest(self) -> None:
        """Read what is done; lines that a crash cut off count for nothing. Raises OutputRefusedError, StorageError."""
        self._refuse_linked_manifest()
        try:
            lines = (self._folder / MANIFEST).read_bytes().splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageError(
                _("{path} cannot be read").format(path=self._folder / MANIFEST),
                hint=write_command("rm", self._folder / MANIFEST),
            ) from error
        for line in lines:
            try:
                done = Done(**json.loads(line))
            except (ValueError, TypeError):
                continue
            self._done[done.file] = done

    def _refuse_linked_manifest(self) -> None:
        """Refuse a manifest that is a link: in a shared folder somebody may have made it, to another's file."""
        path = self._folder / MANIFEST
        if path.is_symlink():
            raise OutputRefusedError(
                _("{path} is a link: nothing is written through it").format(path=path),
                hint=write_command("rm", path),
            )

    def find_done(self, place: int, input_sha256: str, recipe_sha256: str) -> Done | None:
        """Return the note of an input's file, if it is there and was made of the same things."""
        done = self._done.get(self._names[place])
        if done is None or (done.input_sha256, done.recipe_sha256) != (input_sha256, recipe_sha256):
            return None
        return done if self.path(place).is_file() else None

    def _refuse_collisions(self, sources: Sequence[Path]) -> None:
        first_of: dict[str, Path] = {}
        for source, name in zip(sources, self._names, strict=True):
            # Some file systems tell neither case nor composition apart.
            key = unicodedata.normalize("NFC", name).casefold()
            other = first_of.setdefault(key, source)
            if other is not source:
                raise OutputRefusedError(
                    _("{other} and {source} would both be written to {path}").format(
                        other=source_name(other), source=source_name(source), path=self._folder / name
                    ),
                    hint=_("run sakura once for each folder, with another --out-dir"),
                    kind="collision",
                )

    def _refuse_inputs(self, sources: Sequence[Path]) -> None:
        identities = {identity: source for source in sources if (identity := _identify(source)) is not None}
        for name in self._names:
            source = identities.get(_identify(self._folder / name) or (-1, -1))
            if source is not None:
                raise OutputRefusedError(
                    _("{source} is an input: it would be replaced").format(source=source_name(source)),
                    hint=_("use another --out-dir, or add --in-place"),
                )


def _file_name(source: Path, extension: Extension, *, edits_documents: bool) -> str:
    name = _STDIN_STEM if source == STANDARD_INPUT else source.name
    stem = Path(name).stem
    ending = extension(source) if callable(extension) else extension
    if ending is not None:
        return stem + ending
    # The result of a mail is a text.
    is_kept = keeps_name(name, has_edits=edits_documents) and not is_mail_file(source)
    return name if is_kept else f"{stem}.txt"


def _identify(path: Path) -> tuple[int, int] | None:
    if path == STANDARD_INPUT:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
