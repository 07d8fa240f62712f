"""The command line: what it prints, its exit codes, and one sentence for every bad input."""

import errno
import importlib
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tnt_core.cli import main
from tnt_core.cli.wording import pace
from tnt_core.deadlines import Delay
from tnt_core.export.datapackage import package_files, write_package


@pytest.fixture
def run(capsys):
    def call(*words):
        code = main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def small(fresh_store, monkeypatch, sample_resources, tmp_path):
    """Put the small set of records in the place of the packaged data."""
    folder = tmp_path / "package"
    write_package(package_files(sample_resources), folder)
    monkeypatch.setenv("TNT_DATA_PATH", str(folder))
    fresh_store.reset()
    return folder


AT_WORK = ("--kind", "commune", "--population-total", "1001", "--fact", "has_lamps=oui")


@pytest.mark.usefixtures("small")
def test_an_agenda_shows_what_binds_with_its_date_and_text(run):
    code, out, _ = run("agenda", *AT_WORK, "--on", "2018-01-01", "--lang", "en", "--minor")
    assert code == 0
    assert "commune, 1,001 inhabitants (total population) — on 1 January 2018" in out
    assert "In force (6)" in out
    assert "since 1 January 2017" in out
    assert "Switch street lamps off — The large ones" in out
    assert "act 1, art. 3" in out
    assert "30 June 2018" in out
    assert "every 2 years" in out
    assert "tnt-core data 2026.1.0 (state of 31 January 2026)" in out


@pytest.mark.usefixtures("small")
def test_an_agenda_speaks_french(run):
    code, out, _ = run("agenda", *AT_WORK, "--on", "2016-01-01", "--lang", "fr")
    assert code == 0
    assert "À venir (1)" in out
    assert "1er janvier 2017" in out
    assert "1\u202f001 habitants" in out


@pytest.mark.usefixtures("small")
def test_what_is_not_known_comes_with_the_questions(run):
    code, out, _ = run("agenda", "--kind", "commune", "--on", "2018-01-01", "--lang", "fr")
    assert code == 0
    assert "Dépend de faits non connus (2)" in out
    assert "--fact has_lamps=…" in out
    assert "Avez-vous des lampadaires ?" in out


@pytest.mark.usefixtures("small")
def test_the_day_of_knowledge_is_said_and_obeyed(run):
    _, out, _ = run("agenda", *AT_WORK, "--on", "2011-01-01", "--known-on", "2014-01-01", "--lang", "en")  # fmt: skip
    assert "as published on 1 January 2014" in out
    assert "1 January 2012" in out


@pytest.mark.usefixtures("small")
def test_all_shows_what_ended_and_what_does_not_concern(run):
    _, out, _ = run("agenda", *AT_WORK, "--on", "2021-01-01", "--all", "--lang", "en")
    assert "Not concerned (1)" in out


@pytest.mark.usefixtures("small")
def test_a_draft_is_marked_and_shown_only_when_asked_for(run):
    _, out, _ = run("agenda", *AT_WORK, "--nature", "draft", "--lang", "en", "--on", "2018-01-01")
    assert "[draft] Paint street lamps" in out
    assert "at all times" in out


@pytest.mark.usefixtures("small")
def test_nothing_known_is_said(run):
    _, out, _ = run("agenda", "--kind", "region", "--on", "2018-01-01", "--lang", "fr")
    assert "Aucune obligation connue." in out


@pytest.mark.usefixtures("small")
def test_one_theme_can_be_shown_alone(run):
    code, out, _ = run("agenda", *AT_WORK, "--theme", "lighting", "--on", "2018-01-01")
    assert (code, "Switch street lamps off" in out) == (0, True)
    code, _, err = run("agenda", *AT_WORK, "--theme", "lightning")
    assert (code, "lighting" in err) == (2, True)


@pytest.mark.usefixtures("small")
def test_json_holds_what_the_table_shows(run):
    code, out, _ = run("agenda", *AT_WORK, "--on", "2018-01-01", "--json")
    data = json.loads(out)
    assert (code, data["items"][0]["due"]) == (0, "2017-01-01")


@pytest.mark.usefixtures("small")
def test_an_overlay_is_taken_from_the_command_line(run, tmp_path):
    overlay = tmp_path / "overlay"
    overlay.mkdir()
    (overlay / "themes.toml").write_text(
        '[parks]\norder = 2\ntitle = { fr = "Parcs", en = "Parks" }\n', encoding="utf-8"
    )
    code, _, err = run("agenda", *AT_WORK, "--overlay", str(overlay))
    assert (code, err) == (0, "")


