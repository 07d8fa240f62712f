"""The agenda of one collectivity: what binds it, what comes, and what depends on facts that are not known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, get_args

import attrs

from tnt_core.days import today
from tnt_core.deadlines.schedules import OnEvent, Recurring, Schedule
from tnt_core.errors import DateError, InputError, UnknownNameError
from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.model.around import Around
from tnt_core.model.dataset import Dataset
from tnt_core.model.obligations import Nature, Obligation, Requirement, State
from tnt_core.model.profiles import Profile
from tnt_core.rules import Decision, Facts
from tnt_core.store import load
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.agenda_json import AgendaItemJson, AgendaJson, QuestionJson
    from tnt_core.model.aids import Aid
    from tnt_core.model.groups import Deliverable, ProjectGroup
    from tnt_core.model.services import Service

__all__ = ["Agenda", "AgendaChanges", "AgendaItem", "Question", "agenda"]

SHOWN_STATES = (State.IN_FORCE, State.ANNOUNCED, State.DRAFT, State.UNKNOWN)
"""The states that concern a collectivity, or may."""


@attrs.frozen(kw_only=True, repr=False)
class AgendaItem:
    """One requirement, as it stands for one collectivity on one day.

    Attributes:
        obligation: The obligation.
        requirement: The requirement.
        state: What it is on that day.
        decision: Whether the collectivity is concerned, why, and which facts are missing.
        schedule: When it is due, as published on the day of knowledge.
        due: The due date; for a duty that holds always its first day; for one that comes again its next day.
            ``None`` where no text fixes a day, or the day depends on an event.
        occurrences: For a duty that comes again: its days in the window of the agenda.
        may_have_moved: Whether a newer version, whose day of publication is not known, may have been published by the day of
            knowledge: the date is then the last sure one.
        around: The collectivity and the day, for what stands beside the obligation.
    """

    obligation: Obligation
    requirement: Requirement
    state: State
    decision: Decision
    schedule: Schedule
    due: dt.date | None
    occurrences: tuple[dt.date, ...] = ()
    may_have_moved: bool = False
    around: Around = attrs.field(eq=False)

    def __repr__(self) -> str:
        return f"<AgendaItem {'/'.join(self.key)}: {self.state.value}, due {self.due}>"

    @property
    def aids(self) -> tuple[Aid, ...]:
        """The aids that help with it, open on that day, that the collectivity may ask for; looked up when asked."""
        return self.around.aids(self.obligation.id)

    @property
    def services(self) -> tuple[Service, ...]:
        """The services of the State that help with it on that day; looked up when asked."""
        return self.around.services(self.obligation.id)

    @property
    def groups(self) -> tuple[ProjectGroup, ...]:
        """The project groups that work on it; looked up when asked."""
        return self.around.groups(self.obligation.id)

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """What the groups produced for it, or have to; looked up when asked."""
        return self.around.deliverables(self.obligation.id)

    @property
    def key(self) -> tuple[str, str]:
        """Ids of the obligation and of the requirement."""
        return self.obligation.id, self.requirement.id

    @property
    def case_by_case(self) -> bool:
        """Whether all that it misses is about a situation (a contract, a project…), to be asked case by case."""
        facts, missing = self.around.dataset.vocabulary.facts, self.decision.missing
        return bool(missing) and all(facts[f].about != ABOUT_COLLECTIVITY for f in missing)

    def to_json(self) -> AgendaItemJson:
        """Give the item as plain data."""
        from tnt_core.agenda_json import item_to_json

        return item_to_json(self)


@attrs.frozen(kw_only=True)
class Question:
    """A fact worth asking for.

    Attributes:
        fact: Its id in the vocabulary.
        label: Its name for people.
        text: The question.
        about: ``"collectivity"``, or the situation that it is about: a contract, a project…
        lines: How many lines of the agenda it could settle or help to settle.
    """

    fact: str
    label: Text
    text: Text
    about: str
    lines: int

    @property
    def of_collectivity(self) -> bool:
        """Whether it is about the collectivity itself, so that one answer holds for the whole agenda."""
        return self.about == ABOUT_COLLECTIVITY

    def to_json(self) -> QuestionJson:
        """Give the question as plain data."""
        from tnt_core.agenda_json import question_to_json

        return question_to_json(self)


@attrs.frozen(kw_only=True)
class AgendaChanges:
    """What differs between two agendas.

    Attributes:
        added: Items that only the newer one has.
        removed: Items that only the older one has.
        changed: Pairs (older, newer) whose state, due date or decision differs.
    """

    added: tuple[AgendaItem, ...]
    removed: tuple[AgendaItem, ...]
    changed: tuple[tuple[AgendaItem, AgendaItem], ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Agenda(Sequence[AgendaItem]):
    """The agenda of one collectivity on one day: an immutable sequence of items, sorted by state, then by date.

    Attributes:
        profile: Whose agenda.
        on: The day asked about.
        until: Last day of the window; ``None``: no end.
        known_on: The day of knowledge; ``None``: all that the dataset knows.
        items: The items.
        facts: All that was known: the facts of the profile and those of the moment.
        dataset: The dataset that it was made from.
    """

    profile: Profile
    on: dt.date
    until: dt.date | None
    known_on: dt.date | None
    items: tuple[AgendaItem, ...]
    facts: Facts
    dataset: Dataset

    def __repr__(self) -> str:
        who = self.profile.name or self.profile.kind or "?"
        counted = Counter(item.state.value for item in self.items)
        states = ", ".join(f"{number} {state}" for state, number in counted.items())
        return f"<Agenda of {who} on {self.on}: {states or 'empty'}>"

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[AgendaItem]:
        return iter(self.items)

    @property
    def in_force(self) -> tuple[AgendaItem, ...]:
        """What binds the collectivity on that day."""
        return self._in(State.IN_FORCE)

    @property
    def announced(self) -> tuple[AgendaItem, ...]:
        """What is published and takes effect later."""
        return self._in(State.ANNOUNCED)

    @property
    def unknown(self) -> tuple[AgendaItem, ...]:
        """What depends on facts that are not known."""
        return self._in(State.UNKNOWN)

    def _in(self, state: State) -> tuple[AgendaItem, ...]:
        return tuple(item for item in self.items if item.state is state)

    def where(self, keep: Callable[[AgendaItem], bool]) -> Agenda:
        """Give the agenda with only the items for which *keep* is true."""
        return attrs.evolve(self, items=tuple(filter(keep, self.items)))

    @property
    def concerned(self) -> Agenda:
        """The agenda without what does not concern the collectivity and without what has ended."""
        return self.where(lambda item: item.state in SHOWN_STATES)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The facts worth asking for, those of the collectivity before those of a situation, and those of most lines first."""
        lines = Counter(fact for item in self.unknown for fact in item.decision.missing)
        facts = self.dataset.vocabulary.facts
        questions = (
            Question(
                fact=fact,
                label=facts[fact].label,
                text=facts[fact].question or facts[fact].label,
                about=facts[fact].about,
                lines=count,
            )
            for fact, count in lines.items()
        )
        return tuple(sorted(questions, key=lambda q: (not q.of_collectivity, -q.lines, q.fact)))

    def depends_on_case(self, item: AgendaItem) -> bool:
        """Tell whether all that an item misses is about a situation: :attr:`AgendaItem.case_by_case`."""
        return item.case_by_case

    def changes_since(self, other: Agenda) -> AgendaChanges:
        """Compare with an *other*, older agenda, item by item."""
        old = {item.key: item for item in other}
        new = {item.key: item for item in self}
        both = [(old[key], new[key]) for key in new if key in old]
        return AgendaChanges(
            added=tuple(item for key, item in new.items() if key not in old),
            removed=tuple(item for key, item in old.items() if key not in new),
            changed=tuple((a, b) for a, b in both if _answer(a) != _answer(b)),
        )

    def to_json(self) -> AgendaJson:
        """Give the agenda as plain data, with the version of the data that it was made from."""
        from tnt_core.agenda_json import agenda_to_json

        return agenda_to_json(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any], dataset: Dataset | None = None) -> Agenda:
        """Read what :meth:`to_json` gave; the agenda has the same items.

        An agenda is an answer on a day, by data of a version: it is made anew from the same data, and refused where they answer
        otherwise, rather than changed without a word. For the answer of newer data, make a new agenda of
        ``Profile.from_json(data["profile"])`` and compare: :meth:`changes_since`.

        Args:
            data: Plain data, as ``json.loads`` gives them. A key that the form does not have is refused.
            dataset: The dataset that it was made from; ``None`` loads the default one.

        Raises:
            DataError: The data are no agenda, or one that *dataset* does not give.
        """
        from tnt_core.agenda_json import check_agenda, check_items
        from tnt_core.forms import reading
        from tnt_core.model.profile_json import profile_from_json

        given = dataset or load()
        check_agenda(data, given)
        profile = profile_from_json(Profile, data["profile"], given.vocabulary, "agenda.profile")
        with reading("agenda.facts"):
            facts = given.vocabulary.check(data["facts"])
        keys = [(item["obligation"], item["requirement"]) for item in data["items"]]
        days = {name: data[name] for name in ("on", "until", "known_on")}
        made = _again(given, profile, dict(facts), days, keys)
        check_items(data, made)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        # By what it was asked: the items are made anew, and the data travel as an address.
        keys = [item.key for item in self]
        days = {"on": self.on, "until": self.until, "known_on": self.known_on}
        return _again, (self.dataset, self.profile, dict(self.facts), days, keys)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self


