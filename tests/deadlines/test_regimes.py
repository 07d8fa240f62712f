"""A regime is data: each one is cited and complete, and users add their own."""

import attrs
import pytest

from tnt_core.deadlines import FACTS, REGIMES, Authority, Delay, Regime, deadline, latest_event
from tnt_core.deadlines.facts import LOCAL_LAW, TERRITORY
from tnt_core.deadlines.regime_files import read_regimes
from tnt_core.errors import DateError, InputError, RecordsError
from tnt_core.texts import Text

EVERY = pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.id)


@EVERY
def test_every_regime_cites_its_texts_and_says_itself_in_both_languages(regime):
    assert REGIMES[regime.id] == regime
    assert REGIMES[regime.id] is REGIMES[regime.id]
    assert all(citation.article for citation in regime.citations)
    assert regime.summary.fr != regime.summary.en
    assert regime.articles.count or regime.fixed
    assert regime.articles.extension or not regime.extends
    assert regime.articles.clear or not (regime.clear or regime.clear_backward)
    assert regime.articles.distance or not regime.distance
    assert not (regime.extends and regime.open_extension)
    assert hash(regime) == hash(attrs.evolve(regime))


@EVERY
def test_every_delay_that_a_text_fixes_can_be_counted_and_is_chosen_by_known_facts(regime):
    for usual in regime.usual:
        assert regime.accepts(usual.delay)
        assert usual.article
        assert {name for name, _ in usual.when} <= {*FACTS.facts, LOCAL_LAW, TERRITORY}
    for date in regime.fixed:
        assert {name for name, _ in date.when} <= set(FACTS.facts)
    assert set(regime.shifts) <= set(FACTS.facts)


def test_a_regime_without_citation_or_unit_is_refused_with_what_to_look_at():
    label = Text(fr="x", en="y")
    cited = (Authority(article="règlement, article 1"),)
    for fields, said in (
        ({"units": ("days",)}, "look at: citations"),
        ({"citations": cited}, "look at: units"),
        ({"citations": cited, "units": ("moons",)}, "look at: units: moons"),
        ({"citations": cited, "units": ("days",), "kinds": ("lunaire",)}, "kinds: lunaire"),
        ({"citations": cited, "units": ("hours",)}, "look at: hour_start"),
        (
            {"citations": cited, "units": ("days",), "shifts": ("completed",)},
            "look at: missing_items: request or application",
        ),
    ):
        with pytest.raises(InputError, match=said):
            Regime(id="x", label=label, summary=label, **fields)


OWN = """
[regime.reglement]
base = "cgct-jours"
label = { fr = "Règlement intérieur", en = "Standing orders" }
summary = { fr = "Jours ouvrés.", en = "Working days." }
citations = [{ article = "délibération n° 2026-12, article 4" }]
kinds = ["ouvre"]
units = ["days"]
since = 2026-01-01
until = 2026-12-31
at = 12:00:00
usual = [
    { delay = "2 jours ouvrés", article = "article 4", when = { urgent = true } },
    { delay = "4 jours ouvrés", article = "article 5", until = 2026-06-30 },
    { delay = "5 jours ouvrés", article = "article 5" },
]
"""


