"""The JSON form of an obligation, its requirements and their schedules: that of the records in the data package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeAlias, TypedDict, TypeVar, cast

from cattrs import Converter
from cattrs.errors import CattrsError

from tnt_core.forms import DayJson, TextJson, check, placed
from tnt_core.model.converter import make_converter
from tnt_core.model.legal import Confidence
from tnt_core.model.schedules import Schedule
from tnt_core.rules import Vocabulary
from tnt_core.rules.rule_json import TreeJson

if TYPE_CHECKING:
    from tnt_core.model.obligations import Obligation
    from tnt_core.model.requirements import Requirement

__all__ = [
    "ObligationJson",
    "RequirementJson",
    "ScheduleJson",
    "obligation_to_json",
    "record_from_json",
    "requirement_to_json",
    "schedule_from_json",
    "schedule_to_json",
]

OBLIGATION = "tnt-core/obligation/1"


class RuleTextJson(TypedDict):
    """A rule, as it is written and as a tree."""

    text: str
    """As it is written."""
    tree: TreeJson
    """The same as a tree, which is what is read."""


class EndingJson(TypedDict):
    """The end of a duty."""

    day: DayJson
    """First day on which the duty no longer binds."""
    published: NotRequired[DayJson]
    """Day of publication of the text that ends it."""
    text: NotRequired[str]
    """Id of that text of law."""


class DatedJson(TypedDict):
    """What the four schedules share. A key that is absent is not known, or does not apply."""

    published: NotRequired[DayJson]
    """Day since when this has been published."""
    text: NotRequired[str]
    """Id of the text of law that says so."""
    publication_note: NotRequired[TextJson]
    """Why the day of publication is not given."""
    not_before: NotRequired[DayJson]
    """Day before which it cannot have been published."""
    ends: NotRequired[EndingJson]
    """The end of the duty."""


class MilestoneVersionJson(DatedJson):
    """Due once, by a date."""

    due: DayJson
    """The day by which it must be done, or from which it must hold."""


class MilestoneJson(MilestoneVersionJson):
    """Due once, by a date."""

    type: Literal["milestone"]
    history: NotRequired[list[MilestoneVersionJson]]
    """Former versions, oldest first."""


class StandingVersionJson(DatedJson):
    """Holds always, from a day on."""

    since: NotRequired[DayJson]
    """First day on which it binds."""


class StandingJson(StandingVersionJson):
    """Holds always, from a day on."""

    type: Literal["standing"]
    history: NotRequired[list[StandingVersionJson]]
    """Former versions, oldest first."""


class RecurringVersionJson(DatedJson):
    """Comes again and again."""

    every: str
    """The pace, as ``P1Y``."""
    rrule: NotRequired[str]
    """Recurrence rule of RFC 5545, when a text fixes the days."""
    since: NotRequired[DayJson]
    """First day on which it binds."""


class RecurringJson(RecurringVersionJson):
    """Comes again and again."""

    type: Literal["recurring"]
    history: NotRequired[list[RecurringVersionJson]]
    """Former versions, oldest first."""


class OnEventVersionJson(DatedJson):
    """Due within a delay after (or before) an event."""

    event: TextJson
    """What starts the delay."""
    delay: NotRequired[str]
    """How long, as ``P2M``; absent when the text gives no number."""
    regime: NotRequired[str]
    """Id of the regime that says how the delay is counted."""
    since: NotRequired[DayJson]
    """First day on which the duty binds."""


class OnEventJson(OnEventVersionJson):
    """Due within a delay after (or before) an event."""

    type: Literal["on-event"]
    history: NotRequired[list[OnEventVersionJson]]
    """Former versions, oldest first."""


ScheduleJson: TypeAlias = MilestoneJson | StandingJson | RecurringJson | OnEventJson
"""When a duty is due, by the key ``type``."""


class SourceJson(TypedDict):
    """A page or document that was read, and what it shows."""

    url: str
    """Its address."""
    title: str
    """Its title, in its own language."""
    shows: TextJson
    """What it shows."""
    read: DayJson
    """Day on which it was read."""


class RequirementJson(TypedDict):
    """One duty of an obligation."""

    id: str
    """Its id within the obligation."""
    title: TextJson
    """What is to be done, or for whom."""
    applies: RuleTextJson
    """Who is bound."""
    schedule: ScheduleJson
    """When."""
    legal: NotRequired[list[str]]
    """The articles that say so, each written as its text's id, a space and the article."""
    note: NotRequired[TextJson]
    """What a reader should know of this requirement alone."""
    everywhere: NotRequired[bool]
    """Whether it was found to bind in the territories of legislative speciality too."""


