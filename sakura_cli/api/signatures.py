"""The signatures of methods that take options as keywords, as `help` and the completion of notebooks show them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from sakura_cli.options.declaring import Options

_M = TypeVar("_M", bound=Callable[..., Any])


def takes(options: type[Options]) -> Callable[[_M], _M]:
    """Show the fields of an options dataclass, with their defaults, where a method takes them as keywords."""

    def show(method: _M) -> _M:
        own = inspect.signature(method)
        named = [each for each in own.parameters.values() if each.kind is not inspect.Parameter.VAR_KEYWORD]
        declared = inspect.signature(options).parameters.values()
        keywords = [each for each in declared if each.kind is inspect.Parameter.KEYWORD_ONLY]
        method.__signature__ = own.replace(parameters=[*named, *keywords])  # type: ignore[attr-defined]
        return method

    return show
