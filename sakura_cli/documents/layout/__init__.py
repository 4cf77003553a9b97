"""What plain text draws with blanks and lines: tables, forms, labels with their values, two columns side by side.

`find_drawn` is the one entry for text; what says which cells are labels serves formats that have cells. Left out:
paragraphs, headings and lists, which a reader of the format finds in the rest.
"""

from __future__ import annotations

from sakura_cli.documents.layout.drawing import find_drawn
from sakura_cli.documents.layout.forms.blank_dates import is_blank_date
from sakura_cli.documents.layout.forms.choices import find_choices, find_first_mark
from sakura_cli.documents.layout.labels import is_known_label, is_label_like, is_sentence, kind_of_cell
from sakura_cli.documents.layout.side_by_side import heads_parties
from sakura_cli.documents.layout.tables.headers import (
    count_header_rows,
    find_cell_pairs,
    has_labels_in_left_column,
    reach_header,
)

__all__ = [
    "count_header_rows",
    "find_cell_pairs",
    "find_choices",
    "find_drawn",
    "find_first_mark",
    "has_labels_in_left_column",
    "heads_parties",
    "is_blank_date",
    "is_known_label",
    "is_label_like",
    "is_sentence",
    "kind_of_cell",
    "reach_header",
]
