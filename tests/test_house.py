"""The house: sizes of folders and files, tests beside what they test, no name for two things, no name for nothing.

Directions of imports, faces of rooms and circles are import-linter's, unused public names vulture's (pyproject.toml).
"""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sakura_cli"
FOLDERS = ("sakura_cli", "tests", "benchmarks", "docs")
FILES = sorted(path.relative_to(ROOT).as_posix() for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
PACKAGE_FILES = [name for name in FILES if name.startswith("sakura_cli/")]
MAX_LINES = 400
MAX_MODULES = 16

# Folders of tests that hold what is tested from outside, by running commands, or what tests themselves need.
_OUTSIDE = {"benchmarks", "browser", "contract", "fakes", "faults", "hooks", "linear"}


def test_modules_say_in_their_first_line_what_they_are_for() -> None:
    trees = ((name, _parse(name)) for name in FILES)
    assert [name for name, tree in trees if tree.body and not (ast.get_docstring(tree) or "").strip()] == []


def test_no_file_is_too_long() -> None:
    sizes = {name: len(_read(name).splitlines()) for name in FILES}
    assert {name: size for name, size in sizes.items() if size > MAX_LINES} == {}


def test_no_folder_of_the_package_has_too_many_modules() -> None:
    sizes = Counter(name.rpartition("/")[0] for name in PACKAGE_FILES)
    found = {name: size for name, size in sizes.items() if size > MAX_MODULES}
    assert found == {}


def test_tests_lie_where_what_they_test_lies() -> None:
    folders = {Path(name).relative_to("tests").parent.as_posix() for name in FILES if _is_test(name)}
    rooms = {folder for folder in folders if folder.partition("/")[0] not in _OUTSIDE}
    assert {each for each in rooms if not _is_room(each)} == set()


def test_no_class_and_no_type_has_the_name_of_another() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for name in PACKAGE_FILES:
        for node in ast.walk(_parse(name)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(name)
        for alias in _aliases(_parse(name)):
            places[alias].append(name)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_private_names_of_modules_are_used() -> None:
    """Vulture passes over them. A name may also be asked for from outside, by a module that was split off."""
    asked = {word for name in PACKAGE_FILES for word in re.findall(r"\.(_[A-Za-z]\w*)", _read(name))}
    unused = [
        f"{name}: {private}"
        for name in PACKAGE_FILES
        for private in _private_names(_parse(name))
        if private not in asked and len(re.findall(rf"\b{private}\b", _read(name))) == 1
    ]
    # Its words are there for the catalogue.
    assert unused == ["sakura_cli/localization.py: _OS_ERRORS"]


def test_what_vulture_passes_over_is_there() -> None:
    """Names in its list that are gone would hide new dead code of the same name."""
    listing = re.search(r"(?ms)^ignore_names = \[(.*?)^\]", _read("pyproject.toml"))
    assert listing
    words = {word for name in FILES if not name.startswith("tests/") for word in re.findall(r"\w+", _read(name))}
    patterns = [each.replace("*", r"\w*") for each in re.findall(r'"([^"]+)"', listing[1])]
    assert [each for each in patterns if not any(re.fullmatch(each, word) for word in words)] == []


def test_the_texts_of_prompts_are_used() -> None:
    code = "\n".join(_read(name) for name in PACKAGE_FILES)
    texts = {
        key: path.name
        for path in sorted((ROOT / "prompts").glob("*.yaml"))
        for key in yaml.safe_load(path.read_text(encoding="utf-8")).get("texts", {})
    }
    assert {key: name for key, name in texts.items() if f'"{key}"' not in code} == {}


def _is_test(name: str) -> bool:
    return name.startswith("tests/") and Path(name).name.startswith("test_")


def _is_room(folder: str) -> bool:
    """Tell whether a folder of tests is that of a folder of the package, or of one module tested in many files."""
    return (PACKAGE / folder).is_dir() or (PACKAGE / f"{folder}.py").is_file()


def _aliases(tree: ast.Module) -> Iterator[str]:
    """Yield what a module's types are called that are no classes: names in capitals and small letters."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            yield from (name for name in names if re.match(r"[A-Z]\w*[a-z]", name))


def _private_names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]
        else:
            names = []
        yield from (name for name in names if re.match(r"_[A-Za-z]", name))


@cache
def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def _parse(name: str) -> ast.Module:
    return ast.parse(_read(name))


def test_no_test_module_has_the_name_of_another() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert {name: count for name, count in names.items() if count > 1} == {}
