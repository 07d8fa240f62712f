"""Rule texts: what is read, how it is printed, what is refused and where."""

import keyword
import time
from decimal import Context, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tnt_core.errors import InputError, RuleSyntaxError, UnknownNameError
from tnt_core.rules import Vocabulary, parse
from tnt_core.rules.scan import LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("kind==commune", "kind == commune"),
        ("commune == kind", "kind == commune"),
        ("kind != commune", "kind != commune"),
        ("not kind == commune", "kind != commune"),
        ("kind in (commune, region)", "kind in (commune, region)"),
        ("kind not in (commune, region)", "kind not in (commune, region)"),
        ("not kind in (commune, region)", "kind not in (commune, region)"),
        ("kind in (commune)", "kind == commune"),
        ("population >= 3500", "population >= 3_500"),
        ("3500 <= population", "population >= 3_500"),
        ("3500<population<=10000", "3_500 < population <= 10_000"),
        ("population > 3_500 and population < 10_000", "3_500 < population < 10_000"),
        ("population < 10 and population > 3", "population < 10 and population > 3"),
        ("10 > population > 3", "population < 10 and population > 3"),
        ("not population > 3", "population <= 3"),
        ("not not website", "website"),
        ("population == 3 or population in (4, 5)", "population == 3 or population in (4, 5)"),
        ("agents >= 49.6", "agents >= 49.6"),
        ("debt > -12_345.5", "debt > -12_345.5"),
        ("debt > -3", "debt > -3"),
        ("website and (committee and site_open)", "website and committee and site_open"),
        ("website or (committee or site_open)", "website or committee or site_open"),
        ("(website or committee) and site_open", "(website or committee) and site_open"),
        ("website or committee and site_open", "website or committee and site_open"),
        ("not (website or committee)", "not (website or committee)"),
        ("not website", "not website"),
        ("eau in powers", "eau in powers"),
        ("'eau' not in powers", "eau not in powers"),
        ("'déchets' in powers", '"déchets" in powers'),
        ("departement == '2A'", 'departement == "2A"'),
        ("agents > 3500.0", "agents > 3_500"),
        ("agents > 49.60", "agents > 49.6"),
        ("agents >= -0.0", "agents >= 0"),
        ("agents in (0.10, 1.0)", "agents in (0.1, 1)"),
        ("created >= '2022-01-01'", 'created >= "2022-01-01"'),
        ("'2022-01-01' <= created < '2023-01-01'", '"2022-01-01" <= created < "2023-01-01"'),
        ("crpa and not eastern", "crpa and not eastern"),
        ("always", "always"),
        ("never or website", "never or website"),
        ("not always", "never"),
        ("website and\n\tcommittee", "website and committee"),
    ],
)  # fmt: skip
def test_a_rule_is_read_and_printed_in_its_canonical_form(vocabulary, text, printed):
    rule = parse(text, vocabulary)
    assert rule.text == str(rule) == printed
    assert parse(rule.text, vocabulary) == rule


def test_the_precision_of_the_caller_changes_no_number(vocabulary):
    with localcontext(Context(prec=4)):
        rule = parse("debt > -12345.67 and agents < 12345678.25", vocabulary)
        assert rule.text == "debt > -12_345.67 and agents < 12_345_678.25"
        assert parse(rule.text, vocabulary) == rule


@pytest.mark.parametrize("word", keyword.kwlist)
def test_a_choice_may_be_a_word_of_python(word):
    table = {
        "kind": {"type": "choice", "label": "k", "choices": {word: "x", "other": "y"}},
        "many": {"type": "set", "label": "m", "choices": {word: "x"}},
    }
    vocabulary = Vocabulary.from_table(table)
    for text in (f'kind == "{word}"', f'kind in ("{word}", other)', f'"{word}" not in many'):
        rule = parse(text, vocabulary)
        assert parse(rule.text, vocabulary) == rule


