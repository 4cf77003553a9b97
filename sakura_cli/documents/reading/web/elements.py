"""The elements of HTML: which begin a line, which have no end, which end others, and which a reader does not see."""

from __future__ import annotations

_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
# Before these stands an empty line.
_SPACED = "address blockquote dl footer h1 h2 h3 h4 h5 h6 header hr ol p pre section table ul"
SPACED = frozenset(_SPACED.split())
_VOID = "area base basefont br col embed frame hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
# What is no text of the page: programs, data, readings of kanji, what stands in for what cannot be shown.
_DROPPED = (
    "script style head title rt rp rtc svg annotation annotation-xml audio video canvas object iframe datalist "
    "noframes noembed applet"
)
DROPPED = frozenset(_DROPPED.split())
HIDDEN = frozenset({"template", "noscript"})
LISTS = frozenset({"ul", "ol", "menu", "dir"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_IN_TABLE = frozenset({"td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup"})
_CELLS = frozenset({"td", "th", "caption"})
# A tag ends those that are open, up to what holds both.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li", "p"}), LISTS | _CELLS | {"table"}),
    "dt": (frozenset({"dt", "dd", "p"}), frozenset({"dl", "table"}) | _CELLS),
    "dd": (frozenset({"dt", "dd", "p"}), frozenset({"dl", "table"}) | _CELLS),
    "td": (_CELLS | {"p", "li"}, frozenset({"tr", "table"})),
    "th": (_CELLS | {"p", "li"}, frozenset({"tr", "table"})),
    "tr": (frozenset({"td", "th", "tr", "p", "caption"}), frozenset({"table"})),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (_IN_TABLE | {"p"}, frozenset({"table"}))),
    **dict.fromkeys(("rt", "rp", "rb", "rtc"), (frozenset({"rt", "rp", "rb", "rtc"}), frozenset({"ruby"}))),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "optgroup": (frozenset({"option", "optgroup"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset()),
}
_PARAGRAPH: tuple[frozenset[str], frozenset[str]] = (
    frozenset({"p"}),
    frozenset({"div", "li", "dd", "dt", "blockquote", "section", "article", "table"}) | _CELLS,
)
# An end tag inside a cell ends nothing outside of it.
SCOPES = frozenset({"table"}) | _CELLS


def find_ended(tag: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return which open elements a start tag ends, and inside of which it looks for them."""
    if tag in _ENDS:
        return _ENDS[tag]
    return _PARAGRAPH if tag in BLOCKS and tag not in ("br", "html", "title") else None
