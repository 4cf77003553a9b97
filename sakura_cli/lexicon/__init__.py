"""Words a linguist edits: tables with a source a row, and their one loader.

No list of Japanese words stands anywhere else; a new word is a row here.
"""

from __future__ import annotations

from sakura_cli.lexicon.tables import Row, alternation, guarded, read_rows, read_table, word_map, word_set, words

__all__ = ["Row", "alternation", "guarded", "read_rows", "read_table", "word_map", "word_set", "words"]
