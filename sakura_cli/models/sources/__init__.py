"""Where weights come from. Every source appends the bytes of one catalogue entry to a partial file.

A source never decides whether the bytes are right: `sakura_cli.models.fetch` does, by their sha256.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from sakura_cli.models.catalogue import CatalogueEntry
from sakura_cli.models.partial import PartialFile

# Kinds of ModelUnavailableError that `fetch` tells apart.
UNREACHABLE = "source-unreachable"
NOT_A_MODEL = "not-a-model-file"


class WeightSource(Protocol):
    """A place weights can be fetched from."""

    name: str
    title: str
    needs_network: bool

    def has(self, entry: CatalogueEntry) -> bool:
        """Tell whether this source can deliver the entry at all; no network."""
        ...

    def pin(self, entry: CatalogueEntry) -> CatalogueEntry:
        """Return the entry with file name, size, revision and hash filled in as far as the source tells them."""
        ...

    def mismatch_hint(self, entry: CatalogueEntry) -> str:
        """Return what to type when bytes of this source have twice had another hash than the pinned one."""
        ...

    def fetch(self, entry: CatalogueEntry, partial: PartialFile, progress: Callable[[int], None]) -> None:
        """Append what `partial` lacks, reporting the bytes there in total.

        Raise ModelUnavailableError (69) when the source cannot deliver, IntegrityError (76) when it offers other
        bytes than the pinned ones, OSError when they cannot be written.
        """
        ...
