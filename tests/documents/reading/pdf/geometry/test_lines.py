"""Letters as stretches of lines: gaps, ruby, raised digits, blanks between Latin words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sakura_cli.documents.reading.pdf.geometry.lines import find_stretches
from tests.fakes.typesetting import set_words


def read(glyphs):
    return [stretch.text for stretch in find_stretches(glyphs)]


def test_letters_of_a_line_are_one_stretch_whatever_their_order():
    first, second = set_words("前の半分と", 60, 100), set_words("後の半分", 110, 100)
    assert read(second + first) == ["前の半分と後の半分"]


def test_a_wide_gap_divides():
    assert read(set_words("品名", 60, 100) + set_words("金額", 200, 100)) == ["品名", "金額"]


def test_ruby_is_dropped_and_its_base_kept():
    base = set_words("古い堤の上", 60, 100)
    assert read(base[:2] + set_words("つつみ", 78, 94, 5) + base[2:]) == ["古い堤の上"]


def test_a_small_line_of_kana_that_stands_apart_is_no_ruby():
    assert read(set_words("ふりがな", 60, 80, 6) + set_words("氏名", 60, 100)) == ["ふりがな", "氏名"]


def test_kana_over_kana_are_no_ruby():
    assert read(set_words("ちいさい", 60, 94, 5) + set_words("おおきい", 60, 100)) == ["ちいさい", "おおきい"]


def test_raised_digits_are_raised():
    assert read(set_words("面積は5m", 60, 100) + set_words("2", 100, 99, 6) + set_words("である", 103, 100)) == [
        "面積は5m²である"
    ]


def test_lowered_digits_stay_as_they_are():
    assert read(set_words("CO", 60, 100) + set_words("2", 70, 105, 6) + set_words("を", 73, 100)) == ["CO2を"]


def test_latin_words_that_stand_apart_are_parted():
    assert read(set_words("Microsoft", 60, 100) + set_words("Edge", 108, 100)) == ["Microsoft Edge"]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(alphabet="春夏秋冬花鳥風月", min_size=1, max_size=12), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_no_letter_is_lost(words, random):
    """Whatever order words were drawn in, each stands in one stretch."""
    placed = [set_words(word, 60 + 180 * (k % 3), 100 + 17 * (k // 3)) for k, word in enumerate(words)]
    random.shuffle(placed)
    assert read([glyph for word in placed for glyph in word]) == words


def draw_words(words, gap, first=1):
    """Return Latin words on one line, drawn one after the other, without blanks."""
    glyphs, x, order = [], 60.0, first
    for word in words:
        placed = set_words(word, x, 100)
        glyphs += [glyph._replace(order=order + k) for k, glyph in enumerate(placed)]
        order += len(word) + 1
        x = placed[-1].right + gap
    return glyphs


def test_latin_words_of_a_justified_line_are_one_stretch():
    assert read(draw_words(["departments", "are", "continuously"], 22)) == ["departments are continuously"]


def test_latin_words_of_two_columns_are_two_stretches():
    left, right = draw_words(["the", "left"], 4), draw_words(["the", "right"], 4, first=200)
    assert read(left + [glyph._replace(left=glyph.left + 60, right=glyph.right + 60) for glyph in right]) == [
        "the left",
        "the right",
    ]