def test_users_add_their_own_regimes_from_toml(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(OWN, encoding="utf-8")
    rule = read_regimes(path)["reglement"]
    found = deadline("2026-11-20", regime=rule)
    assert found.instant.isoformat() == "2026-11-27T12:00:00+01:00"
    assert str(deadline("2026-06-01", regime=rule).legal_date) == "2026-06-05"
    assert (
        str(deadline("2026-11-20", regime=rule, facts={"urgent": True}).legal_date) == "2026-11-24"
    )
    assert found.steps[1].article == "article 5"
    assert found.warnings == ()
    for day in ("2025-11-20", "2027-11-20"):
        old = deadline(day, "P1 jour ouvré", regime=rule)
        assert [notice.code for notice in old.warnings] == ["not-in-force"]


@EVERY
def test_every_regime_can_be_taken_as_a_base(regime, tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(f'[regime."mine"]\nbase = "{regime.id}"\n', encoding="utf-8")
    assert read_regimes(str(path))["mine"] == attrs.evolve(
        regime, id="mine", aliases=(), field=None, details=None, examples=()
    )


def test_an_example_of_a_regime_of_ones_own_holds_it(tmp_path):
    path = tmp_path / "regimes.toml"
    example = """
[[regime.mine.examples]]
event = 2026-11-20
delay = "10 jours francs"
legal_date = {day}
source = "délibération n° 2026-12"
"""
    head = '[regime.mine]\nbase = "franc"\n'
    path.write_text(head + example.format(day="2026-12-01"), encoding="utf-8")
    assert len(read_regimes(path)["mine"].examples) == 1
    path.write_text(head + example.format(day="2026-11-30"), encoding="utf-8")
    with pytest.raises(RecordsError, match=r"examples\[0\]: legal_date: expected 2026-11-30, got 2026-12-01"):  # fmt: skip
        read_regimes(path)


FAULTY = """
[regime.bad]
base = "franc"
unitz = ["days"]
label = { fr = "x" }
extends = "yes"
direction = "sideways"
since = "2026"
usual = [{ delay = "15 jours", article = "x", when = { urgents = true } }]
[regime.bare]
label = { fr = "x", en = "y" }
summary = { fr = "x", en = "y" }
units = ["days"]
[regime.nobody]
base = "frank"
[regimes.typo]
"""


def test_every_fault_of_a_file_is_told_at_once_with_its_place(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(FAULTY, encoding="utf-8")
    with pytest.raises(RecordsError) as refused:
        read_regimes(path)
    told = {fault.place: str(fault.cause) for fault in refused.value.faults}
    assert {fault.file for fault in refused.value.faults} == {str(path)}
    assert told["regime.bad"] == "unknown field 'unitz'. Nearest: units, until."
    assert told["regime.bad.label.en"] == "missing 'en'"
    assert "expected bool, got 'yes'" in told["regime.bad.extends"]
    assert "Known: forward, backward, both" in told["regime.bad.direction"]
    assert "is not a day of the calendar" in told["regime.bad.since"]
    assert "does not say which days" in told["regime.bad.usual[0].delay"]
    assert "Nearest: urgent" in told["regime.bad.usual[0].when"]
    assert "look at: citations" in told["regime.bare"]
    assert "Nearest: franc" in told["regime.nobody"]
    assert "Nearest: regime" in told["regimes"]


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        ("regime = 5", "regime", "expected table, got 5"),
        ("[[regime]]", "regime", "expected table, got [{}]"),
        ("[regime]\nmine = 5", "regime.mine", "expected table, got 5"),
        ("[regime.mine]\nbase = 3", "regime.mine.base", "expected text, got 3"),
        ('[regime.mine]\nbase = "franc"\narticles = 3', "regime.mine.articles", "expected table, got 3"),
        (
            '[regime.mine]\nbase = "franc"\narticles = { ends = "x" }',
            "regime.mine.articles",
            "unknown field 'ends'. Nearest: end",
        ),
        ('[regime.mine]\nbase = "date-fixe"\nfixed = [{ id = "x", title = { fr = "x", en = "x" }, label = { fr = "x", en = "x" }, month = 2, day = 29, article = "x" }]', "regime.mine", "fixed: x (29/2)"),
        ('[regime.mine]\nbase = "franc"\nkinds = []', "regime.mine", "look at: kinds"),
        ('[regime.mine]\nbase = "cgct-jours"\nunits = ["days"]\nusual = [{ delay = "P2M", article = "x" }]', "regime.mine", "usual: P2M"),
        ('[regime.mine]\nbase = "franc"\nkinds = ["ouvre"]\nunits = ["days"]\nusual = []', "regime.mine", "no working days beside clear or distance"),
        ('[regime.mine]\nbase = "franc"\nsince = 2026-01-01\nuntil = 2025-01-01', "regime.mine", "until, before since"),
        ('[regime.mine]\nbase = "franc"\nwithout = ["nots"]', "regime.mine", "Nearest: note"),
        ('[regime.mine]\nwithout = ["note"]', "regime.mine", "there is no base"),
        ('[regime.mine]\nbase = "franc"\nwithout = [["a"]]', "regime.mine", "unknown field"),
        ('[regime.mine]\nbase = "franc"\nid = "x"', "regime.mine", "unknown field 'id'"),
        ('[regime.""]\nbase = "franc"', "regime.", "cannot be the name of a regime"),
        ('[regime.mine]\nbase = "franc"\ndirection = "sideways"', "regime.mine.direction", "Known: forward, backward, both"),
        ('[regime.mine]\nbase = "convocations"\ncounts_first_day = true', "regime.mine", "counts_first_day: of periods counted forward only"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", since = 2026-01-01, until = 2025-01-01 }]', "regime.mine", "usual: P2M, never valid"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", least = 5, below = 5 }]', "regime.mine", "usual: P2M, never valid"),
        ('[regime.mine]\nbase = "franc"\nwithout = "note"', "regime.mine.without", "expected list, got 'note'"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", when = { urgent = "yes" } }]', "regime.mine.usual[0].when", "expected true or false"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", when = { kind = "ville" } }]', "regime.mine.usual[0].when", "unknown choice of 'kind' 'ville'"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", when = { territory = "mayote" } }]', "regime.mine.usual[0].when", "Nearest: mayotte"),
        ('[regime.mine]\nbase = "franc"\nusual = [{ delay = "P2M", article = "x", when = { local_law = 3 } }]', "regime.mine.usual[0].when", "expected true or false, got 3"),
        ("[regime.cpc]\nunits = 3", "regime.cpc", "'cpc' is the name of a regime of the law"),
        ("[regime.budget]", "regime.budget", "'budget' is the name of a regime of the law"),
        (
            '[regime.mine]\nbase = "franc"\nunits = "days"',
            "regime.mine.units",
            "expected list, got 'days'",
        ),
        (
            '[regime.mine]\nbase = "franc"\nshifts = ["acknowledgd"]',
            "regime.mine.shifts[0]",
            "Nearest: acknowledged",
        ),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_at_its_place(tmp_path, content, place, said):
    path = tmp_path / "regimes.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordsError) as refused:
        read_regimes(path)
    [fault] = refused.value.faults
    assert (fault.place, said in fault.cause.en) == (place, True), fault.cause.en


