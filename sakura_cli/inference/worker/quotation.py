"""Decoding held to quotations: a completion is a run of whole words of one of several texts, followed byte by byte.

Where a grammar would need a rule for every character, this keeps the places the completion may stand at. Left out:
which of several equal stretches is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sakura_cli.inference.worker.sequence import CompletionVocabulary

if TYPE_CHECKING:
    from sakura_cli.inference.worker.llama.context import Logits

_LONGEST_PIECE_BYTES = 64


class QuotationConstraint:
    """The state of one completion: the places in the texts up to which they read as it does.

    Each text is given as its words, blanks included; a completion begins with a word and ends with one.
    """

    def __init__(self, vocabulary: CompletionVocabulary, texts: Sequence[Sequence[str]]):
        self._vocabulary = vocabulary
        self._texts: list[bytes] = []
        self._ends: list[frozenset[int]] = []
        self._places: set[tuple[int, int]] = set()
        for number, words in enumerate(texts):
            encoded = [word.encode("utf-8", errors="surrogatepass") for word in words]
            ends: set[int] = set()
            position = 0
            for word in encoded:
                if word.strip():
                    self._places.add((number, position))
                    ends.add(position + len(word))
                position += len(word)
            self._texts.append(b"".join(encoded))
            self._ends.append(frozenset(ends))
        self._is_begun = False

    def allows(self, token: int) -> bool:
        """Tell whether the token may come next."""
        if self._vocabulary.is_end(token):
            return self._is_begun and any(position in self._ends[number] for number, position in self._places)
        piece = self._vocabulary.piece(token)
        return bool(piece) and any(self._texts[number].startswith(piece, place) for number, place in self._places)

    def accept(self, token: int) -> None:
        """Take the chosen token into the state."""
        if self._vocabulary.is_end(token):
            return
        piece = self._vocabulary.piece(token)
        self._is_begun = True
        self._places = {
            (number, place + len(piece))
            for number, place in self._places
            if self._texts[number].startswith(piece, place)
        }

    @property
    def rest(self) -> bytes | None:
        """What is left of the one text and end that the completion can still become; None while there are several."""
        rests: set[bytes] = set()
        for number, place in self._places:
            ends = [end for end in self._ends[number] if end > place]
            if place in self._ends[number] or len(ends) != 1:
                return None
            rests.add(self._texts[number][place : ends[0]])
        return rests.pop() if self._is_begun and len(rests) == 1 else None

    def mask(self, logits: Logits) -> None:
        """Strike out refused tokens: those whose bytes follow at none of the places."""
        following = {
            self._texts[number][place : place + size]
            for number, place in self._places
            for size in range(1, _LONGEST_PIECE_BYTES + 1)
        }
        # Struck out by rank: beyond the first that may follow the order does not matter.
        for token in np.argsort(-logits, kind="stable"):
            if logits[token] == -np.inf:
                return
            is_end = self._vocabulary.is_end(int(token))
            if self.allows(int(token)) if is_end else self._vocabulary.piece(int(token)) in following:
                return
            logits[token] = -np.inf
