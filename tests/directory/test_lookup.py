"""Codes and names lead to the right collectivity, or to a sentence that helps."""

import pytest

from tnt_core.directory import find, profile
from tnt_core.directory.lookup import resolve
from tnt_core.directory.names import fold
from tnt_core.directory.tables import table
from tnt_core.errors import AmbiguousNameError, DateError, InputError, UnknownNameError


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("35238", "commune:35238"),
        (" 35238 ", "commune:35238"),
        ("Rennes", "commune:35238"),
        ("rennes", "commune:35238"),
        ("213502388", "commune:35238"),
        ("213 502 388", "commune:35238"),
        ("postal:35200", "commune:35238"),
        ("35000", "commune:35238"),
        ("commune:35238", "commune:35238"),
        ("Rennes Métropole", "epci_fp:243500139"),
        ("243500139", "epci_fp:243500139"),
        ("lunel agglo", "epci_fp:243400520"),
        ("Plaine Commune", "ept:200057867"),
        ("35", "departement:35"),
        ("Ille-et-Vilaine", "departement:35"),
        ("Normandie", "region:28"),
        ("region:53", "region:53"),
        ("departement:53", "departement:53"),
        ("Paris", "commune:75056"),
        ("departement:75", "commune:75056"),
        ("75101", "commune:75056"),
        ("Paris 20e Arrondissement", "commune:75056"),
        ("69383", "commune:69123"),
        ("Marseille 1er arrondissement", "commune:13055"),
        ("Lyon", "commune:69123"),
        ("Métropole de Lyon", "metropole_lyon:200046977"),
        ("69M", "metropole_lyon:200046977"),
        ("69m", "metropole_lyon:200046977"),
        ("69D", "departement:69"),
        ("75C", "commune:75056"),
        ("2A004", "commune:2A004"),
        ("2b033", "commune:2B033"),
        ("Bastia", "commune:2B033"),
        ("2A", "collectivite_unique:20R"),
        ("Haute-Corse", "collectivite_unique:20R"),
        ("Corse", "collectivite_unique:20R"),
        ("region:94", "collectivite_unique:20R"),
        ("67", "departement:6AE"),
        ("departement:68", "departement:6AE"),
        ("Bas-Rhin", "departement:6AE"),
        ("Mayotte", "collectivite_unique:976"),
        ("departement:976", "collectivite_unique:976"),
        ("Mamoudzou", "commune:97611"),
        ("region:02", "collectivite_unique:972"),
        ("975", "collectivite_outre_mer:975"),
        ("region:975", "collectivite_outre_mer:975"),
        ("Saint-Pierre-et-Miquelon", "collectivite_outre_mer:975"),
        ("97502", "commune:97502"),
        ("97701", "collectivite_outre_mer:977"),
        ("98611", "collectivite_outre_mer:986"),
        ("Papeete", "commune:98735"),
        ("Polynésie française", "collectivite_outre_mer:987"),
        ("Ouessant", "commune:29155"),
        ("l'ile d yeu", "commune:85113"),
        ("Saint-Denis (93)", "commune:93066"),
        ("st denis (La Réunion)", "commune:97411"),
        ("Lomme", "commune:59350"),
        ("Vire Normandie", "commune:14762"),
        ("Vire", "commune:14762"),
        ("Viré", "commune:71584"),
        ("Oullins", "commune:69149"),
        ("CC Région Lézignanaise, Corbières et Minervois", "epci_fp:200035863"),
    ],
)
def test_what_people_write_leads_to_one_collectivity(query, key):
    assert resolve(query, 2026).entry.key == key


@pytest.mark.parametrize(
    ("query", "on", "code", "said"),
    [
        ("02695", 2026, "02054", "Saint-Thibaut (02695) became part of Bazoches-et-Saint-Thibaut (02054) on 1 January 2022."),
        ("Saint-Thibaut (02)", 2026, "02054", "Saint-Thibaut (02695) became part of Bazoches-et-Saint-Thibaut (02054) on 1 January 2022."),
        ("93059", 2026, "93066", "Pierrefitte-sur-Seine (93059) became part of Saint-Denis (93066) on 1 January 2025."),
        ("12076", 2026, "12218", "Since 1 January 2025, the code of Conques-en-Rouergue is 12218, no longer 12076."),
        ("Oullins", 2026, "69149", "Oullins is the former name of Oullins-Pierre-Bénite (69149)."),
        ("75101", 2026, "75056", "Paris 1er Arrondissement (75101) is an arrondissement of Paris (75056)."),
        ("Lomme", 2026, "59350", "Lomme (59355) is a commune associée of Lille (59350)."),
        ("Vire", 2026, "14762", "Vire is a commune déléguée of Vire Normandie (14762)."),
        ("69232", 2026, "69123", "69232 is the old code of a commune that became part of Lyon (69123)."),
        ("departement:75", 2026, "75056", "Paris (75056) stands in the place of 75."),
        ("2A", 2026, "20R", "Corse (20R) stands in the place of Corse-du-Sud (2A)."),
        ("69M", 2026, "200046977", "69M is another code of Métropole de Lyon (200046977)."),
        ("200035459", 2022, "200096956", "CA d'Agen (200035459) is no longer listed after 2021; communes of it went to CA Agglomération d'Agen (200096956)."),
    ],
)  # fmt: skip
def test_what_is_gone_or_no_collectivity_leads_to_its_successor_with_a_sentence(
    query, on, code, said
):
    found = resolve(query, on)
    assert (found.entry.code, found.notes[0].en) == (code, said)
    assert found.notes[0].fr != said


