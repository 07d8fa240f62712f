"""The JSON form of an agenda, its items and its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict, cast

from tnt_core.errors import DataError
from tnt_core.facts.stored import known_to_json
from tnt_core.forms import DayJson, FactJson, TextJson, check, placed
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligation_json import ScheduleJson, schedule_to_json
from tnt_core.model.obligations import Nature
from tnt_core.model.profile_json import ProfileJson, profile_from_json
from tnt_core.model.profiles import Profile
from tnt_core.model.schedules import Milestone, Recurring, Standing
from tnt_core.rules.decision_json import MissingJson, missing_to_json
from tnt_core.rules.reason_json import CitationJson, ReasonJson, TruthJson
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.agendas.items import AgendaItem
    from tnt_core.agendas.listing import Agenda
    from tnt_core.agendas.questions import Question

__all__ = [
    "AgendaItemJson",
    "AgendaJson",
    "LawTextJson",
    "QuestionJson",
    "StateJson",
    "agenda_to_json",
    "asked_again",
    "check_items",
    "cited_texts",
    "item_to_json",
    "lost_item",
    "question_to_json",
    "texts_to_json",
]

StateJson: TypeAlias = Literal[
    "in-force", "announced", "draft", "unknown", "ended", "not-concerned", "not-published"
]
"""What a requirement is for one collectivity on one day."""

DueKind: TypeAlias = Literal["deadline", "first-day", "next-occurrence"]
"""What the day of an item is: the day by which a duty must be done, the first day of one that holds always, the next one of a duty that
comes again."""


class AgendaItemJson(TypedDict):
    """One requirement, as it stands for one collectivity on one day."""

    obligation: str
    """Id of the obligation."""
    requirement: str
    """Id of the requirement within it."""
    title: TextJson
    """Title of the obligation."""
    requirement_title: TextJson
    """Title of the requirement."""
    theme: str
    """Id of the theme."""
    nature: Nature
    """Whether it is law, a recommendation, a faculty or a draft."""
    state: StateJson
    """What it is on that day."""
    truth: TruthJson
    """Whether the collectivity is concerned."""
    due: DayJson | None
    """Its day; null where no text fixes one, or the day depends on an event."""
    due_kind: DueKind | None
    """What that day is; null where there is none."""
    occurrences: list[DayJson]
    """The days in the window of a duty that comes again."""
    may_have_moved: bool
    """Whether a newer version may have been published by the day of knowledge."""
    case_by_case: bool
    """Whether all that is missing is about a contract, a project… and not about the collectivity."""
    schedule: ScheduleJson
    """When it is due, as published on the day of knowledge. It has a type and, where they apply, event, delay, regime, pace."""
    legal: list[CitationJson]
    """The articles that say so."""
    missing: list[MissingJson]
    """The unknown facts that could change the answer, the most telling first."""
    reasons: list[ReasonJson]
    """Each test of the rule, from left to right."""


class QuestionJson(TypedDict):
    """A fact worth asking for."""

    fact: str
    """Its id in the vocabulary."""
    label: TextJson
    """Its name for people."""
    text: TextJson
    """The question."""
    about: str
    """``collectivity``, or the situation that it is about."""
    lines: int
    """How many items it could settle or help to settle."""


class LawTextJson(TypedDict):
    """A text of law that is cited."""

    name: TextJson
    """How it is cited."""
    link: str | None
    """A page where it can be read."""


class AgendaJson(TypedDict):
    """The agenda of one collectivity on one day.

    The items follow from the data, the profile, the days and the facts: an agenda that is read back is made anew and compared.
    """

    schema: Literal["tnt-core/agenda/1"]
    """Name and version of this form."""
    data_version: str
    """Version of the data that it was made from."""
    profile: ProfileJson
    """Whose agenda."""
    facts: dict[str, FactJson]
    """All that was known, the facts of the profile and those of the moment."""
    on: DayJson
    """The day asked about."""
    until: DayJson | None
    """Last day of the window; null where it has no end."""
    known_on: DayJson | None
    """The day of knowledge; null where it is all that the dataset knows."""
    items: list[AgendaItemJson]
    """The items."""
    questions: list[QuestionJson]
    """The facts worth asking for."""
    texts: dict[str, LawTextJson]
    """The texts of law that the items cite, by id."""


def agenda_to_json(agenda: Agenda) -> AgendaJson:
    """Give an agenda as plain data."""
    items = [item_to_json(item) for item in agenda]
    return {
        "schema": "tnt-core/agenda/1",
        "data_version": agenda.dataset.version,
        "profile": agenda.profile.to_json(),
        "facts": {name: known_to_json(value) for name, value in agenda.facts.items()},
        "on": agenda.on.isoformat(),
        "until": None if agenda.until is None else agenda.until.isoformat(),
        "known_on": None if agenda.known_on is None else agenda.known_on.isoformat(),
        "items": items,
        "questions": [question_to_json(question) for question in agenda.questions],
        "texts": texts_to_json(cited_texts(items), agenda.dataset),
    }


def item_to_json(item: AgendaItem) -> AgendaItemJson:
    """Give an item as plain data."""
    vocabulary = item.support.dataset.vocabulary
    plain = {
        "obligation": item.obligation.id,
        "requirement": item.requirement.id,
        "title": item.obligation.title.to_json(),
        "requirement_title": item.requirement.title.to_json(),
        "theme": item.obligation.theme,
        "nature": item.obligation.nature,
        "state": item.state.value,
        "truth": item.decision.truth.value,
        "due": None if item.due is None else item.due.isoformat(),
        "due_kind": None if item.due is None else _DUE_KINDS[type(item.schedule)],
        "occurrences": [day.isoformat() for day in item.occurrences],
        "may_have_moved": item.may_have_moved,
        "case_by_case": item.case_by_case,
        "schedule": schedule_to_json(item.schedule),
        "legal": [citation.to_json() for citation in item.requirement.legal],
        "missing": missing_to_json(item.decision.missing, vocabulary),
        "reasons": [reason.to_json() for reason in item.decision.reasons],
    }
    return cast("AgendaItemJson", plain)


_DUE_KINDS: Mapping[type, DueKind] = {
    Milestone: "deadline",
    Standing: "first-day",
    Recurring: "next-occurrence",
}
"""What the day of an item is, by its schedule; a duty after an event has none."""


def question_to_json(question: Question) -> QuestionJson:
    """Give a question as plain data."""
    plain = {
        "fact": question.fact,
        "label": question.label.to_json(),
        "text": question.text.to_json(),
        "about": question.about,
        "lines": question.lines,
    }
    return cast("QuestionJson", plain)


def cited_texts(lines: Iterable[AgendaItemJson | Mapping[str, Any]]) -> set[str]:
    """Give the ids of the texts of law that lines cite: their articles, reasons and schedules."""
    found: set[str] = set()
    for line in lines:
        reasons = (one for reason in line["reasons"] for one in reason["citations"])
        found.update(one["text"] for one in (*line["legal"], *reasons) if not isinstance(one, str))
        schedule: Mapping[str, Any] = line["schedule"] or {}
        found.update(one["text"] for one in (schedule, schedule.get("ends", {})) if "text" in one)
    return found


def texts_to_json(ids: Iterable[str], dataset: Dataset) -> dict[str, LawTextJson]:
    """Give texts of law by id, with their names and where to read them."""
    texts = {id_: dataset.texts[id_] for id_ in sorted(ids)}
    return {
        id_: {"name": cast("TextJson", text.name.to_json()), "link": text.link}
        for id_, text in texts.items()
    }


def check_agenda(data: Mapping[str, Any], dataset: Dataset) -> None:
    """Refuse data that are no agenda, or one of other data.

    Raises:
        DataError: They are not, or are.
    """
    check(AgendaJson, data, "agenda")
    if data["data_version"] != dataset.version:
        raise DataError(
            Text(
                fr=f"agenda.data_version : cet agenda a été fait avec les données {data['data_version']} ; celles-ci sont les données "
                f"{dataset.version}, qui peuvent répondre autrement. Prenez les mêmes données, ou faites un nouvel agenda.",
                en=f"agenda.data_version: this agenda was made with data {data['data_version']}; these are data {dataset.version}, "
                "which may answer otherwise. Use the same data, or make a new agenda.",
            ),
        )


def asked_again(
    data: Mapping[str, Any], dataset: Dataset
) -> tuple[Profile, Mapping[str, object], dict[str, Any], list[tuple[str, str]]]:
    """Give what an agenda was asked, to make it anew: its profile, what was known, its days, and the keys of its items.

    Raises:
        DataError: The data are no agenda, or one of other data.
    """
    check_agenda(data, dataset)
    profile = profile_from_json(Profile, data["profile"], dataset.vocabulary, "agenda.profile")
    with placed("agenda.facts"):
        facts: Mapping[str, object] = dict(dataset.vocabulary.check(data["facts"]))
    days = {name: data[name] for name in ("on", "until", "known_on")}
    keys = [(item["obligation"], item["requirement"]) for item in data["items"]]
    return profile, facts, days, keys


def check_items(data: Mapping[str, Any], made: Agenda) -> None:
    """Refuse an agenda whose items are not those that the dataset gives.

    Raises:
        DataError: One of them is another one.
    """
    for index, (told, item) in enumerate(zip(data["items"], made, strict=True)):
        plain: Mapping[str, Any] = item_to_json(item)
        differing = [key for key in plain if told[key] != plain[key]]
        if differing:
            place = f"agenda.items[{index}].{differing[0]}"
            raise DataError(
                Text(
                    fr=f"{place} : ces données donnent une autre réponse pour {'/'.join(item.key)}. Prenez les mêmes données, surcouches "
                    "comprises, ou faites un nouvel agenda.",
                    en=f"{place}: these data give another answer for {'/'.join(item.key)}. Use the same data, overlays included, "
                    "or make a new agenda.",
                ),
            )


def lost_item(key: tuple[str, str]) -> DataError:
    """Say that the dataset does not give an item of an agenda that is read."""
    return DataError(
        Text(
            fr=f"agenda.items : ces données ne donnent pas {'/'.join(key)} ce jour-là. Prenez les mêmes données, ou faites un nouvel agenda.",
            en=f"agenda.items: these data do not give {'/'.join(key)} on that day. Use the same data, or make a new agenda.",
        ),
    )
