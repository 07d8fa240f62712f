"""The commands ``find`` and ``crossings``."""

import json

import pytest

from tnt_core.cli import main


@pytest.fixture
def run(capsys):
    def call(*argv):
        code = main(argv)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_find_prints_the_bearers_of_a_name(run):
    code, out, _ = run("find", "saint-denis", "--lang", "fr")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == ["Code", "Nom", "Population", "municipale"]
    assert lines[1].split(" ")[0] == "97411"
    assert lines[1].endswith("155\u202f634")


def test_find_says_why_another_one_is_meant(run):
    _, out, _ = run("find", "Pierrefitte-sur-Seine", "--limit", "1", "--lang", "en")
    assert "became part of Saint-Denis (93066) on 1 January 2025." in " ".join(out.split())


def test_find_joins_its_words_and_says_when_it_guesses(run):
    _, out, _ = run("find", "le", "hauvre", "--limit", "1", "--lang", "en")
    assert out.startswith("Nothing bears exactly this name")
    assert "76351" in out


def test_find_prints_nothing_where_a_population_is_not_known(run):
    _, out, _ = run("find", "98735", "--on", "2025-01-01", "--lang", "en")
    assert "Papeete (987)" in out


def test_find_prints_json(run):
    code, out, _ = run("find", "53", "--json")
    assert code == 0
    assert [(one["key"], one["label"]) for one in json.loads(out)["found"]] == [
        ("departement:53", "Mayenne (département)"),
        ("region:53", "Bretagne (région)"),
    ]


def test_find_fails_when_nothing_bears_a_code(run):
    code, out, err = run("find", "99999", "--lang", "fr")
    assert (code, out, err) == (1, "", "Rien ne porte ce nom ni ce code.\n")
    code, out, _ = run("find", "99999", "--json")
    assert (code, json.loads(out)["found"]) == (1, [])


def test_an_error_is_one_sentence(run):
    code, out, err = run("find", "213502380", "--lang", "en")
    assert (code, out) == (2, "")
    assert err == "213502380 is no SIREN: its check digit is wrong. Look for a mistyped digit.\n"


def test_crossings_of_a_threshold_are_printed_upward_and_downward(run):
    code, out, _ = run(
        "crossings",
        "--threshold",
        "3500",
        "--from",
        "2025",
        "--to",
        "2026",
        "--kind",
        "commune",
        "--lang",
        "en",
    )
    assert code == 0
    assert "Reached 3,500 (population municipale)" in out
    assert "Fell below 3,500" in out
    assert ["38061", "La", "Buisse", "(38)", "3,499", "3,500"] in [
        line.split() for line in out.splitlines()
    ]


def test_crossings_say_what_could_not_be_compared(run):
    _, out, _ = run(
        "crossings", "--threshold", "3500", "--fact", "population_total", "--lang", "fr"
    )
    assert out.count("Aucune.") == 2
    assert "36\u202f199 collectivité(s) non comparée(s)" in out


def test_crossings_of_a_departement_name_it_once(run):
    _, out, _ = run(
        "crossings",
        "--threshold",
        "650000",
        "--from",
        "2021",
        "--to",
        "2026-11-23",
        "--kind",
        "departement",
        "--lang",
        "en",
    )
    assert "\n01    Ain " in out
    assert "not compared" not in out


def test_crossings_of_a_threshold_in_json(run):
    _, out, _ = run("crossings", "--threshold", "3500", "--json")
    found = json.loads(out)
    assert (found["start"], found["end"], len(found["crossings"])) == (2025, 2026, 44)
    assert sum(one["upward"] for one in found["crossings"]) == 35


def test_crossings_of_one_collectivity_show_its_populations(run):
    code, out, _ = run("crossings", "Cesson-Sévigné", "--lang", "en")
    assert code == 0
    assert out.startswith("Cesson-Sévigné (35051)\n")
    assert "18,076 → 18,761" in out
    assert "What these populations change" in out
    assert "Nearest thresholds" in out


def test_crossings_of_one_collectivity_in_json(run):
    _, out, _ = run("crossings", "35238", "--json")
    found = json.loads(out)
    assert found["after"]["population_total_vintage"] == 2025
    assert found["before"]["population_municipal"] == 227830


def test_crossings_of_one_collectivity_show_what_its_move_changes(run, monkeypatch, dataset, grown):
    monkeypatch.setattr("tnt_core.store.load", lambda: dataset)
    _, out, _ = run("crossings", grown.code, "--from", "2024", "--to", "2025", "--lang", "en")
    assert "Switch street lamps off: not concerned → depends on other facts" in out
    rows = [line.split() for line in out.splitlines() if line.endswith("not concerned")]
    assert [row[0] for row in rows] == ["1,000", "2,000"]
    assert [row[1][0] for row in rows] == ["−", "+"]
    _, out, _ = run("crossings", grown.code, "--from", "2024", "--to", "2025", "--json")
    found = json.loads(out)
    assert found["changes"] == [
        {"obligation": "lamps", "requirement": "large", "before": "no", "after": "unknown"}
    ]
    assert [one["value"] for one in found["nearest"]] == [1000, 2000]


@pytest.mark.parametrize("argv", [(), ("35238", "--threshold", "3500")])
def test_crossings_need_a_collectivity_or_a_threshold(run, argv):
    code, _, err = run("crossings", *argv, "--lang", "en")
    assert code == 2
    assert err.startswith("give either a collectivity or --threshold")