@pytest.mark.parametrize(
    ("text", "position", "en"),
    [
        ("", 0, "the rule is empty"),
        ("  \n", 0, "the rule is empty"),
        ("population = 3", 11, "compare with `==`"),
        ("population >", 12, "a condition was expected here"),
        ("website and", 11, "a condition was expected here"),
        ("(website", 8, "a parenthesis is not closed"),
        ("website)", 7, "this parenthesis closes nothing"),
        ("website committee", 8, "an operator is missing"),
        ("f'x' == kind", 1, "an operator is missing"),
        ("'a' 'b' == kind", 4, "an operator is missing"),
        ("population > 3.5.1", 13, "not a number as rules write it"),
        ("population > 0x10", 13, "not a number as rules write it"),
        ("population > 1e5", 13, "not a number as rules write it"),
        ("population > 007", 13, "a condition was expected here"),
        ("population > 1234567890123456", 13, "at most 15 digits"),
        ("population > 3.5", 13, "expected a whole number"),
        ("population > -3", 13, "expected 0 or more"),
        ("population > '3'", 13, "write a number here"),
        ("agents > commune", 9, "write a number here"),
        ("created > 3", 10, "write a day in quotes"),
        ("created > '2022-02-30'", 10, "is not a day of the calendar"),
        ("created > '01/02/2022'", 10, "is not a day of the calendar"),
        ("kind == 3", 8, "write one of the choices"),
        ("kind < commune", 0, "it has no order"),
        ("kind", 0, "compare it with a value"),
        ("kind in ()", 8, "the list is empty"),
        ("kind in (commune, commune)", 8, "a value stands twice"),
        ("website == True", 11, "What is unknown cannot be tested"),
        ("website is None", 8, "What is unknown cannot be tested"),
        ("website == committee", 0, "write `website` or `not website`"),
        ("website in (a, b)", 0, "write `website` or `not website`"),
        ("powers == eau", 0, "write `choice in powers`"),
        ("powers in (eau, b)", 0, "write `choice in powers`"),
        ("commune in kind", 11, "is not a set of choices"),
        ("1 < 2", 0, "a fact on one side and a value on the other"),
        ("3", 0, "this is not a condition"),
        ("-website", 0, "has no place in a rule"),
        ("kind == (commune)(region)", 8, "write one of the choices"),
        ("website if website else committee", 8, "'if' has no place"),
        ("lambda: website", 0, "'lambda' has no place"),
        ("website.real", 7, "(U+002E) has no place"),
        ("(website := committee)", 9, "(U+003A) has no place"),
        ("__import__('os')", 0, "this is not a condition"),
        ("kind == 'a\\'b'", 8, "no quote or backslash inside"),
        ("kind == 'a", 8, "no quote or backslash inside"),
        ("ｋind == commune", 0, "(U+FF4B) has no place"),
        ("kind == сommune", 8, "(U+0441) has no place"),
        ("website\x00", 7, "(U+0000) has no place"),
        ("website @ committee", 8, "(U+0040) has no place"),
    ],
)
def test_a_fault_is_shown_at_its_place(vocabulary, text, position, en):
    with pytest.raises(RuleSyntaxError) as caught:
        parse(text, vocabulary)
    error = caught.value
    assert en in error.en
    assert error.position == position
    assert error.text == text
    assert error.fr != error.en
    if text.strip():
        assert str(error).splitlines()[-1].index("^") == position + 4


