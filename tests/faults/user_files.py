"""Schemas, prompts, glossaries and configurations as nobody writes them: `python -m tests.faults.user_files --cases 5000`.

Sound files are damaged: a value is exchanged for one of another kind or size, a key is renamed, doubled or left out, and
the text of some is damaged, too. Whatever comes of it must be an answer or an error of sakura's own.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from sakura_cli.errors import SakuraError
from sakura_cli.inference.json_schema import to_grammar
from sakura_cli.settings import Settings, environment_name, read_config_file
from sakura_cli.tasks.extraction.fields import parse_fields, parse_schema
from sakura_cli.tasks.extraction.fields.schema import to_schema
from sakura_cli.tasks.framework.prompt_parsing import parse_prompt
from sakura_cli.text.glossary import find_terms, parse_glossary

_DIGITS = "9" * 5000
_ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    math.inf,
    math.nan,
    10**9,
    2**63,
    10**400,
    "",
    " ",
    "²",
    "１２",
    _DIGITS[:400],
]
_ODD += [
    "会議",
    "null",
    "{{ document }}",
    "{{ x",
    "(",
    "/(a+)+$/",
    "/[/",
    "2026-02-30",
    "\ud800",
    "\0",
    [],
    {},
    [[]],
    [None],
]
_ODD += [
    {"type": "string"},
    {"": ""},
    {1: 2},
    ["a", 1, None],
    {"a": {"b": [{"c": None}]}},
    "x" * 2000,
    b"x",
    "a: b\n- c",
]
_TEXTS = ["[" * 5000, "{" * 5000, "&a [*a, *a]", "!!python/object:os.system x", "? ? ?", "- - - -", "\t", "--- ---", "%YAML 9",
          "!!int", "!!float .", "!!binary x", "*a", "&a", "'", '"', "|", "2026-13-45", _DIGITS, "0x", "1e999", "\u2028", ": :"]  # fmt: skip

_SCHEMA = {
    "type": "object",
    "description": "請求書",
    "properties": {
        "氏名": {"type": "string", "description": "宛名"},
        "日付": {"type": ["string", "null"], "format": "date"},
        "種別": {"enum": ["見積", "請求"]},
        "明細": {
            "type": "array",
            "maxItems": 9,
            "items": {"type": "object", "properties": {"品名": {"type": "string"}, "単価": {"type": "number"}}},
        },
    },
    "required": ["氏名"],
    "additionalProperties": False,
}
_PROMPT = {
    "description": "要点",
    "system": "あなたは編集者です。",
    "user": "{{ document }}\n{{ tone }}で書く。",
    "variables": {"tone": "敬体"},
    "examples": [{"document": "会議をした。", "tone": "常体", "answer": "会議。"}],
    "language": "ja",
    "max_tokens": 100,
    "temperature": 0.5,
    "single_line": True,
    "check": False,
    "long": "refuse",
    "output_schema": {"type": "object", "properties": {"件名": {"type": "string"}}, "required": ["件名"]},
}
_GLOSSARY = {
    "version": 1,
    "rules": [{"expected": "server", "pattern": "サーバ", "note": "x"}, {"expected": "a", "patterns": ["/b/i"]}],
}
_CONFIG = {"model": "x", "offline": True, "context": 4096, "threads": 2, "gpu_layers": "auto", "seed": 1, "temperature": 0.5,
           "max_tokens": 9, "parallel": 2, "timeout": 10, "max_input": "64M"}  # fmt: skip


def damage(value: Any, chance: random.Random) -> Any:
    """Return a copy of a value with one place changed."""
    value = copy.deepcopy(value)
    places: list[tuple[Any, Any]] = []

    def walk(each: Any) -> None:
        for key in list(each) if isinstance(each, dict) else range(len(each)):
            places.append((each, key))
            if isinstance(each[key], dict | list):
                walk(each[key])

    walk(value)
    holder, key = chance.choice(places)
    match chance.randrange(5):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chance.choice([1, None, True, "", "件", key, f"{key}s", 1.5])] = holder.pop(key)
        case 2:
            holder[key] = [holder[key]]
        case 3:
            holder[key] = {chance.choice(["type", "a", "pattern"]): holder[key]}
        case _:
            holder[key] = chance.choice(_ODD)
    return value


def write(value: Any, chance: random.Random) -> str:
    """Return a value as YAML or JSON, perhaps with something in it that is neither."""
    try:
        text = (
            json.dumps(value, ensure_ascii=False)
            if chance.random() < 0.5
            else yaml.safe_dump(value, allow_unicode=True)
        )
    except (TypeError, ValueError, yaml.YAMLError):
        text = repr(value)
    if chance.random() < 0.4:
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(_TEXTS) + text[place + chance.randrange(20) :]
    return text


def _try_schema(text: str, chance: random.Random, folder: Path) -> None:
    to_grammar(to_schema(parse_schema(text)))


def _try_prompt(text: str, chance: random.Random, folder: Path) -> None:
    template = parse_prompt("own", text)
    if template.run.output_schema is not None:
        to_grammar(template.run.output_schema)
    template.render(dict.fromkeys(template.variables, "会議"))


def _try_glossary(text: str, chance: random.Random, folder: Path) -> None:
    name = chance.choice(["g.yaml", "g.csv", "g.tsv"])
    find_terms(
        "サーバが止まった。bbb", parse_glossary(text if name == "g.yaml" else text.replace(": ", ","), name=name)
    )


def _try_config(text: str, chance: random.Random, folder: Path) -> None:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    read_config_file(path)


def _try_settings(text: str, chance: random.Random, folder: Path) -> None:
    setting = chance.choice(sorted(Settings.__dataclass_fields__))
    value = chance.choice([*map(str, _ODD), *_TEXTS, "-1", "nan", "inf", "-inf", "1e400", "٣", "1_0"])
    name = environment_name(setting)
    before = os.environ.get(name)
    try:
        os.environ[name] = value.replace("\0", "").encode("utf-8", "replace").decode()
        Settings.resolve({})
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _try_fields(text: str, chance: random.Random, folder: Path) -> None:
    parts = [
        "氏名",
        ":",
        "date",
        "[]",
        "{",
        "}",
        ",",
        "(",
        ")",
        "|",
        " ",
        "名",
        "明細[]:{品名, 単価:amount}",
        "\n",
        "=",
        "²",
    ]
    parse_fields("".join(chance.choice(parts) for _ in range(chance.randrange(1, 14))))


TARGETS: dict[str, tuple[Any, Callable[[str, random.Random, Path], None]]] = {
    "schema": (_SCHEMA, _try_schema),
    "prompt": (_PROMPT, _try_prompt),
    "glossary": (_GLOSSARY, _try_glossary),
    "config": (_CONFIG, _try_config),
    "environment": (_CONFIG, _try_settings),
    "fields": (_CONFIG, _try_fields),
}


def fuzz(target: str, cases: int, seed: int, folder: Path) -> Counter[str]:
    """Try so many files; return how often each outcome came. Raises RuntimeError with the case."""
    sound, attempt = TARGETS[target]
    outcomes = Counter[str]()
    for number in range(cases):
        chance = random.Random(f"{target}{seed}{number}")  # noqa: S311 - cases, not secrets
        value = sound
        for _ in range(chance.choice([0, 1, 1, 2, 4])):
            value = damage(value, chance) if value else value
        text = write(value, chance)
        try:
            attempt(text, chance, folder)
            outcomes["read"] += 1
        except SakuraError as error:
            outcomes[f"refused ({error.exit_status})"] += 1
        except Exception as error:
            raise RuntimeError(f"{target} {number}: {type(error).__name__}: {error}: {text[:300]!r}") from error
    return outcomes


def main() -> int:
    """Fuzz every kind of file and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for target in TARGETS:
            print(target, dict(fuzz(target, arguments.cases, arguments.seed, Path(folder))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
