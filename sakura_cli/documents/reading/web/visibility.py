"""What a reader of a page does not see of it, by attributes and styles: hidden, without size, white on white.

Left out: which styles an element has (`stylesheet`). Where some are not known, neither is the background of what they
may paint, and nothing is taken for invisible because of its colour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_LONGEST_STYLE = 1 << 14
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)")
_ZERO = re.compile(r"0*\.?0+(?:px|pt|em|rem|ex|%|cm|mm|in|vw|vh)?")
# More than a page is wide or high, to the left or above.
_FAR_AWAY = re.compile(r"-(?:\d{4,}(?:\.\d+)?(?:px|pt|em|rem)|\d{3,}(?:\.\d+)?(?:em|rem|%|vw|vh))")
# Sizes of letters: what nobody can read, what does not depend on the size outside, and where a shorthand has its own.
_UNREADABLE = re.compile(r"0*\.?0*(?:[a-z]+|%)?|0*[01](?:\.\d+)?(?:px|pt)|0*\.\d+(?:px|pt)")
_OF_ITS_OWN = re.compile(r"[\d.]+(?:px|pt|pc|rem|cm|mm|in|q|vw|vh)|(?:xx?-)?(?:small|large)|xxx-large|medium")
_SIZE_IN_FONT = re.compile(r"(?:^|\s)(0|[\d.]+(?:[a-z]+|%)|(?:xx?-)?(?:small|large)|medium)(?=[\s/])")
_CLIPPED_AWAY = re.compile(
    r"rect\(\s*(?:0(?:px)?|1px)(?:[\s,]+(?:0(?:px)?|1px)){3}\s*\)|inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0"
)
_TRANSFORMED_AWAY = re.compile(r"scale[xy]?\(\s*0*\.?0*\s*[,)]|translate(?:x|y|3d)?\([^)]*-\d{4,}")
_NAMES = {"white": (255, 255, 255), "black": (0, 0, 0)}
_WITHOUT_COLOUR = re.compile(
    r"transparent|(?:rgb|hsl)a?\((?:(?:[^,/)]+,){3}|[^,/)]+/)\s*(?:0|0?\.0+|0%)\s*\)|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)"
)
# Channels of two colours that nobody tells apart differ by less.
_NEAR = 10

Colour = tuple[int, int, int]


class Paint(NamedTuple):
    """The colours of text and of what is behind it, None where unknown; whether text has no colour, or no size."""

    colour: Colour | None = (0, 0, 0)
    background: Colour | None = (255, 255, 255)
    is_clear: bool = False
    is_unreadable: bool = False


def parse_declarations(style: str) -> dict[str, str]:
    """Return the declarations of a style attribute or of a rule, in small letters."""
    if not style:
        return {}
    declared = re.sub(r"/\*.*?\*/", "", style[:_LONGEST_STYLE].lower(), flags=re.DOTALL).replace("!important", "")
    pairs = (declaration.partition(":") for declaration in declared.split(";"))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def is_hidden(attributes: Mapping[str, str], style: Mapping[str, str]) -> bool:
    """Say whether an element is not shown, whatever its colours."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or style.get("content-visibility") == "hidden"
        or bool(_ZERO.fullmatch(style.get("opacity", "1")))
        or any(_FAR_AWAY.match(style.get(name, "")) for name in ("text-indent", "margin-left", "margin-top"))
        or bool(_CLIPPED_AWAY.search(style.get("clip", "") or style.get("clip-path", "")))
        or bool(_TRANSFORMED_AWAY.search(style.get("transform", "")))
        or (style.get("position") in ("absolute", "fixed") and _is_off_page(style))
        or (style.get("overflow") == "hidden" and _is_without_size(style))
    )


def paint_of(attributes: Mapping[str, str], style: Mapping[str, str], outer: Paint, *, has_others: bool) -> Paint:
    """Return the colours of an element inside another; `has_others` where other styles may paint it otherwise."""
    colour, background, is_clear, is_unreadable = outer
    if "color" in style or "color" in attributes:
        colour = _parse_colour(style.get("color") or attributes.get("color", ""))
        is_clear = bool(_WITHOUT_COLOUR.fullmatch(style.get("color", "")))
    if "-webkit-text-fill-color" in style:
        is_clear = bool(_WITHOUT_COLOUR.fullmatch(style["-webkit-text-fill-color"]))
    shorthand = _SIZE_IN_FONT.search(f"{style.get('font', '')} ")
    if size := style.get("font-size") or (shorthand[1] if shorthand else ""):
        # MJML gives the cells of a mail no size, and what is in them one.
        is_unreadable = bool(_UNREADABLE.fullmatch(size)) or (is_unreadable and not _OF_ITS_OWN.fullmatch(size))
    painted = style.get("background-color") or style.get("background") or attributes.get("bgcolor", "")
    if "background-image" in style or "background" in attributes or "url(" in painted or "gradient" in painted:
        background = None
    elif painted and not painted.startswith("transparent"):
        background = _parse_colour(painted.split()[0] if "rgb" not in painted else painted)
    elif has_others and ("class" in attributes or "id" in attributes):
        background = None
    return Paint(colour, background, is_clear, is_unreadable)


def is_invisible(paint: Paint) -> bool:
    """Say whether text has no size, no colour, or the colour of what is behind it."""
    if paint.is_clear or paint.is_unreadable:
        return True
    if paint.colour is None or paint.background is None:
        return False
    return all(abs(one - other) < _NEAR for one, other in zip(paint.colour, paint.background, strict=True))


def _is_off_page(style: Mapping[str, str]) -> bool:
    return any(_FAR_AWAY.match(style.get(side, "")) for side in ("left", "top", "right"))


def _is_without_size(style: Mapping[str, str]) -> bool:
    return any(_ZERO.fullmatch(style.get(name, "1")) for name in ("height", "width", "max-height", "max-width"))


def _parse_colour(text: str) -> Colour | None:
    text = text.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    if (match := _RGB.match(text)) is not None:
        return int(match[1]), int(match[2]), int(match[3])
    if (match := _HEX.fullmatch(text if text.startswith("#") else f"#{text}")) is None:
        return None
    digits = match[1] if len(match[1]) > 5 else "".join(digit * 2 for digit in match[1])
    if len(digits) not in (6, 8):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