@pytest.mark.parametrize(
    ("text", "value", "nearest", "shown"),
    [
        ("kind == comune", "comune", ("commune",), "kind == ▶comune"),
        ("website and kind == comune", "comune", ("commune",), "▶comune"),
        ("popultion > 3", "popultion", ("population",), "▶popultion > 3"),
        ("websit", "websit", ("website", "website"), "▶websit"),
        ("crpaa", "crpaa", ("crpa",), "▶crpaa"),
        ("eua in powers", "eua", ("eau",), "▶eua in powers"),
        ("crpa == 3", "crpa", None, None),
        ("commune in kinds", "commune", None, None),
        ("'déchet' in powers and website", "déchet", ("déchets",), "▶'déchet' in powers"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_one(vocabulary, text, value, nearest, shown):
    if text == "crpa == 3":
        with pytest.raises(RuleSyntaxError, match="a fact on one side"):
            parse(text, vocabulary)
        return
    with pytest.raises(UnknownNameError) as caught:
        parse(text, vocabulary)
    assert caught.value.value == value
    if nearest is not None:
        assert caught.value.suggestions[0] == nearest[0]
        assert shown in str(caught.value)


@pytest.mark.parametrize("text", [None, 3, b"website", ["website"]])
def test_a_rule_is_a_text(vocabulary, text):
    with pytest.raises(RuleSyntaxError, match="a rule is a text"):
        parse(text, vocabulary)


HOSTILE = {
    "long": "website and " * 9_000,
    "long word": "a" * 100_000,
    "long but allowed": "website and " * (LONGEST_TEXT // 12 - 1) + "website",
    "deep": "(" * 10_000 + "website" + ")" * 10_000,
    "deep but short": "(" * 3_000 + "website" + ")" * 3_000,
    "many nots": "not " * 1_900 + "website",
    "many minuses": "population > " + "-" * 5_000 + "1",
    "digits": "population > " + "9" * 7_000,
    "import": "__import__('os').system('true')",
    "attribute": "kind.__class__.__mro__",
    "lambda": "(lambda: website)()",
    "f-string": "f'{website}' == kind",
    "walrus": "(website := committee)",
    "comprehension": "[x for x in powers]",
    "subscript": "powers[0]",
    "call": "eval(website)",
    "star": "kind in (*kind,)",
    "await": "await website",
    "bytes": "b'x' == kind",
    "escape": "kind == '\\x63ommune'",
    "look-alike": "\U0001d424\U0001d422\U0001d427\U0001d41d == commune",
    "right to left": "kind == \u202ecommune",
    "surrogate": "kind == '\ud800'",
    "null": "kind == 'commune\x00'",
    "comment": "website # and committee",
    "semicolon": "website; committee",
    "backquote": "`website`",
    "quotes": "'" * 7_999,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_or_read_by_the_engine_itself(vocabulary, name):
    before = time.process_time()
    try:
        assert parse(HOSTILE[name], vocabulary).text == HOSTILE[name]
    except InputError:
        assert name != "long but allowed"
    else:
        assert name == "long but allowed"
    # Not a speed test: an exponential blow-up would take minutes.
    assert time.process_time() - before < 5


WORDS = st.sampled_from(
    [
        *("website", "population", "kind", "powers", "crpa", "created", "agents", "commune", "eau"),
        *(
            "always",
            "never",
            "and",
            "or",
            "not",
            "in",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "(",
            ")",
            ",",
        ),
        *(
            "-",
            "3",
            "3_500",
            "4.5",
            "'2022-01-01'",
            '"x"',
            "True",
            "if",
            "lambda",
            ".",
            ":",
            "=",
            "é",
        ),
        *(
            "\\",
            "'",
            "f'",
            "0x1",
            "1e5",
            "\n",
            "[",
            "]",
            "{",
            "}",
            "#",
            ";",
            "*",
            "**",
            "~",
            "@",
            "|",
        ),
    ]
)


@example("website and")
@given(
    st.lists(WORDS, max_size=12).map(" ".join)
    | st.lists(WORDS, max_size=12).map("".join)
    | st.text(max_size=60)
)
def test_no_text_makes_the_parser_fail_otherwise_than_by_its_own_errors(vocabulary, text):
    try:
        rule = parse(text, vocabulary)
    except InputError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert parse(rule.text, vocabulary) == rule
    assert refusal or rule.text
