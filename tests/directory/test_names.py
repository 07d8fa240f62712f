"""Names as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnt_core.directory.names import bare, bearers, fold, folded_names, names_with, nearest_names
from tnt_core.directory.tables import table


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Saint-Étienne-du-Rouvray", "saint etienne du rouvray"),
        ("ST ETIENNE DU ROUVRAY", "saint etienne du rouvray"),
        ("Ste-Marie", "sainte marie"),
        ("Stes Maries de la Mer", "saintes maries de la mer"),
        ("Neuilly s/ Seine", "neuilly sur seine"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Cœur-de-la-Vallée", "coeur de la vallee"),
        ("  Le   Mans ", "le mans"),
        ("Communauté d'agglomération du Pays basque", "ca du pays basque"),
        ('CA "Saintes - Grandes Rives"', "ca saintes grandes rives"),
        ("Est St", "est saint"),
    ],
)
def test_case_accents_and_abbreviations_do_not_matter(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("folded", "rest"),
    [
        ("le mans", "mans"),
        ("la rochelle", "rochelle"),
        ("les sables d olonne", "sables d olonne"),
        ("l hay les roses", "hay les roses"),
        ("cc du pays de conches", "pays de conches"),
        ("lens", "lens"),
    ],
)
def test_types_and_articles_may_be_left_out(folded, rest):
    assert bare(folded) == rest


@given(st.lists(st.text("abcéLÎ'-’ \u00a0stE", max_size=12), min_size=1, max_size=6))
def test_names_are_folded_one_by_one_or_all_at_once(names):
    together = fold("\n".join(names))
    assert together.split("\n") == [fold(name) for name in names]
    assert bare(together).split("\n") == [bare(fold(name)) for name in names]


@given(st.text("abcéLÎ'-’ stE.", max_size=20))
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_the_table_of_names_is_made_from_the_other_tables_and_finds_each_of_their_names():
    found = [(name, *target) for name, target in folded_names(table)]
    listed = [(r["name"], r["source"], r["key"], r["written"]) for r in table("names")]
    assert listed == sorted(found, key=lambda line: line[0])
    assert all(fold(name) == name for name, *_ in found)
    assert bearers("rennes") == [("communes", "35238", "Rennes")]


def test_the_last_word_may_be_unfinished():
    assert "saint denis en bugey" in names_with("saint den bug")
    assert names_with("saint denis xyz") == []


def test_the_most_alike_comes_first():
    assert nearest_names("rennnes", 3)[0] == "rennes"
    assert nearest_names("zzzzzzzzzzzz", 3) == []
