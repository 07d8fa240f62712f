"""The JSON forms of what commands print beside the forms of the values themselves.

Each is an object, with ``schema`` (name and version of the form) and, where data were used, ``data_version``. Within it stand the forms
of the values: a profile, reasons, an obligation.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from tnt_core.agendas.agenda_json import LawTextJson, StateJson
from tnt_core.deadlines.deadline_json import DeadlineJson
from tnt_core.directory.candidates import Match
from tnt_core.directory.crossing import PopulationFact
from tnt_core.forms import DayJson, FactJson, MomentJson, TextJson
from tnt_core.model.consultation import Purpose, Urgency
from tnt_core.model.groups import DeliverableKind
from tnt_core.model.money import Currency
from tnt_core.model.obligation_json import ObligationJson, ScheduleJson
from tnt_core.model.profile_json import NoteJson, ProfileJson
from tnt_core.model.services import Cost, PrerequisiteKind
from tnt_core.model.territory import EpciType, Kind
from tnt_core.rules.decision_json import MissingJson
from tnt_core.rules.reason_json import CitationJson, ReasonJson, TruthJson

__all__ = [
    "AidsJson",
    "ConsultJson",
    "CrossingsJson",
    "DecideJson",
    "ExplainJson",
    "FindJson",
    "GroupsJson",
    "JudgedDeadlineJson",
    "OutlookJson",
    "RegimesJson",
    "ServicesJson",
]


class DecidedJson(TypedDict):
    """One requirement, and whether it binds."""

    requirement: str
    title: TextJson
    legal: list[CitationJson]
    state: StateJson
    truth: TruthJson
    missing: list[MissingJson]
    reasons: list[ReasonJson]
    schedule: ScheduleJson | None
    """When it is due, as published on the day of knowledge; null if it was not published."""


class DecideJson(TypedDict):
    """What ``tnt-core decide`` says: whether an obligation binds a collectivity, requirement by requirement."""

    schema: Literal["tnt-core/decide/1"]
    data_version: str
    profile: ProfileJson
    facts: dict[str, FactJson]
    """All that was known: the facts of the profile and those that were stated."""
    on: DayJson
    known_on: DayJson | None
    obligation: str
    title: TextJson
    truth: TruthJson
    missing: list[MissingJson]
    requirements: list[DecidedJson]
    texts: dict[str, LawTextJson]
    """The texts of law that the requirements cite, by id."""


class ExplainJson(TypedDict):
    """What ``tnt-core explain`` says: one record, and the names of the texts that it cites."""

    schema: Literal["tnt-core/explain/1"]
    data_version: str
    obligation: ObligationJson
    texts: dict[str, LawTextJson]


class JudgedDeadlineJson(TypedDict):
    """What ``tnt-core deadline --act`` says: a deadline, and whether an act is in time."""

    schema: Literal["tnt-core/judged-deadline/1"]
    deadline: DeadlineJson
    act: DayJson | MomentJson
    in_time: bool | None
    """null where the readings of the law disagree."""


class RegimeJson(TypedDict):
    """A regime in a list."""

    label: TextJson
    summary: TextJson
    citations: list[str]


class RegimesJson(TypedDict):
    """What ``tnt-core deadline --regimes`` says: the regimes by id."""

    schema: Literal["tnt-core/regimes/1"]
    regimes: dict[str, RegimeJson]


class CandidateJson(TypedDict):
    """What a name or a code may mean."""

    key: str
    """``kind:code``, which every look-up accepts."""
    label: str
    """The name with what tells it from its homonyms."""
    code: str
    siren: str | None
    name: str
    kind: Kind
    epci_type: EpciType | None
    departement: str | None
    region: str | None
    population_municipal: int | None
    match: Match
    """How it was found, surest first."""
    note: TextJson | None


class FindJson(TypedDict):
    """What ``tnt-core find`` says: the collectivities that the words may mean."""

    schema: Literal["tnt-core/find/1"]
    data_version: str
    found: list[CandidateJson]


class CrossingJson(TypedDict):
    """A collectivity whose population passed a threshold."""

    code: str
    name: str
    kind: Kind
    epci_type: EpciType | None
    departement: str | None
    before: int
    after: int
    upward: bool


class CrossingsJson(TypedDict):
    """What ``tnt-core crossings --threshold`` says: who passed a threshold."""

    schema: Literal["tnt-core/crossings/1"]
    data_version: str
    threshold: int
    fact: PopulationFact
    start: int
    end: int
    unknown: int
    """How many could not be compared."""
    crossings: list[CrossingJson]


class PeopleJson(TypedDict):
    """The populations of one collectivity on a day; null where not known."""

    population_total: int | None
    population_total_vintage: int | None
    population_municipal: int | None
    population_vintage: int | None


class EffectJson(TypedDict):
    """A requirement whose answer is another one with the later population."""

    obligation: str
    requirement: str
    before: TruthJson
    after: TruthJson


class NextThresholdJson(TypedDict):
    """A number of inhabitants at which the answer of a requirement changes."""

    obligation: str
    requirement: str
    fact: PopulationFact
    value: int
    distance: int
    becomes: TruthJson


class OutlookJson(TypedDict):
    """What ``tnt-core crossings COLLECTIVITY`` says: what the move of its population brings."""

    schema: Literal["tnt-core/outlook/1"]
    data_version: str
    code: str
    name: str
    on: DayJson
    before: PeopleJson
    after: PeopleJson
    changes: list[EffectJson]
    nearest: list[NextThresholdJson]
    notes: list[NoteJson]


class SumJson(TypedDict):
    """One step of a sum of money."""

    text: TextJson
    value: float | None


class AidJson(TypedDict):
    """An aid for one collectivity on a day."""

    id: str
    title: TextJson
    truth: TruthJson
    """Whether it can be asked for."""
    state: Literal["open", "to-come", "closed", "unknown", "yearly", "draft"]
    specific: bool
    """Whether it aims at the obligation that was asked about."""
    missing: list[MissingJson]
    currency: Currency
    amount: float | None
    exact: bool
    """Whether the amount is one figure, not a ceiling."""
    least: float | None
    most: float | None
    missing_for_amount: list[MissingJson]
    steps: list[SumJson]
    helps: list[str]
    url: str | None


class PlanJson(TypedDict):
    """Several aids for one project."""

    cost: float
    aids: dict[str, float | None]
    most_aids: float | None
    own: float
    excess: float
    allowed: TruthJson
    steps: list[SumJson]
    unknowns: list[TextJson]


class AidsJson(TypedDict):
    """What ``tnt-core aids`` says: the aids that a collectivity could ask for."""

    schema: Literal["tnt-core/aids/1"]
    data_version: str
    profile: ProfileJson
    facts: dict[str, FactJson]
    """All that was known: the facts of the profile and those that were stated."""
    on: DayJson
    aids: list[AidJson]
    together: NotRequired[PlanJson]
    """The aids of ``--together``, added up."""


class ProgrammeJson(TypedDict):
    """A programme, and how many groups its sources count."""

    name: str
    groups: int | None


class DeliverableJson(TypedDict):
    """What a group has to produce."""

    id: str
    title: TextJson
    kind: DeliverableKind
    state: Literal["published", "expected", "late", "unknown"]
    due: str | None
    """A day, a month or a year."""
    published: str | None
    days_late: int | None


class GroupJson(TypedDict):
    """A project group."""

    id: str
    title: TextJson
    state_lead: str | None
    local_lead: str | None
    partners: list[str]
    open_to_volunteers: bool
    obligations: list[str]
    deliverables: list[DeliverableJson]


class GroupsJson(TypedDict):
    """What ``tnt-core groups`` says: the project groups on a day."""

    schema: Literal["tnt-core/groups/1"]
    data_version: str
    on: DayJson
    programmes: dict[str, ProgrammeJson]
    groups: list[GroupJson]


class PrerequisiteJson(TypedDict):
    """What must be ready before a service is used."""

    id: str
    kind: PrerequisiteKind
    text: TextJson
    optional: bool
    ready: TruthJson
    missing: list[MissingJson]


class ServiceJson(TypedDict):
    """A service of the State for one collectivity."""

    id: str
    name: str
    summary: TextJson
    operator: str
    running: TruthJson
    truth: TruthJson
    """Whether the collectivity may use it."""
    cost: Cost
    url: str | None
    serves: list[str]
    prerequisites: list[PrerequisiteJson]


class ServicesJson(TypedDict):
    """What ``tnt-core services`` says: the services, and what is ready."""

    schema: Literal["tnt-core/services/1"]
    data_version: str
    profile: ProfileJson
    on: DayJson
    services: list[ServiceJson]


class LeadTimeJson(TypedDict):
    """A rule of consultation, and the last day to send the papers; without a delay there is none."""

    id: str
    body: str
    title: TextJson
    purpose: Purpose
    urgency: Urgency
    delay: str | None
    legal: list[CitationJson]
    binding: bool | None
    latest: NotRequired[DayJson]
    safe: NotRequired[DayJson]
    latest_moment: NotRequired[MomentJson | None]
    held: NotRequired[TruthJson]
    margin: NotRequired[int | None]


class ConsultJson(TypedDict):
    """What ``tnt-core consult`` says: the last day to send papers, rule by rule."""

    schema: Literal["tnt-core/consult/1"]
    data_version: str
    meeting: DayJson
    sent: DayJson | None
    rules: list[LeadTimeJson]