def _again(
    dataset: Dataset,
    profile: Profile,
    facts: Mapping[str, object],
    days: Mapping[str, Any],
    keys: Iterable[tuple[str, str]],
) -> Agenda:
    """Make an agenda anew, with the items of these keys.

    Raises:
        DataError: The dataset does not give one of them.
    """
    from tnt_core.agenda_json import lost_item
    from tnt_core.forms import reading

    forgotten = dict.fromkeys(profile.known().keys() - facts.keys())
    asked: dict[str, Any] = {"natures": get_args(Nature), "minor": True, "dataset": dataset}
    with reading("agenda"):
        whole = agenda(profile, facts={**facts, **forgotten}, **days, **asked)
    items = {item.key: item for item in whole}
    for key in keys:
        if key not in items:
            raise lost_item(key)
    return attrs.evolve(whole, items=tuple(items[key] for key in keys))


def agenda(
    profile: Profile,
    *,
    on: dt.date | str | None = None,
    until: dt.date | str | None = None,
    known_on: dt.date | str | None = None,
    facts: Mapping[str, object] | None = None,
    natures: Nature | Iterable[Nature] = "obligation",
    minor: bool = False,
    dataset: Dataset | None = None,
) -> Agenda:
    """Make the agenda of a collectivity: every requirement, with its state, date, reasons and missing facts.

    Args:
        profile: What is known of the collectivity.
        on: The day asked about; ``None`` is today in Paris, and the agenda says which day that was.
        until: Last day of the window: what is announced for later, or comes again later, is left out.
        known_on: The day of knowledge: what was published later is left out, and dates are those published by then.
        facts: Facts of the moment, beside those of the profile; they win over them.
        natures: Which natures to show, one or several. Recommendations, faculties and drafts are shown only when asked for.
        minor: Whether to show duties of minor prominence.
        dataset: The dataset; ``None`` loads the default one.

    Raises:
        DateError: A date is not one, or *until* is before *on*.
        UnknownNameError, FactError: A fact is not in the vocabulary, or has a wrong value.

    Example:
        >>> town = Profile(kind="commune", population_total=60_000)
        >>> [i.due for i in agenda(town, on="2024-06-01").announced if i.obligation.id == "reen-strategie"]
        [datetime.date(2025, 1, 1)]
    """
    if not isinstance(profile, Profile):
        raise InputError(
            Text(
                fr=f"donnez un Profile, par exemple tnt_core.directory.profile('Rennes') ; reçu {type(profile).__name__}.",
                en=f"give a Profile, for instance tnt_core.directory.profile('Rennes'); got {type(profile).__name__}.",
            ),
            value=profile,
        )
    data = dataset or load()
    day = today() if on is None else profile.day(on, "on")
    end = None if until is None else profile.day(until, "until")
    known = None if known_on is None else profile.day(known_on, "known_on")
    if end is not None and end < day:
        raise DateError(
            Text(
                fr=f"until ({end}) précède on ({day}) ; donnez un jour postérieur.",
                en=f"until ({end}) is before on ({day}); give a later day.",
            ),
            value=until,
        )
    checked = profile.checked(data.vocabulary, facts)
    around = Around(dataset=data, on=day, facts=checked)
    wanted = _natures(natures)
    items: list[AgendaItem] = []
    for obligation in data.obligations.values():
        if obligation.nature not in wanted or (obligation.prominence == "minor" and not minor):
            continue
        for requirement, found in obligation.assess(checked, on=day, known_on=known):
            if found.schedule is None:
                continue
            days = _days(found.schedule, day, end)
            due = _due(found.schedule, days)
            start = found.schedule.start
            if end is not None and start is not None and start > end:
                continue
            items.append(
                AgendaItem(
                    obligation=obligation,
                    requirement=requirement,
                    state=found.state,
                    decision=found.decision,
                    schedule=found.schedule,
                    due=due,
                    occurrences=days,
                    may_have_moved=known is not None and requirement.schedule.may_be_newer(known),
                    around=around,
                )
            )
    return Agenda(
        profile=profile,
        on=day,
        until=end,
        known_on=known,
        items=tuple(sorted(items, key=_order)),
        facts=checked,
        dataset=data,
    )


