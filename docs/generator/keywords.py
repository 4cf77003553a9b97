"""`sakura_cli/api/keywords.py`, made from the options dataclasses: what a type checker has to know of their fields.

Types of keywords can be written down only as a TypedDict, and no checker derives one from a dataclass: so this does.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import fields

import sakura_cli.options
from sakura_cli.options.declaring import Options

_HEAD = '''"""The keywords of the methods of `Sakura`, as checkers want them. Made by `make docs` from `options`."""

from __future__ import annotations
'''


def make_keywords() -> str:
    """Return the text of the module."""
    declared = list(_find_options())
    imports = {("typing", "TypedDict"), *(each for options in declared for each in _find_imports(options))}
    return "\n".join((_HEAD, *_show_imports(imports), *map(_show_class, declared), ""))


def _find_options() -> Iterator[type[Options]]:
    """Yield the dataclasses of the package whose fields are keywords, module by module."""
    for found in pkgutil.iter_modules(sakura_cli.options.__path__):
        module = importlib.import_module(f"sakura_cli.options.{found.name}")
        for options in vars(module).values():
            is_own = (
                isinstance(options, type) and issubclass(options, Options) and options.__module__ == module.__name__
            )
            if is_own and any(each.kw_only for each in fields(options)):
                yield options


def _show_class(options: type[Options]) -> str:
    name = options.__name__.replace("Options", "Keywords")
    lines = [f"    {each.name}: {each.type}" for each in fields(options) if each.kw_only]
    head = (f"class {name}(TypedDict, total=False):", f'    """The keywords of `{options.__name__}`."""')
    return "\n".join(("\n", *head, "", *lines))


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
