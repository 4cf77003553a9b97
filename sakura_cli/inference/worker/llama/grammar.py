"""A GBNF grammar as a constraint on tokens, in llama.cpp's own parser."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np

from sakura_cli.errors import EngineError
from sakura_cli.inference.worker.llama.bindings import lib, recent_logs
from sakura_cli.inference.worker.llama.context import Logits
from sakura_cli.inference.worker.llama.model import LoadedModel
from sakura_cli.localization import gettext as _


class GrammarConstraint:
    """The state of one completion in a grammar."""

    def __init__(self, model: LoadedModel, grammar: str):
        """Parse. Raises EngineError for an invalid grammar: llama.cpp would crash on using one."""
        self._sampler = lib.llama_sampler_init_grammar(model.vocabulary, grammar.encode(), b"root")
        if not self._sampler:
            raise EngineError(_("the grammar is not valid"), kind="bad-grammar", detail=recent_logs())
        self._one = (lib.llama_token_data * 1)()

    def allows(self, token: int) -> bool:
        """Tell whether the token may come next."""
        self._one[0].id, self._one[0].logit = token, 1.0
        self._apply(self._one, 1)
        return bool(self._one[0].logit != -np.inf)

    def mask(self, logits: Logits) -> None:
        """Strike out every token that may not come next: slower than `allows` by the size of the vocabulary."""
        candidates = (lib.llama_token_data * len(logits))()
        view = np.ctypeslib.as_array(candidates)
        view["id"], view["logit"] = np.arange(len(logits)), logits
        self._apply(candidates, len(logits))
        logits[view["id"]] = view["logit"]

    def accept(self, token: int) -> None:
        """Take the chosen token into the state."""
        lib.llama_sampler_accept(self._sampler, token)

    def close(self) -> None:
        """Free the native memory."""
        if self._sampler:
            lib.llama_sampler_free(self._sampler)
            self._sampler = None

    def _apply(self, candidates: Any, count: int) -> None:
        array = lib.llama_token_data_array(ctypes.cast(candidates, lib.llama_token_data_p), count, -1, False)
        lib.llama_sampler_apply(self._sampler, ctypes.byref(array))