class ObligationJson(TypedDict):
    """A digital obligation of French local governments. A key that is absent has nothing to say."""

    schema: Literal["tnt-core/obligation/1"]
    """Name and version of this form."""
    id: str
    """Its id, for ever."""
    theme: str
    """Id of its theme."""
    nature: Literal["obligation", "recommendation", "faculty", "draft"]
    """Whether it is law, a recommendation, a faculty or a draft."""
    title: TextJson
    """What is to be done."""
    summary: TextJson
    """One to three sentences."""
    requirements: list[RequirementJson]
    """Its duties."""
    reviewed: DayJson
    """Day of the last review of the record."""
    confidence: Confidence
    """How sure the record is."""
    prominence: NotRequired[Literal["main", "minor"]]
    """Whether an agenda shows it unasked; ``main`` where nothing is said."""
    exemptions: NotRequired[TextJson]
    """Who or what is exempt, where facts cannot say it."""
    sanction: NotRequired[TextJson]
    """What happens otherwise."""
    notes: NotRequired[TextJson]
    """Disagreements between sources, and what is not known."""
    chantier: NotRequired[str]
    """The worksite of the programme's calendar to which it belongs."""
    legal: NotRequired[list[str]]
    """Texts that found the obligation as a whole."""
    services: NotRequired[list[str]]
    """Ids of State services that help."""
    related: NotRequired[list[str]]
    """Ids of obligations nearby."""
    replaced_by: NotRequired[str]
    """Id of the obligation that took its place."""
    aliases: NotRequired[list[str]]
    """Former ids."""
    sources: NotRequired[list[SourceJson]]
    """What was read."""


R = TypeVar("R")


@cache
def _writer() -> Converter:
    # Writing asks no vocabulary.
    return make_converter(Vocabulary(facts={}))


def obligation_to_json(obligation: Obligation) -> ObligationJson:
    """Give an obligation as plain data."""
    plain = {"schema": OBLIGATION, **_writer().unstructure(obligation)}
    return cast("ObligationJson", plain)


def requirement_to_json(requirement: Requirement) -> RequirementJson:
    """Give a requirement as plain data."""
    return cast("RequirementJson", _writer().unstructure(requirement))


def record_from_json(
    cls: type[R], form: Any, data: Mapping[str, Any], vocabulary: Vocabulary, place: str
) -> R:
    """Read an obligation or a requirement from data of its *form*; *place* says where they stand."""
    check(form, data, place)
    fields = {key: value for key, value in data.items() if key != "schema"}
    with placed(place):
        try:
            return make_converter(vocabulary).structure(fields, cls)
        except CattrsError as refused:  # a word that is none of a closed list
            raise ValueError(str(refused)) from refused


def schedule_to_json(schedule: Schedule) -> ScheduleJson:
    """Give a schedule as plain data.

    Example:
        >>> import datetime as dt
        >>> from tnt_core.model.schedules import Milestone
        >>> schedule_to_json(Milestone(due=dt.date(2025, 1, 1)))
        {'type': 'milestone', 'due': '2025-01-01'}
    """
    return cast("ScheduleJson", _writer().unstructure(schedule))


def schedule_from_json(data: Mapping[str, Any]) -> Schedule:
    """Read what :func:`schedule_to_json` gave.

    Raises:
        DataError: The data are no schedule.
    """
    check(ScheduleJson, data, "schedule")
    with placed("schedule"):
        return cast("Schedule", _writer().structure(data, cast("Any", Schedule)))
