"""The facts worth asking for: those that could settle the most lines of an agenda."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from tnt_core.agendas.items import AgendaItem
from tnt_core.facts import FactTable
from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.texts import Text

if TYPE_CHECKING:
    from tnt_core.agendas.agenda_json import QuestionJson

__all__ = ["Question", "questions_of"]


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
        from tnt_core.agendas.agenda_json import question_to_json

        return question_to_json(self)


def questions_of(items: Iterable[AgendaItem], table: FactTable) -> tuple[Question, ...]:
    """Give the facts that *items* miss: those of the collectivity before those of a situation, those of most lines first."""
    lines = Counter(fact for item in items for fact in item.decision.missing)
    questions = (
        Question(
            fact=fact,
            label=table.facts[fact].label,
            text=table.facts[fact].question or table.facts[fact].label,
            about=table.facts[fact].about,
            lines=count,
        )
        for fact, count in lines.items()
    )
    return tuple(sorted(questions, key=lambda q: (not q.of_collectivity, -q.lines, q.fact)))
