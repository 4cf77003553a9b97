"""The parser of tags, with what the one it is based on does in quadratic time, or gives up at, done otherwise."""

from __future__ import annotations

from html.parser import HTMLParser

_COMMENT_START, _COMMENT_END = "<!--", "-->"
_MOST_OPEN_COMMENTS = 1000


class TagParser(HTMLParser):
    """Takes tags and text in order; `take` it a whole page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._searched, self._last_end = "", -1

    def take(self, html: str) -> None:
        """Parse a page."""
        self.feed(_part_comments(html))
        self.close()

    def parse_starttag(self, i: int) -> int:
        """Parse a tag, unless none ends any more: the library looks for each one's end through all that follows."""
        if self._searched is not self.rawdata:
            self._searched, self._last_end = self.rawdata, self.rawdata.rfind(">")
        return super().parse_starttag(i) if i < self._last_end else -1

    def parse_html_declaration(self, i: int) -> int:
        """Take a marked section, which HTML has none of, for a comment: the library gives up at some."""
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)


def _part_comments(html: str) -> str:
    """Return a page as long as it is, without the beginnings of comments that never end, if there are many."""
    end = html.rfind(_COMMENT_END) + 1
    if html.count(_COMMENT_START, end) > _MOST_OPEN_COMMENTS:
        # As for tags.
        return html[:end] + html[end:].replace(_COMMENT_START, " " * len(_COMMENT_START))
    return html