def _natures(natures: str | Iterable[str]) -> frozenset[str]:
    known: tuple[str, ...] = get_args(Nature)
    named = (natures,) if isinstance(natures, str) else tuple(natures)
    for nature in named:
        if nature not in known:
            raise UnknownNameError(Text(fr="nature", en="nature"), nature, known, where="natures")
    return frozenset(named)


HORIZON = dt.timedelta(days=3 * 366)
"""How far a duty that comes again is followed when the window has no end: far enough for a yearly or two-yearly one."""


def _days(schedule: Schedule, on: dt.date, until: dt.date | None) -> tuple[dt.date, ...]:
    if not isinstance(schedule, Recurring):
        return ()
    if until is not None:
        return tuple(schedule.occurrences(on, until))
    last = on + min(HORIZON, dt.date.max - on)
    return tuple(day for day, _ in zip(schedule.occurrences(on, last), "1", strict=False))


def _due(schedule: Schedule, days: tuple[dt.date, ...]) -> dt.date | None:
    match schedule:
        case Recurring():
            return days[0] if days else None
        case OnEvent():
            return None
        case _:
            return schedule.start


_STATE_ORDER = {state: place for place, state in enumerate(State)}


def _order(item: AgendaItem) -> tuple[Any, ...]:
    return (_STATE_ORDER[item.state], item.due or dt.date.max, item.key)


def _answer(item: AgendaItem) -> tuple[Any, ...]:
    return item.state, item.due, item.decision.truth, item.decision.missing
