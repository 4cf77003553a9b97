"""What plain text draws with blanks and lines: tables, forms, labels with their values, two columns side by side.

`find_drawn` is the one entry. Left out: paragraphs, headings and lists, which a reader of the format finds in the rest.
"""

from __future__ import annotations

from sakura_cli.documents.layout.drawing import find_drawn
from sakura_cli.documents.layout.tables.headers import find_cell_pairs

__all__ = ["find_cell_pairs", "find_drawn"]