@pytest.mark.parametrize(
    ("query", "on", "code", "name"),
    [
        ("02695", 2021, "02695", "Saint-Thibaut"),
        ("Oullins", 2023, "69149", "Oullins"),
        ("93059", 2024, "93059", "Pierrefitte-sur-Seine"),
        ("200035459", 2021, "200035459", "CA d'Agen"),
    ],
)
def test_before_its_end_a_collectivity_is_itself_and_nothing_is_said(query, on, code, name):
    found = resolve(query, on)
    assert (found.entry.code, found.entry.name(on), found.notes) == (code, name, ())


def test_an_epci_whose_communes_went_to_several_is_ambiguous():
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("200071157", 2026)
    assert {code for code, _ in caught.value.candidates} == {"200096634", "200096642"}


@pytest.mark.parametrize(
    ("query", "candidates"),
    [
        ("53", [("departement:53", "Mayenne (département)"), ("region:53", "Bretagne (région)")]),
        ("75", [("region:75", "Nouvelle-Aquitaine (région)"), ("75056", "Paris (75)")]),
        ("Guadeloupe", [("departement:971", "Guadeloupe (département)"), ("region:01", "Guadeloupe (région)")]),
        ("Percy", [("50393", "Percy-en-Normandie (50)"), ("38301", "Le Percy (38)")]),
        (
            "st denis",
            [("97411", "Saint-Denis (974)"), ("93066", "Saint-Denis (93)"), ("11339", "Saint-Denis (11)"), ("30247", "Saint-Denis (30)")],
        ),
        ("postal:29840", [("29109", "Landunvez (29)"), ("29112", "Lanildut (29)"), ("29221", "Porspoder (29)")]),
    ],
)  # fmt: skip
def test_several_bearers_are_listed_and_each_code_given_leads_on(query, candidates):
    with pytest.raises(AmbiguousNameError) as caught:
        resolve(query, 2026)
    assert sorted(caught.value.candidates) == sorted(candidates)
    for code, label in caught.value.candidates:
        assert resolve(code, 2026).candidate().label == label


def test_the_exact_name_wins_over_its_lookalikes():
    assert resolve("Le Percy", 2026).entry.code == "38301"
    assert resolve("Montreuil (93)", 2026).entry.code == "93048"


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("Rennnes", "35238 = Rennes (35)"),
        ("Cesson Sevign", "35051 = Cesson-Sévigné (35)"),
        ("1001", "01001 = L'Abergement-Clémenciat (01)"),
        ("35999", "35299 = Saint-Méloir-des-Ondes (35)"),
        ("commune:35365", "35363 = Pont-Péan (35)"),
    ],
)
def test_unknown_codes_and_names_come_with_the_nearest(query, suggestion):
    with pytest.raises(UnknownNameError) as caught:
        resolve(query, 2026)
    assert suggestion in caught.value.suggestions


@pytest.mark.parametrize(
    "query",
    [
        "00000",
        "xxyyzz",
        "200000008",
        "postal:99999",
        "departement:35238",
        "region:35",
        "commune:",
        "no: such name",
        "²²²²²",
    ],
)
def test_what_resembles_nothing_is_refused_all_the_same(query):
    with pytest.raises(UnknownNameError, match="unknown collectivity"):
        resolve(query, 2026)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "expected a name"),
        ("   ", "expected a name"),
        (35238, "got 35238"),
        (None, "got None"),
        (["35238"], "got ..35238"),
        ("x" * 201, "at most 200 characters, this one has 201"),
        ("213502380", "no SIREN: its check digit is wrong"),
        ("21350238800012", "its first nine digits: 213502388"),
    ],
)
def test_what_can_be_no_code_is_refused_with_what_to_do(query, sentence):
    with pytest.raises(InputError, match=sentence) as caught:
        profile(query)
    assert caught.value.value == query
    with pytest.raises(InputError):
        find(query)


