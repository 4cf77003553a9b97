"""What a run of Word looks like, as a name that is the same where two runs look alike.

Only what a reader sees as different counts: not the language, the font that a script takes or the history of a run.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from sakura_cli.documents.reading.office.word.values import is_on

_SWITCHES = frozenset(("b", "i", "strike", "dstrike", "caps", "smallCaps", "outline", "shadow", "emboss", "imprint"))
_VALUES = frozenset(("u", "color", "sz", "highlight", "vertAlign", "em", "rStyle"))
_NOTHING = frozenset({"none", "auto", "baseline"})


def name_look(properties: Element | None, link: str = "") -> str:
    """Return the name of a run's look, of its own properties and of what it links to; empty for a plain one."""
    names: list[str] = []
    for each in properties if properties is not None else ():
        name = each.tag.removeprefix("w-")
        if name in _SWITCHES and is_on(each):
            names.append(name)
        elif name in _VALUES and (value := each.get("w-val", "")) and value not in _NOTHING:
            names.append(f"{name}={value}")
    names.sort()
    if link:
        names.append(f"link={link}")
    return " ".join(names)
