"""`sakura_cli/api/keywords.py`, made from the options dataclasses: what a type checker has to know of their fields.

Types of keywords can be written down only as a TypedDict, and no checker derives one from a dataclass: so this does.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields

from sakura_cli.options.declaring import Options
from sakura_cli.options.extraction import ExtractionOptions
from sakura_cli.options.keigo import CheckOptions, FixOptions, KeigoOptions
from sakura_cli.options.summary import SummaryOptions
from sakura_cli.options.translation import TranslationOptions

METHODS: dict[str, type[Options]] = {
    "summarize": SummaryOptions,
    "translate": TranslationOptions,
    "extract": ExtractionOptions,
    "rewrite_keigo": KeigoOptions,
    "fix_keigo": FixOptions,
    "check_keigo": CheckOptions,
}
_HEAD = '''"""The keywords of the methods of `Sakura`, as checkers want them. Made by `make docs` from `options`."""

from __future__ import annotations
'''


def make_keywords() -> str:
    """Return the text of the module."""
    imports = {("typing", "TypedDict"), *(each for options in METHODS.values() for each in _find_imports(options))}
    return "\n".join((_HEAD, *_show_imports(imports), *(_show_class(*each) for each in METHODS.items()), ""))


def _show_class(method: str, options: type[Options]) -> str:
    name = options.__name__.replace("Options", "Keywords")
    lines = [f"    {each.name}: {each.type}" for each in fields(options) if each.kw_only]
    return "\n".join(("\n", f"class {name}(TypedDict, total=False):", f'    """Those of `{method}`."""', "", *lines))


def _find_imports(options: type[Options]) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of every type that the keywords have; of a module itself no name."""
    imported: dict[str, tuple[str, str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(sys.modules[options.__module__]))):
        if isinstance(node, ast.ImportFrom):
            imported.update({each.name: (str(node.module), each.name) for each in node.names})
        elif isinstance(node, ast.Import):
            imported.update({each.name: (each.name, "") for each in node.names})
    types = ast.parse("\n".join(str(each.type) for each in fields(options) if each.kw_only))
    for name in {node.id for node in ast.walk(types) if isinstance(node, ast.Name)} - {"bool", "int", "str"}:
        yield imported.get(name, (options.__module__, name))


def _show_imports(imports: set[tuple[str, str]]) -> Iterator[str]:
    for is_own in (False, True):
        group = {each for each in imports if (each[0].partition(".")[0] not in sys.stdlib_module_names) == is_own}
        yield from sorted(f"import {module}" for module, name in group if not name)
        for module in sorted({module for module, name in group if name}):
            yield f"from {module} import {', '.join(sorted(name for other, name in group if other == module))}"
        if not is_own:
            yield ""
