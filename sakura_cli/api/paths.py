"""Where the API looks for answers: files, folders and documents, made into an index when it is needed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sakura_cli.documents.document import Document

if TYPE_CHECKING:
    from sakura_cli.search.index import PassageIndex

# A file, a folder or a document, or several.
Paths = Path | Document | Sequence[Path | Document]

_logger = logging.getLogger("sakura_cli")


def open_paths(paths: Paths) -> PassageIndex:
    """Return the index of what there is at paths; what is kept of a folder is used. Raises what `open_index` raises."""
    from sakura_cli.api.indexing import open_index

    return open_index([paths] if isinstance(paths, Path | Document) else list(paths), on_note=_logger.warning)