@pytest.mark.usefixtures("small")
def test_a_decision_shows_each_reason(run):
    code, out, _ = run("decide", "lamps", "--kind", "commune", "--on", "2018-01-01", "--lang", "en")
    assert code == 0
    assert "The large ones: not known" in out
    assert "population_total > 1_000" in out
    assert "Missing: " in out
    code, out, _ = run("decide", "lamps", *AT_WORK, "--lang", "fr", "--known-on", "2018-01-01")
    assert "Les grandes : concernée — en vigueur, depuis le 1er janvier 2017" in out
    code, out, _ = run("decide", "street-lamps", *AT_WORK, "--json")
    data = json.loads(out)
    assert (data["truth"], data["missing"], len(data["requirements"])) == ("yes", [], 2)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lamps", "--on", "2016-12-31"), "The large ones: concerned — to come, 1 January 2017"),
        (("lamps", "--on", "2009-01-01", "--known-on", "2009-01-01"), "not published yet"),
        (("lamps-bill", "--on", "2018-01-01"), "Paint: would be concerned — draft, not law yet"),
    ],
)
def test_a_decision_says_what_it_means_on_that_day(run, words, said):
    assert said in run("decide", *words, *AT_WORK, "--lang", "en")[1]


@pytest.mark.usefixtures("small")
def test_a_record_is_explained_in_words(run):
    code, out, _ = run("explain", "lamps", "--lang", "en")
    assert code == 0
    assert "by 1 January 2017, decree 2, published on 1 June 2015" in out
    assert "formerly: by 1 January 2012, act 1" in out
    assert "ends on 1 January 2020" in out
    assert "From 10 pm." in out
    assert "Sources agree." in out
    code, out, _ = run("explain", "lamps-report", "--lang", "fr")
    assert "chaque année, depuis le 1er janvier 2011" in out
    assert "tous les 2 ans" in out
    assert "la panne" in out
    code, out, _ = run("explain", "lamps-bill", "--lang", "fr")
    assert "projet, pas encore du droit" in out
    code, out, _ = run("explain", "lamps", "--json")
    assert json.loads(out)["obligation"]["requirements"][0]["schedule"]["due"] == "2017-01-01"


@pytest.mark.usefixtures("small")
def test_verify_checks_hashes_and_examples(run, sample_resources):
    code, out, _ = run("verify", "--lang", "en")
    count = sum(len(c) for n in ("examples", "aid_examples") for c in sample_resources[n].values())
    assert (code, f"{count} examples checked, 0 wrong" in out) == (0, True)


def test_verify_tells_wrong_examples(run, small, sample_resources, fresh_store):
    wrong = json.loads(json.dumps(sample_resources))
    wrong["examples"]["lamps"][0]["expected"] = "no"
    write_package(package_files(wrong), small)
    fresh_store.reset()
    code, out, err = run("verify", "--lang", "en")
    assert (code, "1 wrong" in out) == (1, True)
    assert "lamps: examples[0].expected: expected no, got yes" in err


def test_compile_writes_a_package_and_check_tells_a_stale_one(run, own_records, tmp_path):
    folder = own_records("dataset.toml", "2026.1.0", "2026.1.1")
    out_folder = tmp_path / "out"
    words = ("compile", str(folder), "--out", str(out_folder), "--lang", "en")
    assert run(*words, "--check")[0] == 2
    code, out, _ = run(*words)
    assert (code, "3 obligations, 2 texts, 3 facts" in out) == (0, True)
    assert run(*words, "--check")[0] == 0
    (out_folder / "texts.json").write_text("{}", encoding="utf-8")
    code, _, err = run(*words, "--check")
    assert (code, "differs from the records: texts.json" in err) == (2, True)


