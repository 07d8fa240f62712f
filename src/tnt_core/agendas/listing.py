"""The agenda of one collectivity on one day: a sequence of lines, with what they ask."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from tnt_core.agendas.changes import AgendaChanges, changes_between
from tnt_core.agendas.items import AgendaItem
from tnt_core.agendas.questions import Question, questions_of
from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.model.dataset import Dataset
from tnt_core.model.legal import Citation
from tnt_core.model.obligations import State
from tnt_core.model.profiles import Profile

__all__ = ["Agenda"]

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
        dataset: The dataset that it was made from.
    """

    profile: Profile
    on: dt.date
    until: dt.date | None
    known_on: dt.date | None
    items: tuple[AgendaItem, ...]
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
        """Tell whether all that an item misses is about a situation (a contract, a project…), to be asked case by case."""
        facts = self.dataset.vocabulary.facts
        missing = item.decision.missing
        return bool(missing) and all(facts[f].about != ABOUT_COLLECTIVITY for f in missing)

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
        """Compare with an *other*, older agenda, item by item."""
        return changes_between(other, self)

    def to_json(self) -> dict[str, Any]:
        """Give the agenda as plain data."""
        return {
            "data_version": self.dataset.version,
            "profile": self.profile.to_json(),
            "on": self.on.isoformat(),
            "until": _iso(self.until),
            "known_on": _iso(self.known_on),
            "items": [item.to_json() for item in self.items],
            "questions": [
                {
                    "fact": q.fact,
                    "text": attrs.asdict(q.text),
                    "about": q.about,
                    "lines": q.lines,
                }
                for q in self.questions
            ],
        }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