def test_a_regime_that_says_otherwise_than_its_base_cites_its_own_text(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(
        """
[regime.plain]
base = "franc"
extends = false
[regime.own]
base = "franc"
extends = true
clear = false
citations = [{ article = "règlement intérieur, article 4" }]
[regime.spelt]
base = "franc"
clear = false
articles = { clear = "délibération n° 7", end = "délibération n° 8" }
""",
        encoding="utf-8",
    )
    franc = REGIMES["franc"].articles
    own = read_regimes(path)
    assert own["plain"].articles == attrs.evolve(franc, extension="")
    # What is said again as the base says it still rests on the base's article.
    assert own["own"].articles == attrs.evolve(franc, clear="règlement intérieur, article 4")
    assert own["spelt"].articles == attrs.evolve(
        franc, clear="délibération n° 7", end="délibération n° 8"
    )


@pytest.mark.parametrize("content", [b"[regime", b"\xff"])
def test_what_is_no_toml_is_refused(tmp_path, content):
    path = tmp_path / "regimes.toml"
    path.write_bytes(content)
    with pytest.raises(RecordsError, match=r"regimes\.toml"):
        read_regimes(path)


def test_the_latest_event_is_asked_forward_in_days():
    for delay, regime in (
        ("72 h", "gdpr-hours"),
        ("-P6W", "cpc"),
        ("5 jours francs", "convocations"),
        (Delay(days=1), "date-fixe"),
    ):
        with pytest.raises(InputError, match="counted forward"):
            latest_event("2026-06-30", delay, regime=regime)
    with pytest.raises(DateError, match="not a day"):
        latest_event("demain", "P2M", regime="franc")
    with pytest.raises(InputError, match="cannot count"):
        latest_event("2026-06-30", "5 jours ouvrés", regime="franc")
    with pytest.raises(DateError, match="leaves the calendar"):
        latest_event("0001-01-03", "P2M", regime="franc")
    assert str(latest_event("9999-12-31", "P2M", regime="franc")) == "9999-10-30"


def test_nothing_moves_the_event_that_is_asked():
    for regime, facts in (
        ("franc", {"consulted": "2026-03-01"}),
        ("paiement", {"performed": "2026-06-15"}),
    ):
        with pytest.raises(InputError, match=f"leave out {next(iter(facts))}"):
            latest_event("2026-06-30", "P30D", regime=regime, facts=facts)
    plain = latest_event("2026-06-30", "P2M", regime="franc")
    assert latest_event("2026-06-30", "P2M", regime="franc", facts={"consulted": None}) == plain


def test_a_regime_may_leave_out_what_its_base_says(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text(
        """
[regime.days]
base = "eu-1182-71"
units = ["days"]
[regime.plain]
base = "electoral"
without = ["at", "usual"]
""",
        encoding="utf-8",
    )
    own = read_regimes(path)
    assert own["days"].hour_start is None
    assert str(deadline("2026-05-22", "P2D", regime=own["days"]).legal_date) == "2026-05-27"
    assert own["plain"].at is None
    assert own["plain"].usual == ()


def test_faults_are_told_in_both_languages(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text('[regime.mine]\nunits = 3\nlabel = { fr = "x" }', encoding="utf-8")
    with pytest.raises(RecordsError) as refused:
        read_regimes(path)
    told = refused.value.fr
    assert "liste attendu, reçu 3" in told
    assert "il manque 'en'" in told
    assert "il manque 'summary'" in told


def test_the_second_doctrine_is_one_of_clear_periods(tmp_path):
    path = tmp_path / "regimes.toml"
    path.write_text('[regime.plain]\nbase = "franc"\nclear = false\n', encoding="utf-8")
    plain = read_regimes(path)["plain"]
    for event in ("2026-03-27", "2026-03-28", "2024-02-29"):
        found = deadline(event, "P1M", regime=plain)
        assert "second-reading" not in [notice.code for notice in found.warnings]


def test_what_cannot_be_a_regime_is_refused():
    for given, said in (
        ({"direction": "sideways"}, "direction: sideways"),
        ({"counts_first_day": True, "direction": "backward"}, "of periods counted forward only"),
    ):
        with pytest.raises(InputError, match=said):
            attrs.evolve(REGIMES["heures"], **given)
