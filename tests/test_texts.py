import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.errors import InputError, UnknownNameError
from tnt_core.texts import Text, enumeration, format_date, format_number, language


@pytest.mark.parametrize("words", ["", "  ", None, 3])
def test_a_text_without_words_in_one_language_is_refused(words):
    with pytest.raises(InputError, match="needs words in both languages"):
        Text(fr="oui", en=words)


def test_a_text_gives_the_words_of_a_language():
    assert (Text(fr="oui", en="yes").get("fr"), Text(fr="oui", en="yes").get("en")) == (
        "oui",
        "yes",
    )


def test_a_text_in_another_language_is_refused():
    with pytest.raises(UnknownNameError, match="unknown language 'de'"):
        Text(fr="mairie", en="town hall").get("de")


def test_only_two_languages_are_known():
    assert (language("fr"), language("en")) == ("fr", "en")
    with pytest.raises(UnknownNameError):
        language("de")


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [
        (3500, "3\u202f500", "3,500"),
        (0, "0", "0"),
        (Decimal("999999.99"), "999\u202f999,99", "999,999.99"),
    ],
)
def test_numbers_follow_the_typography_of_the_language(number, fr, en):
    assert format_number(number, "fr") == fr
    assert format_number(number, "en") == en


@pytest.mark.parametrize(
    ("items", "fr", "en"),
    [([], "", ""), (["a"], "a", "a"), (["a", "b"], "a et b", "a and b")],
)
def test_an_enumeration_reads_as_a_sentence_does(items, fr, en):
    assert enumeration(items, "fr") == fr
    assert enumeration(items, "en") == en
    assert enumeration(["a", "b"], "fr", word="or") == "a ou b"


@given(st.dates())
def test_a_date_in_words_names_its_year_and_day(day):
    for lang in ("fr", "en"):
        words = format_date(day, lang)
        assert words.endswith(str(day.year))
        assert words.startswith("1er " if lang == "fr" and day.day == 1 else str(day.day))


def test_the_first_of_a_month_is_ordinal_in_french_only():
    assert format_date(dt.date(2022, 8, 1), "fr") == "1er août 2022"
    assert format_date(dt.date(2022, 8, 1), "en") == "1 August 2022"


def test_a_text_is_written_in_the_language_of_the_locale(monkeypatch):
    words = Text(fr="oui", en="yes")
    assert str(words) == "yes"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert str(words) == "oui"
