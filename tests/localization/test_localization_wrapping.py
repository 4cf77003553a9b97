"""Every message a user can see goes through the catalogue: found by reading the source, not by running it."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator
from pathlib import Path

import pytest

import sakura_cli
from sakura_cli import errors

PACKAGE = Path(sakura_cli.__file__).parent
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "locale")
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
# Functions whose first argument is shown, and keywords that are shown, whoever takes them.
SHOWING = {"note", "warn", "hint", "detail", "remark", "announce", "on_note", "progress"}
SHOWN_KEYWORDS = {"hint", "message", "help", "short_help", "epilog"}
# What is typed as it stands; a remark behind it is for reading.
COMMAND = re.compile(
    # A program or builtin, variables before it, a Python call, options, a model on the hub, a line of YAML.
    r"(?:(?:sakura|pipx?|unzip|ls|mkdir|export|find|iconv|df|rm|unset)\b|\{\} -|(?:[A-Z_]+=\S+ )+sakura|\w+\(|--?[a-z]"
    r"|hf:|rules:)"
    r"(?!.*(?:   # |, (?:or|and) | or use ))"
)
WORD = re.compile(r"(?<![-\w])[A-Za-z]{2}")


def _name(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _literal(node: ast.expr) -> str | None:
    """Return what a string or f-string says, values as {}; None for any other expression."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in node.values)
    return None


def _alternatives(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _alternatives(node.body)
        yield from _alternatives(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _alternatives(value)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _alternatives(node.left)
        yield from _alternatives(node.right)
    else:
        yield node


def _shown(tree: ast.Module) -> Iterator[tuple[ast.expr, bool]]:
    """Yield the expressions a user gets to see; whether each is a hint."""
    own = {each.name for each in ast.walk(tree) if isinstance(each, ast.ClassDef) and _is_error(each)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _name(call)
        if name in ERRORS | own or name in SHOWING:
            yield from ((argument, name == "hint") for argument in call.args[:1])
        elif any(keyword.arg == "hint" for keyword in call.keywords):  # of a class that is in a variable
            yield from ((argument, False) for argument in call.args[:1])
        if name == "LazyCommand":
            yield from ((argument, False) for argument in call.args[2:3])
        yield from ((each.value, each.arg == "hint") for each in call.keywords if each.arg in SHOWN_KEYWORDS)


def _is_error(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id in ERRORS for base in node.bases)


def find_plain_messages(source: str) -> list[str]:
    """Return the messages of a module that do not go through the catalogue, with their lines."""
    found = []
    for expression, is_hint in _shown(ast.parse(source)):
        for node in _alternatives(expression):
            text = _literal(node)
            if text and WORD.search(text.replace("{}", "")) and not (is_hint and COMMAND.match(text)):
                found.append(f"{node.lineno}: {text}")
    return found


def test_every_message_goes_through_the_catalogue() -> None:
    plain = {str(path.relative_to(PACKAGE)): find_plain_messages(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert {name: found for name, found in plain.items() if found} == {}


@pytest.mark.parametrize(
    ("source", "is_plain"),
    [
        ("raise UsageError('no such thing')", True),
        ("raise UsageError(_('no such thing'))", False),
        ("raise UsageError(f'no {name} here')", True),
        ("raise UsageError(_('no {name} here').format(name=name))", False),
        ("return BadInputError(message if known else 'unknown')", True),
        ("raise UsageError(_('no'), hint='sakura models list')", False),
        ("raise UsageError(_('no'), hint=f'sakura models pull {name}')", False),
        ("raise UsageError(_('no'), hint='sakura models list   # then choose')", True),
        ("raise UsageError(_('no'), hint='choose another')", True),
        ("class OwnError(UsageError): ...\nraise OwnError('no such thing')", True),
        ("Finding(kind='number', message='a number is missing')", True),
        ("console.note('done')", True),
        ("typer.Option('--json', help='Print JSON.')", True),
        ("typer.Option('--json', help=_('Print JSON.'))", False),
        ("raise UsageError(f'{name}: {reason}')", False),
        ("raise UsageError(_('no'), hint='-o FILE')", False),
        ("raise kind('no such thing', hint='-o FILE')", True),
    ],
)
def test_the_reading_of_the_source_finds_what_is_plain(source: str, is_plain: bool) -> None:
    assert bool(find_plain_messages(source)) is is_plain


def test_no_message_is_inside_an_f_string() -> None:
    """Before Python 3.12 what reads the messages out of the source does not see them there."""
    found = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in SOURCES
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and _name(call) in {"_", "gettext", "ngettext", "gettext_noop", "noop"}
    ]
    assert found == []


def _shadowing(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the functions in which _ is both a variable and, there or below, looked up as the translation."""
    for child in table.get_children():
        if child.get_type() == "function" and "_" in child.get_identifiers():
            symbol = child.lookup("_")
            if symbol.is_local() and symbol.is_referenced() and not symbol.is_parameter():
                yield f"{child.get_name()} ({child.get_lineno()})"
        yield from _shadowing(child)


def test_no_function_that_translates_uses_its_name_for_something_else() -> None:
    found = {
        str(path.relative_to(PACKAGE)): list(_shadowing(symtable.symtable(path.read_text("utf-8"), path.name, "exec")))
        for path in SOURCES
    }
    assert {name: functions for name, functions in found.items() if functions} == {}