BAD = {
    "unknown town": (("agenda", "Renes"), "Rennes"),
    "ambiguous town": (("agenda", "Saint-Denis"), "93066"),
    "nobody": (("agenda",), "say which collectivity"),
    "impossible date": (("agenda", *AT_WORK[:4], "--on", "2026-02-30"), "2026-02-30"),
    "unknown fact": (("agenda", *AT_WORK[:4], "--fact", "agent_fte=3"), "agents_fte"),
    "unknown choice": (("agenda", "--kind", "comune"), "commune"),
    "unknown choice of a fact": (("agenda", *AT_WORK[:4], "--fact", "zone=metropole"), "metro"),
    "wrong type": (("agenda", *AT_WORK[:4], "--fact", "agents_fte=many"), "agents_fte"),
    "wrong unit": (("agenda", *AT_WORK[:4], "--fact", "agents_fte=49 km"), "agents_fte"),
    "no equals": (("agenda", *AT_WORK[:4], "--fact", "agents_fte"), "name=value"),
    "twice": (("agenda", *AT_WORK[:4], "--fact", "agents_fte=1", "--fact", "agents_fte=2"), "twice"),
    "negative": (("agenda", "--kind", "commune", "--population", "-5"), "0 or more"),
    "not a number": (("agenda", "--kind", "commune", "--population", "many"), "many"),
    "unknown obligation": (("explain", "urbanisme-sv"), "urbanisme-sve"),
    "unknown command": (("agend",), "agend"),
    "unknown option": (("agenda", "--colour"), "--colour"),
    "contradicted kind": (("agenda", "Rennes", "--kind", "region"), "is a commune, not a region"),
    "endless cost": (("aids", *AT_WORK[:4], "--cost", "1e400"), "not an amount of money"),
    "no overlay": (("agenda", *AT_WORK[:4], "--overlay", "/nowhere"), "/nowhere"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), BAD.values(), ids=BAD)
def test_bad_input_is_one_sentence_and_exit_code_2(run, words, said):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_the_sentence_is_french_where_the_locale_is(run, monkeypatch):
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "dites de quelle collectivité" in run("agenda")[2]
    assert "say which collectivity" in run("agenda", "--lang", "en")[2]
    assert "say which collectivity" in run("agenda", "--lang=en")[2]
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "say which collectivity" in run("agenda")[2]
    assert "dites de quelle collectivité" in run("agenda", "--lang", "fr")[2]


def test_help_lists_every_command(run):
    code, out, _ = run("--help")
    assert code == 0
    for name in (
        "agenda",
        "explain",
        "decide",
        "deadline",
        "find",
        "crossings",
        "compile",
        "verify",
    ):
        assert name in out


def test_the_version_is_that_of_the_package(run):
    import tnt_core

    assert tnt_core.__version__ in run("--version")[1]


