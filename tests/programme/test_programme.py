"""Groups, deliverables, organisations, services: what they are on a day, and that every record hangs together."""

import datetime as dt

import attrs
import pytest

import tnt_core as tnt
from tnt_core.errors import UnknownNameError
from tnt_core.model.groups import Deliverable, DeliverableState
from tnt_core.model.partial_dates import PartialDate
from tnt_core.records.links import LINKS
from tnt_core.rules import Truth
from tnt_core.texts import Text

DATASET = tnt.load()
ARTICLE = dt.date(2021, 12, 9)


@pytest.mark.parametrize("name", ["organisations", "events", "programmes", "groups", "deliverables", "consultations", "aids", "services"])  # fmt: skip
def test_every_record_has_its_sources_in_both_languages(name):
    for record in getattr(DATASET, name).values():
        assert record.sources, record.id
        assert record.reviewed <= DATASET.state
        for source in record.sources:
            assert source.shows.fr
            assert source.shows.en


@pytest.mark.parametrize("name", LINKS)
def test_every_link_leads_to_a_record(name):
    for record in getattr(DATASET, name).values():
        for key, target in LINKS[name].items():
            value = getattr(record, key)
            names = [value] if isinstance(value, str) else (value or ())
            for one in names:
                assert one in getattr(DATASET, target).raw, (record.id, key, one)


def test_obligations_and_services_name_each_other():
    for obligation in DATASET.obligations.values():
        assert {s.id for s in DATASET.services_for(obligation.id)} == set(obligation.services)
    for service in DATASET.services.values():
        for id_ in service.serves:
            assert service.id in DATASET.obligations[id_].services


def test_an_obligation_finds_its_aids_groups_and_deliverables():
    assert "fr-relance-demat-ads" in {aid.id for aid in DATASET.aids_for("urbanisme-sve")}
    assert [group.id for group in DATASET.groups_for("urbanisme-sve")] == ["tnt-demat-ads"]
    assert [one.id for one in DATASET.deliverables_for("urbanisme-sve")] == ["livrable-note-sve"]
    every = DATASET.aids_for("urbanisme-sve", general=True)
    assert every[0].id == "fr-relance-demat-ads"
    assert {aid.general for aid in every[1:]} == {True}
    with pytest.raises(UnknownNameError):
        DATASET.aids_for("urbanism-sve")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("AdCF", "intercommunalites-de-france"),
        ("ADCF", "intercommunalites-de-france"),
        ("Assemblée des communautés de France", "intercommunalites-de-france"),
        ("DINSIC", "dinum"),
        ("Dinum", "dinum"),
        ("ANTS", "france-titres"),
        ("CCEN", "cnen"),
        ("ADF", "departements-de-france"),
    ],
)
def test_a_former_name_leads_to_the_present_organisation(name, id_):
    assert name in DATASET.organisations
    assert DATASET.organisations[name].id == id_


@pytest.mark.parametrize(("name", "id_"), [("TiPI", "payfip"), ("AgentConnect", "proconnect"), ("Démarches simplifiées", "demarche-numerique")])  # fmt: skip
def test_a_former_name_leads_to_the_present_service(name, id_):
    assert DATASET.services[name].id == id_


def test_what_nobody_bears_is_refused_with_the_nearest():
    assert "AdCG" not in DATASET.organisations
    assert 3 not in DATASET.organisations
    with pytest.raises(UnknownNameError, match="AdCF"):
        DATASET.organisations["AdCG"]


@pytest.mark.parametrize(
    ("id_", "day", "name"),
    [
        ("intercommunalites-de-france", "2021-10-14", "AdCF"),
        ("intercommunalites-de-france", "2021-10-15", "Intercommunalités de France"),
        ("dinum", "2014-01-01", "DISIC"),
        ("dinum", "2018-01-01", "DINSIC"),
        ("dinum", "2019-10-15", "DINSIC"),
        ("dinum", "2019-10-31", "DINUM"),
        ("amf", "2000-01-01", "AMF"),
    ],
)
def test_an_organisation_has_the_name_of_the_day(id_, day, name):
    assert DATASET.organisations[id_].name_on(dt.date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("day", "count"),
    [("2021-05-30", None), ("2021-05-31", 3), ("2021-12-09", 6), ("2023-01-17", 6), ("2026-01-01", 5)],
)  # fmt: skip
def test_the_number_of_groups_changes_through_time(day, count):
    assert DATASET.programmes["tnt"].group_count(dt.date.fromisoformat(day)) == count


def test_the_six_groups_of_december_2021_and_what_each_had_produced():
    groups = sorted(DATASET.groups.values(), key=lambda group: group.order)
    assert len(groups) == 6
    assert [group.local_lead for group in groups] == [
        "declic", "intercommunalites-de-france", "amf", "avicca", "opendatafrance", None,
    ]  # fmt: skip
    out = {
        group.id: {d.id for d in DATASET.deliverables_of(group.id) if d.state(ARTICLE) is DeliverableState.PUBLISHED}
        for group in groups
    }  # fmt: skip
    assert out["tnt-agenda"] == {"livrable-agenda"}
    assert out["tnt-demat-ads"] == {"livrable-note-sve"}
    assert out["tnt-cyber"] == set()
    assert groups[3].members == ("avicca", "fnccr")


