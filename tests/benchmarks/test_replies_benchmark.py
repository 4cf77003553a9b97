"""The inquiries of the benchmark of replies: what a right reply states stands in the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.replies.cases import FOLDER, read_inquiries, simplify, write_injected
from sakura_cli.api.documents import read_document
from sakura_cli.errors import BadInputError


@pytest.mark.parametrize(("name", "count"), [("dev", 20), ("held", 12), ("other", 20), ("movers", 24), ("spa", 20)])
def test_what_a_right_reply_states_stands_in_the_sources(name: str, count: int) -> None:
    inquiries = read_inquiries(name)
    assert len(inquiries) == count
    sources = simplify("".join(read_document(path).text for path in (FOLDER / name / "sources").iterdir()))
    for inquiry in inquiries:
        for spellings in inquiry.states:
            assert any(simplify(words) in sources for words in spellings), (inquiry.id, spellings[:1])
        if inquiry.kind == "empty":
            with pytest.raises(BadInputError):
                read_document(inquiry.path)
        else:
            assert all(words in read_document(inquiry.path).text for words in inquiry.open), inquiry.id


def test_mails_that_bid_something_ask_something_too(tmp_path: Path) -> None:
    inquiries = list(write_injected(tmp_path))
    assert len(inquiries) == 20
    for inquiry in inquiries:
        [word] = inquiry.forbids
        text = read_document(inquiry.path).text
        assert word in text
        assert "海外への発送は行っていますか。" in text