def test_a_commune_is_not_found_before_it_existed():
    with pytest.raises(
        DateError,
        match="since 1 January 2023, not in 2022",
    ):
        resolve("27676", 2022)


def test_a_name_means_the_collectivity_that_bore_it_in_the_vintage():
    codes = [resolve("Conques-en-Rouergue", year).entry.code for year in (2024, 2025)]
    assert codes == ["12076", "12218"]
    assert {c.code for c in find("Conques-en-Rouergue", on=2024)} == {"12076"}
    with pytest.raises(DateError, match="Chalinargues"):
        resolve("Chalinargues", 2024)


def test_an_insee_code_that_is_a_postal_code_elsewhere_says_so():
    found = resolve("13001", 2026)
    assert found.entry.name(2026) == "Aix-en-Provence"
    assert "also the postal code of Marseille (13055)" in found.notes[0].en
    (note,) = resolve("01400", 2026).notes
    assert note.fr.count("(01") == 3
    assert "autre(s)" in note.fr
    assert resolve("35238", 2026).notes == ()


def test_a_former_siren_still_leads_to_the_commune():
    assert resolve("219300662", 2026).entry.code == "93066"
    assert resolve("929939411", 2026).entry.code == "93066"


def test_find_ranks_bearers_then_longer_names():
    found = find("saint-denis", limit=6)
    assert [c.label for c in found[:4]] == [
        "Saint-Denis (974)",
        "Saint-Denis (93)",
        "Saint-Denis (11)",
        "Saint-Denis (30)",
    ]
    assert [c.match for c in found] == ["name"] * 4 + ["words"] * 2


def test_find_puts_names_that_begin_with_the_words_first():
    names = [
        fold(c.name).removeprefix("ca ").removeprefix("le ") for c in find("mont saint", limit=30)
    ]
    begins = [name.startswith("mont saint") for name in names]
    assert begins == sorted(begins, reverse=True)
    assert {True, False} == set(begins)


def test_find_by_code_gives_all_that_bear_it():
    assert [c.key for c in find("53")] == ["departement:53", "region:53"]
    assert find("99999") == ()
    assert {c.match for c in find("29840")} == {"postal_code"}


def test_a_postal_code_does_not_lead_to_a_commune_that_did_not_exist_yet():
    here = {row["postal_code"] for row in table("postal_codes") if row["commune"] == "27676"}
    for code in here:
        assert "27676" in {c.code for c in find(f"postal:{code}", on=2023, limit=99)}
        assert "27676" not in {c.code for c in find(f"postal:{code}", on=2022, limit=99)}


def test_find_gives_lookalikes_when_nothing_bears_the_name():
    assert find("rennnes", limit=1)[0].match == "near"
    assert find("rennnes", limit=1)[0].name == "Rennes"


def test_find_never_gives_one_collectivity_twice():
    keys = [c.key for c in find("saint", limit=500)]
    assert len(keys) == len(set(keys)) == 500


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("35238", "Rennes (35)"),
        ("243500139", "Rennes Métropole (métropole, 35)"),
        ("200070233", "CA Terres de Montaigu (CA, 85)"),
        ("200057867", "Plaine Commune (établissement public territorial, 93)"),
        ("departement:53", "Mayenne (département)"),
        ("20R", "Corse (collectivité unique)"),
        ("69M", "Métropole de Lyon (collectivité, 69)"),
        ("975", "Saint-Pierre-et-Miquelon (collectivité d'outre-mer)"),
    ],
)
def test_a_label_tells_a_collectivity_from_its_homonyms(key, label):
    assert find(key)[0].label == label


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Rennes 35", "commune:35238"),
        ("saint-denis 93", "commune:93066"),
        ("Ajaccio 2a", "commune:2A004"),
        ("Rennes, Ille-et-Vilaine", "commune:35238"),
        ("Paris 1er", "commune:75056"),
        ("Lyon 3e", "commune:69123"),
        ("Marseille 3", "commune:13055"),
        ("Paris 12ème arrondissement", "commune:75056"),
        ("Région Bretagne", "region:53"),
        ("région Île-de-France", "region:11"),
        ("département du Nord", "departement:59"),
        ("Département de la Gironde", "departement:33"),
        ("mairie de Rennes", "commune:35238"),
        ("Ville de Paris", "commune:75056"),
    ],
)
def test_a_name_is_read_as_people_write_it(written, key):
    found = profile(written)
    assert f"{found.kind}:{found.code}" == key
    assert find(written)[0].code == found.code


@pytest.mark.parametrize(
    "written", ["Rennes 93", "Rennes, Gironde", "Paris 45", "région Rennes", "mairie de Gironde"]
)
def test_a_place_that_is_not_there_is_not_found_elsewhere(written):
    with pytest.raises(UnknownNameError):
        profile(written)
