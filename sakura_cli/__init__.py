"""sakura: private Japanese text work on one's own machine.

The names below are imported when they are first used: the command and its completion wait for none of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sakura_cli.api.results import (
        Answer,
        Extraction,
        KeigoCheck,
        KeigoFix,
        KeigoRewrite,
        Result,
        Summary,
        Translation,
    )
    from sakura_cli.api.sakura import Sakura
    from sakura_cli.documents.document import Document
    from sakura_cli.errors import SakuraError
    from sakura_cli.tasks.framework.result import Finding, Usage

__all__ = [
    "Answer",
    "Document",
    "Extraction",
    "Finding",
    "KeigoCheck",
    "KeigoFix",
    "KeigoRewrite",
    "Result",
    "Sakura",
    "SakuraError",
    "Summary",
    "Translation",
    "Usage",
]

_MODULES = {
    "Document": "sakura_cli.documents.document",
    "Finding": "sakura_cli.tasks.framework.result",
    "Sakura": "sakura_cli.api.sakura",
    "SakuraError": "sakura_cli.errors",
    "Usage": "sakura_cli.tasks.framework.result",
}

# Type checkers know the names above and are not told that there may be any.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_MODULES.get(name, "sakura_cli.api.results")), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