def test_the_survey_takes_answers_until_its_last_day():
    survey = DATASET.deliverables["livrable-enquete-elus"]
    assert survey.takes_answers(dt.date(2021, 12, 8)) is Truth.YES
    assert survey.takes_answers(ARTICLE) is Truth.NO
    assert attrs.evolve(survey, answers_until=None).takes_answers(ARTICLE) is Truth.UNKNOWN
    assert DATASET.deliverables["livrable-agenda"].takes_answers(ARTICLE) is Truth.NO


WORDS = Text(fr="x", en="x")


def deliverable(**given):
    dates = {k: v if k == "seen" else PartialDate.parse(v) for k, v in given.items()}
    return Deliverable(
        id="x",
        kind="guide",
        title=WORDS,
        summary=WORDS,
        programme="tnt",
        reviewed=ARTICLE,
        confidence="low",
        **dates,
    )


@pytest.mark.parametrize(
    ("given", "day", "state", "late"),
    [
        ({}, "2022-01-02", "expected", None),
        ({"due": "2022-01-01"}, "2022-01-01", "expected", 0),
        ({"due": "2022-01-01"}, "2022-01-11", "late", 10),
        ({"due": "2022-01-01", "published": "2022-01-05"}, "2022-01-04", "late", 3),
        ({"due": "2022-01-01", "published": "2022-01-05"}, "2022-02-01", "published", 4),
        ({"due": "2022-01-01", "published": "2021"}, "2022-02-01", "published", 0),
        ({"due": "2022-01-01", "published": "2021"}, "2021-06-01", "unknown", 0),
        ({"due": "2022-01-01", "published": "2022-02"}, "2022-03-01", "published", None),
        ({"due": "2022-01", "published": "2022-02"}, "2022-01-15", "unknown", None),
        ({"published": "2021-12"}, "2021-12-09", "unknown", None),
        ({"published": "2021-12", "seen": ARTICLE}, "2021-12-09", "published", None),
        ({"published": "2021-12", "seen": ARTICLE}, "2021-12-08", "unknown", None),
    ],
)
def test_a_deliverable_is_late_only_when_its_date_has_passed(given, day, state, late):
    on = dt.date.fromisoformat(day)
    found = deliverable(**given)
    assert (found.state(on).value, found.days_late(on)) == (state, late)


TOWN = tnt.Profile(kind="commune", facts={"has_dpo": True, "has_technical_contact": False})


def test_a_checklist_says_what_is_ready_missing_and_unknown():
    service = DATASET.services["franceconnect"]
    found = {one.prerequisite.id: one for one in service.checklist(TOWN, done=["oidc"])}
    assert found["dpo"].ready is Truth.YES
    assert found["technique"].ready is Truth.NO
    assert found["datapass"].ready is Truth.UNKNOWN
    assert found["oidc"].ready is Truth.YES
    plain = {one.prerequisite.id: one for one in service.checklist(tnt.Profile(kind="commune"))}
    assert plain["dpo"].missing == ("has_dpo",)
    told = service.checklist(tnt.Profile(), facts={"has_dpo": False})
    assert next(one for one in told if one.prerequisite.id == "dpo").ready is Truth.NO


def test_a_prerequisite_that_is_none_is_refused():
    with pytest.raises(UnknownNameError, match="franceconnect"):
        DATASET.services["franceconnect"].checklist(TOWN, done=["coffee"])


@pytest.mark.parametrize("id_", DATASET.services)
def test_the_ids_of_prerequisites_are_used_once(id_):
    ids = [one.id for one in DATASET.services[id_].prerequisites]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("id_", "day", "running"),
    [
        ("franceconnect", "2016-03-31", Truth.NO),
        ("franceconnect", "2016-04-15", Truth.UNKNOWN),
        ("franceconnect", "2016-04-30", Truth.YES),
        ("api-geo", "2020-01-01", Truth.UNKNOWN),
        ("api-geo", "2026-11-23", Truth.YES),
        ("pcrs-accompagnement", "2025-12-29", Truth.YES),
        ("pcrs-accompagnement", "2025-12-30", Truth.NO),
    ],
)
def test_a_service_runs_from_its_opening_to_its_end(id_, day, running):
    assert DATASET.services[id_].running(dt.date.fromisoformat(day)) is running


def test_a_service_tells_who_may_use_it():
    assert DATASET.services["adau"].decide(TOWN).truth is Truth.YES
    assert DATASET.services["lasuite"].decide(TOWN).truth is Truth.NO
    assert (
        DATASET.services["adau"].decide(tnt.Profile(), facts={"kind": "region"}).truth is Truth.NO
    )


def test_an_agenda_shows_what_stands_beside_each_line():
    town = tnt.Profile(kind="commune", population_total=900, facts={"runs_planning_service": True, "competence_urbanisme": True})  # fmt: skip
    items = {item.key: item for item in tnt.agenda(town, on="2022-02-01", minor=True)}
    before = {item.key: item for item in tnt.agenda(town, on="2021-09-01", minor=True)}
    [key] = [key for key in before if key[0] == "urbanisme-sve"][:1]
    assert [aid.id for aid in before[key].aids] == ["fr-relance-demat-ads"]
    assert items[key].aids == ()  # nobody knows on which day of 2022 the desk closed
    assert [service.id for service in items[key].services] == ["adau"]
    assert [group.id for group in items[key].groups] == ["tnt-demat-ads"]
    assert [one.id for one in items[key].deliverables] == ["livrable-note-sve"]
    early = {item.key: item for item in tnt.agenda(town, on="2021-05-30", minor=True)}
    assert early[key].groups == ()