@pytest.mark.parametrize("library", ["click", "rich"])
def test_a_missing_extra_is_said_kindly(run, monkeypatch, library):
    for name in [m for m in sys.modules if m.startswith(("tnt_core.cli.", library))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = run("agenda", "Rennes")
    assert code == 2
    assert 'pip install "tnt-core[cli]"' in err


def test_a_broken_import_of_another_kind_is_not_hidden(run, monkeypatch):
    for name in [m for m in sys.modules if m.startswith("tnt_core.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tnt_core.cli.options", None)
    with pytest.raises(ModuleNotFoundError):
        run("agenda", "Rennes")


def test_a_reader_that_leaves_early_is_no_error():
    done = subprocess.run(
        f"{sys.executable} -m tnt_core agenda Rennes --json | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_interruption_has_its_own_exit_code(run, monkeypatch):
    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(importlib.import_module("tnt_core.cli.app").app, "main", interrupted)
    assert run("agenda", "Rennes")[0] == 130


def test_python_m_tnt_core_is_the_command(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["tnt-core", "--version"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("tnt_core", run_name="__main__")
    assert stopped.value.code == 0
    assert "tnt-core" in capsys.readouterr().out


def test_a_population_that_is_not_published_is_replaced_by_the_last_one_and_said(run):
    _, out, _ = run("agenda", "35238", "--on", "2026-11-23", "--json")
    facts = json.loads(out)["facts"]
    assert (facts["population_municipal"], facts["population_total"]) == (230890, 231985)
    _, out, _ = run("agenda", "35238", "--on", "2026-11-23", "--json", "--exact")
    assert "population_total" not in json.loads(out)["facts"]
    _, out, _ = run("agenda", "35238", "--on", "2026-11-23", "--lang", "en")
    assert "231,985" in out


def test_before_the_directory_begins_its_first_day_stands_in_and_that_is_said(run):
    _, out, _ = run("agenda", "Rennes", "--on", "2018-06-01", "--known-on", "2018-06-01", "--lang", "en")  # fmt: skip
    assert "The directory begins on 1 January 2021" in out
    assert "8 November 2018" in out


@pytest.mark.parametrize(
    ("delay", "fr", "en"),
    [
        ("P1Y", "chaque année", "every year"),
        ("P1W", "chaque semaine", "every week"),
        ("P2W", "toutes les 2 semaines", "every 2 weeks"),
        ("P6M", "tous les 6 mois", "every 6 months"),
    ],
)
def test_a_pace_is_said_as_people_do(delay, fr, en):
    every = Delay.parse(delay)
    assert (pace(every, "fr"), pace(every, "en")) == (fr, en)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_output_without_our_letters_gets_question_marks(encoding):
    done = subprocess.run(
        [sys.executable, "-m", "tnt_core", "agenda", "Rennes", "--lang", "fr"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_one_sentence():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tnt_core", "agenda", "Rennes", "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "The answer cannot be written: No space left on device.\n"


def test_an_answer_that_cannot_be_written_is_said_in_french_too(run, monkeypatch):
    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    app = importlib.import_module("tnt_core.cli.app")
    monkeypatch.setattr(app.app, "main", full)
    monkeypatch.setattr(app.os, "dup2", lambda *_: None)
    with Path(os.devnull).open("w") as nowhere:
        monkeypatch.setattr(app.sys, "stdout", nowhere)
        assert run("agenda", "Rennes", "--lang", "fr")[0] == 2


@pytest.mark.usefixtures("small")
def test_texts_published_after_the_day_of_knowledge_are_not_cited(run):
    words = ("agenda", *AT_WORK, "--on", "2016-01-01", "--lang", "en", "--known-on")
    assert "act 1" in run(*words, "2010-01-02")[1]
    assert "decree 2" not in run(*words, "2015-05-31")[1]
    # All that founds the yearly report was published later: the text of its date stands in.
    assert "decree 2" in run(*words, "2015-06-01", "--minor")[1]
    assert "decree 2" not in run(*words, "2015-05-31", "--minor")[1]


@pytest.mark.usefixtures("small")
def test_a_publication_that_is_not_known_is_said_where_nothing_else_is_missing(run):
    words = ("agenda", *AT_WORK, "--on", "2010-06-01", "--known-on", "2010-06-01", "--minor")
    assert "day of publication not known" in run(*words, "--lang", "en")[1]


@pytest.mark.parametrize(("lang", "said"), [("fr", "On ne peut pas le dire"), ("en", "It cannot be told")])  # fmt: skip
def test_a_population_that_is_not_known_lets_no_crossing_be_denied(run, lang, said):
    _, out, _ = run("crossings", "Ouessant", "--lang", lang)
    assert out.count(said) == 2
    assert said not in run("crossings", "Rennes", "--lang", lang)[1]


def test_the_population_that_is_counted_is_the_one_that_is_shown(capsys):
    for words in (("--population", "3400"), ("--fact", "population_total=3400")):
        assert main(["agenda", "Rennes", "--lang", "fr", *words]) == 0
        out = capsys.readouterr().out
        assert "3\u202f400 habitants (population totale)" in out
        assert "en tient lieu" not in out
    assert main(["agenda", "35238", "--exact", "--lang", "en"]) == 0
    assert "inhabitants (municipal population)" in capsys.readouterr().out


def test_a_decision_says_where_nobody_has_looked(run):
    there = ("--kind", "commune", "--population", "60000", "--fact", "territory=wallis")
    _, out, _ = run("decide", "reen-strategie", *there, "--on", "2026-11-28", "--lang", "en")
    assert "wallis" in out
    assert "not examined" in out


def test_a_decision_says_of_whom_when_and_why_in_words(capsys):
    asked = ["decide", "reen-strategie", "Rennes", "--on", "2026-11-28"]
    assert main([*asked, "--lang", "fr"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Rennes (35238), commune," in out
    assert "28 novembre 2026" in out
    assert "en tient lieu" in out
    assert "concernée : commune ; 231 985 habitants, plus de 50 000" in out
    assert main([*asked, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["profile"]["population_total"] == data["facts"]["population_total"] == 231985
    assert data["profile"]["population_total_vintage"] == 2025
    assert data["profile"]["notes"]
    assert (data["on"], data["known_on"]) == ("2026-11-28", None)


def test_an_agenda_names_each_obligation_and_dates_what_begins_later(capsys):
    assert main(["agenda", "Rennes", "--on", "2026-11-28", "--lang", "fr"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "(reen-strategie)" in out
    assert "à partir du 1er janvier 2030" in out
