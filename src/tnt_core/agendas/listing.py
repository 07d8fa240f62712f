"""The agenda of one collectivity on one day: a sequence of lines, with what they ask."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, get_args

import attrs

from tnt_core.agendas.changes import AgendaChanges, changes_between
from tnt_core.agendas.items import AgendaItem
from tnt_core.agendas.making import AgendaWindow, checked_natures, lines
from tnt_core.agendas.questions import Question, questions_of
from tnt_core.days import today
from tnt_core.errors import DateError, InputError
from tnt_core.facts import Facts
from tnt_core.model.dataset import Dataset
from tnt_core.model.legal import Citation
from tnt_core.model.obligations import Nature
from tnt_core.model.profiles import Profile, a_profile
from tnt_core.model.requirements import State
from tnt_core.model.support import Support
from tnt_core.store import load
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.agendas.agenda_json import AgendaJson

__all__ = ["Agenda", "agenda"]

NO_AGENDA = Text(
    fr="donnez un autre Agenda ; reçu {given}.", en="give another Agenda; got {given}."
)
BACKWARDS = Text(
    fr="until ({until}) précède on ({on}) ; donnez un jour postérieur.",
    en="until ({until}) is before on ({on}); give a later day.",
)

SHOWN_STATES = (State.IN_FORCE, State.ANNOUNCED, State.DRAFT, State.UNKNOWN)
"""The states that concern a collectivity, or may."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Agenda(Sequence[AgendaItem]):
    """The agenda of one collectivity on one day: an immutable sequence of items, sorted by state, then by date.

    Two agendas are equal when they answer the same question from data of the same version, line by line.

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
    facts: Facts = attrs.field(repr=False)
    dataset: Dataset

    def __repr__(self) -> str:
        who = self.profile.name or self.profile.kind or "?"
        counted = Counter(item.state.value for item in self.items)
        states = ", ".join(f"{number} {state}" for state, number in counted.items())
        return f"<Agenda of {who} on {self.on}: {states or 'empty'}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Agenda):
            return NotImplemented
        return self is other or (self._asked() == other._asked() and self.items == other.items)

    def __hash__(self) -> int:
        return hash(self._asked())

    def _asked(self) -> tuple[object, ...]:
        """Give what was asked, and of which data."""
        asked = (self.profile, self.on, self.until, self.known_on)
        return (*asked, self.dataset.version, self.dataset.state)

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
        return questions_of(self.unknown, self.dataset.vocabulary)

    def depends_on_case(self, item: AgendaItem) -> bool:
        """Tell whether all that an item misses is about a situation: :attr:`AgendaItem.case_by_case`."""
        return item.case_by_case

    def law_of(self, item: AgendaItem) -> tuple[Citation, ...]:
        """Give the texts that found a line, without those that were not published yet on the day of knowledge."""
        texts, known = self.dataset.texts, self.known_on
        cited = tuple(
            citation
            for citation in item.requirement.legal or item.obligation.legal
            if known is None or texts[citation.text].may_be_known_on(known)
        )
        by_date = () if item.schedule.text is None else (Citation(item.schedule.text),)
        return cited or by_date

    def changes_since(self, other: Agenda) -> AgendaChanges:
        """Compare with an *other*, older agenda, item by item.

        Raises:
            InputError: *other* is no agenda.
        """
        if not isinstance(other, Agenda):
            raise InputError(NO_AGENDA.format(given=type(other).__name__), value=other)
        return changes_between(other, self)

    def to_json(self) -> AgendaJson:
        """Give the agenda as plain data, with the version of the data that it was made from."""
        from tnt_core.agendas.agenda_json import agenda_to_json

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
        from tnt_core.agendas.agenda_json import asked_again, check_items

        given = dataset or load()
        made = _again(given, *asked_again(data, given))
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
    a_profile(profile)
    data = dataset or load()
    day = today() if on is None else profile.day(on, "on")
    end = None if until is None else profile.day(until, "until")
    known = None if known_on is None else profile.day(known_on, "known_on")
    if end is not None and end < day:
        raise DateError(BACKWARDS.format(until=end, on=day), value=until)
    wanted = checked_natures(natures)
    checked = profile.checked(data.vocabulary, facts)
    support = Support(dataset=data, on=day, facts=checked, profile=profile)
    window = AgendaWindow(on=day, until=end, known_on=known, support=support)
    return Agenda(
        profile=profile,
        on=day,
        until=end,
        known_on=known,
        items=lines(data, window, wanted, minor=minor),
        facts=checked,
        dataset=data,
    )


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
    from tnt_core.agendas.agenda_json import lost_item
    from tnt_core.forms import placed

    forgotten = dict.fromkeys(profile.known().keys() - facts.keys())
    asked: dict[str, Any] = {"natures": get_args(Nature), "minor": True, "dataset": dataset}
    with placed("agenda"):
        whole = agenda(profile, facts={**facts, **forgotten}, **days, **asked)
    items = {item.key: item for item in whole}
    for key in keys:
        if key not in items:
            raise lost_item(key)
    return attrs.evolve(whole, items=tuple(items[key] for key in keys))
