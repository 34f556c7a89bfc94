"""Plain text: cleaning, clipping, counting in any script."""

from __future__ import annotations

from devket.core.text import clip, one_line, reading_minutes, storable, word_count


def test_what_a_database_refuses_is_taken_out() -> None:
    assert storable("a\x00b\ud800c") == "abc"
    assert storable("한글 👩‍💻") == "한글 👩‍💻"


def test_a_line_has_no_breaks_and_no_controls() -> None:
    assert one_line("  a\tb\n\n c\x07\x00d ") == "a b c d"
    assert one_line("e\u0301") == "é"


def test_clipping_ends_at_a_word_and_says_so() -> None:
    assert clip("short", 10) == "short"
    cut = clip("one two three four five", 15)
    assert cut == "one two three…"
    assert len(clip("x" * 500, 100)) == 100


def test_words_are_counted_in_every_script() -> None:
    assert word_count("It's a well-kept list, isn't it?") == 6
    assert word_count("한국어는 띄어쓰기로 셉니다") == 3
    assert word_count("日本語は文字で数えます") == 6
    assert word_count("Python で async を使う") == 2 + 2
    assert word_count("") == 0


def test_anything_to_read_takes_a_minute() -> None:
    assert [reading_minutes(words) for words in (0, 1, 230, 2300)] == [0, 1, 1, 10]
