"""``tnt-core deadline``: the steps of the count, in words and in JSON."""

import json

import pytest

from tnt_core.cli import main


@pytest.fixture
def run(capsys):
    def call(*words):
        code = main(["deadline", *words])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_the_steps_are_printed_with_their_articles(run):
    code, out, err = run(
        "2026-11-20", "2 mois", "--regime", "franc", "--territoire", "guadeloupe", "--lang", "fr"
    )
    assert (code, err) == (0, "")
    assert "Date légale : 21 janvier 2027, 24:00 (America/Guadeloupe)" in out
    assert "Délai franc : il finit le lendemain, jeudi 21 janvier 2027." in out
    assert "CE, 15 décembre 2023, n° 472836" in out
    assert "Date sûre" not in out


def test_doubts_and_the_safe_date_are_printed(run):
    _, out, _ = run(
        "2026-05-28", "--regime", "convocations", "--fact", "kind=departement", "--lang", "en"
    )
    assert "Legal date: 16 May 2026" in out
    assert "Safe date: 15 May 2026" in out
    assert "! No source seen says whether these days are clear days" in out


def test_a_delay_counted_back_may_start_with_a_minus_sign(run):
    _, out, _ = run("2026-05-28", "-5 jours francs", "--regime", "convocations", "--lang", "en")
    assert "Act at the latest on Friday 22 May 2026" in out


def test_an_instant_is_given_in_local_time(run):
    _, out, _ = run("2026-05-22", "--at", "16:30", "--regime", "gdpr-hours", "--lang", "en")
    assert "Legal date: 25 May 2026, 17:00 (Europe/Paris)" in out
    assert "Safe date: 25 May 2026, 16:30 (Europe/Paris)" in out


@pytest.mark.parametrize(
    ("act", "said"),
    [("2026-04-03", "in time"), ("2026-04-05", "not known"), ("2026-04-08", "not in time")],
)
def test_an_act_is_judged(run, act, said):
    words = (
        "2026-03-20",
        "P14D",
        "--regime",
        "cpc",
        "--territory",
        "alsace-moselle",
        "--act",
        act,
        "--lang",
        "en",
    )
    assert f"Act of {act}: {said}" in run(*words)[1]
    judged = json.loads(run(*words, "--json")[1])
    assert judged["in_time"] is {"in time": True, "not in time": False}.get(said)


def test_json_is_the_deadline(run):
    code, out, _ = run("2026-11-20", "P2M", "--regime", "franc", "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["legal_date"], found["delay"]) == ("2027-01-21", "P2M")
    assert found["steps"][0]["article"] == "CE, 15 décembre 2023, n° 472836"
    assert "in_time" not in found


def test_the_regimes_are_listed(run):
    _, out, _ = run("--regimes", "--lang", "fr")
    assert "franc" in out
    assert "Le premier jour est le lendemain" in out
    listed = json.loads(run("--regimes", "--json")[1])["regimes"]
    assert listed["franc"]["citations"][0] == "CE, 4 juin 1954, Décines-Charpieu"


def test_regimes_of_a_file_stand_beside_the_known_ones(run, tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(
        """
        [regime.mine]
        base = "cgct-jours"
        citations = [{ article = "règlement intérieur, article 4" }]
        kinds = ["ouvre"]
        units = ["days"]
        """,
        encoding="utf-8",
    )
    words = ("2026-11-20", "3 jours ouvrés", "--regime-file", str(path), "--lang", "en")
    assert "Legal date: 25 November 2026" in run(*words, "--regime", "mine")[1]
    assert "Legal date: 25 November 2026" in run(*words, "--regime", "ouvres")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "give an event and a regime"),
        (("2026-11-20", "P2M"), "give an event and a regime"),
        (("2026-11-20", "15 jours", "--regime", "franc"), "does not say which days"),
        (("2026-11-20", "P2M", "--regime", "frank"), "Nearest: franc"),
        (("2026-11-20", "P2M", "--regime", "franc", "--fact", "temple"), "write name=value"),
        (("2026-11-20", "72 h", "--regime", "gdpr-hours"), "with its offset"),
    ],
)
def test_bad_input_is_one_sentence(run, words, said):
    code, out, err = run(*words, "--lang", "en")
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_local_time_is_that_of_the_archipelago_that_the_facts_give(run):
    asked = ("2026-05-22", "--at", "09:10", "--regime", "gdpr-hours", "--territoire", "polynesie")
    _, out, _ = run(*asked, "--fact", "archipelago=marquises", "--json")
    assert json.loads(out)["steps"][0]["text"]["fr"].endswith("à 09 h 10 (-0930).")


def test_an_option_that_does_not_exist_is_refused_with_the_nearest(run):
    for words in (("2 mois", "--regme", "franc"), ("--regme=franc",)):
        code, _, err = run("2026-11-20", *words)
        assert code == 2
        assert "--regme" in err
        assert "'--regime'" in err


def test_a_delay_of_several_words_stands_in_quotes(run):
    code, _, err = run("2026-11-20", "2", "mois", "--regime", "franc", "--lang", "fr")
    assert code == 2
    assert "trop de mots : mois. Mettez entre guillemets" in err


def test_a_fact_is_given_once(run):
    facts = ("--fact", "residence=etranger", "--fact", "residence=reunion")
    code, _, err = run("2026-11-20", "2 mois", "--regime", "franc", *facts, "--lang", "en")
    assert (code, "--fact residence is given twice" in err) == (2, True)


def test_the_list_of_regimes_holds_ones_own(run, tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(
        '[regime.mine]\nbase = "franc"\nsummary = { fr = "à nous", en = "ours" }\n',
        encoding="utf-8",
    )
    _, out, _ = run("--regimes", "--regime-file", str(path), "--lang", "en")
    assert "mine" in out
    assert "ours" in out
    _, out, _ = run("--regimes", "--regime-file", str(path), "--json")
    assert json.loads(out)["regimes"]["mine"]["summary"]["fr"] == "à nous"


def test_the_latest_day_is_printed_where_only_that_one_differs(run):
    code, out, _ = run("2026", "budget-vote", "--regime", "date-fixe", "--lang", "fr")
    assert code == 0
    assert "Date légale : 15 avril 2026" in out
    assert "Au plus tard, selon les lectures : 15 juin 2026" in out
    assert "les conseils sont renouvelés cette année-là (renewal_year)" in " ".join(out.split())


def test_a_time_is_given_once(run):
    code, _, err = run(
        "2026-05-22T09:00:00+02:00",
        "72 h",
        "--regime",
        "gdpr-hours",
        "--at",
        "16:30",
        "--lang",
        "fr",
    )
    assert (code, "dit déjà une heure : retirez --at" in err) == (2, True)


def test_an_endless_number_is_refused(run):
    code, _, err = run(
        "2026-05-28", "--regime", "convocations", "--fact", f"population={'9' * 5000}"
    )
    assert (code, "a number of at most 18 digits" in err) == (2, True)
