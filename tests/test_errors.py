import pickle

import pytest

from tnt_core.errors import (
    AmbiguousNameError,
    FactError,
    InputError,
    MissingExtraError,
    RecordFault,
    RecordsError,
    RuleSyntaxError,
    TntError,
    UnknownNameError,
    nearest,
    shown,
)
from tnt_core.texts import Text


def test_an_unknown_name_tells_the_nearest_ones():
    error = UnknownNameError(
        Text(fr="nature", en="kind"), "comune", ["commune", "region"], where="facts"
    )
    assert str(error) == "facts: unknown kind 'comune'. Nearest: commune."
    assert error.sentence("fr") == "facts: nature 'comune' : nom inconnu. Le plus proche : commune."
    assert error.suggestions == ("commune",)


def test_an_unknown_name_near_nothing_tells_the_known_ones_when_they_are_few():
    assert "Known: fr, en." in str(
        UnknownNameError(Text(fr="langue", en="language"), "xyz", ["fr", "en"])
    )
    many = [f"name-{n}" for n in range(50)]
    assert (
        str(UnknownNameError(Text(fr="chose", en="thing"), "zzz", many)) == "unknown thing 'zzz'."
    )


def test_an_unknown_name_can_be_caught_as_a_key_error_and_prints_its_sentence():
    with pytest.raises(KeyError) as caught:
        raise UnknownNameError(Text(fr="chose", en="thing"), "x")
    assert str(caught.value) == "unknown thing 'x'."


def test_a_refused_value_is_never_repeated_endlessly():
    assert len(str(UnknownNameError(Text(fr="chose", en="thing"), "x" * 10_000))) < 200


def test_an_ambiguous_name_lists_the_codes():
    error = AmbiguousNameError(Text(fr="lieu", en="place"), "X", [("1", "X (A)"), ("2", "X (B)")])
    assert "1 = X (A); 2 = X (B)" in str(error)
    assert error.candidates == (("1", "X (A)"), ("2", "X (B)"))


def test_a_rule_fault_points_at_its_place():
    error = RuleSyntaxError(
        Text(fr="interdit", en="not allowed"), text="a and lambda: 1", position=6
    )
    assert str(error).splitlines()[1:] == ["    a and lambda: 1", "          ^"]
    assert str(RuleSyntaxError(Text(fr="vide", en="empty"))) == "empty"


def test_the_pointer_shows_nothing_that_cannot_be_printed():
    error = RuleSyntaxError(Text(fr="non", en="no"), text="a\n\ud800\x1b \u2028!", position=6)
    assert (
        error.pointer()
        == "    a \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}  !\n          ^"
    )
    assert str(error).encode()


def test_a_value_that_cannot_be_written_out_is_named_by_its_type():
    class Hostile:
        def __repr__(self):
            raise RuntimeError

    assert shown(10**5000) == "<int>"
    assert shown(Hostile()) == "<Hostile>"


def test_a_fault_far_into_a_long_rule_is_still_shown():
    error = RuleSyntaxError(Text(fr="non", en="no"), text="a" * 500 + "!", position=500)
    line, caret = error.pointer().splitlines()
    assert line[caret.index("^")] == "!"


def test_every_fault_of_the_records_is_said():
    fault = RecordFault("x.toml", "id", InputError(Text(fr="mauvais.", en="bad.")))
    alone = RecordFault("x.toml", "", InputError(Text(fr="mauvais.", en="bad.")))
    error = RecordsError([fault, alone])
    assert str(error) == "2 fault(s) in the records:\nx.toml: id: bad.\nx.toml: bad."
    assert error.sentence("fr").endswith("x.toml: id : mauvais.\nx.toml : mauvais.")


def test_a_missing_extra_says_what_to_install():
    error = MissingExtraError("cli", Text(fr="La ligne de commande", en="The command line"))
    assert isinstance(error, ImportError)
    assert 'pip install "tnt-core[cli]"' in str(error)


def test_a_fact_error_names_its_fact():
    error = FactError("agents_fte", Text(fr="non.", en="no."), value=3)
    assert (error.fact, error.value) == ("agents_fte", 3)
    assert str(error) == "fact 'agents_fte': no."


@pytest.mark.parametrize(
    "error",
    [
        TntError(Text(fr="b", en="a")),
        InputError(Text(fr="b", en="a"), value=1),
        UnknownNameError(Text(fr="n", en="n"), "x", ["y"]),
        AmbiguousNameError(Text(fr="n", en="n"), "x", [("1", "a")]),
        FactError("f", Text(fr="b", en="a")),
        RuleSyntaxError(Text(fr="b", en="a"), text="t", position=0),
        MissingExtraError("cli", Text(fr="b", en="a")),
        RecordsError([RecordFault("f", "p", InputError(Text(fr="b", en="a")))]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_survives_the_way_to_another_process(error):
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_the_nearest_names_ignore_case():
    assert nearest("COMMUNE", ["commune", "region"]) == ("commune",)
    assert nearest("qqqq", ["commune"]) == ()
