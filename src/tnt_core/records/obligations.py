"""Reads the obligations, and checks the names and the examples of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import attrs
from cattrs import Converter

from tnt_core.deadlines import REGIMES
from tnt_core.errors import InputError
from tnt_core.model.obligation_examples import ObligationExample
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement
from tnt_core.model.schedules import OnEvent
from tnt_core.records.reading import Reader, Resources
from tnt_core.texts import Text

__all__ = ["check_answers", "check_examples", "read_obligations"]

ID_TWICE = Text(
    fr="« {id} » est l'id de deux exigences.", en="{id!r} is the id of two requirements."
)
THEME = Text(fr="thème", en="theme")
REGIME = Text(fr="régime de délai", en="regime")
TEXT_OF_LAW = Text(fr="texte de droit", en="text of law")
ANSWER_NOT_SHOWN = Text(
    fr="aucun exemple n'attend {answer!r} ; chaque fiche en montre un.",
    en="no example expects {answer!r}; every record shows one.",
)

CHECKED_EXAMPLES = ("yes", "no")
"""Answers that the examples of each record must show."""


def read_obligations(
    reader: Reader, converter: Converter, resources: Resources
) -> tuple[dict[str, Obligation], dict[str, Any]]:
    """Read ``obligations/<theme>/<id>.toml``: the records, and their examples as plain data."""
    records: dict[str, Obligation] = {}
    examples: dict[str, Any] = {}
    for file, _ in reader.files("obligations/*/*.toml"):
        fields = reader.toml(file)
        written = fields.pop("examples", [])
        kind = tuple[ObligationExample, ...]
        cases = reader.structure(converter, file, written, kind, at="examples")
        record = reader.structure(converter, file, fields, Obligation)
        if record is None or cases is None:
            continue
        reader.check_file(file, record.id, f"obligations/{record.theme}/{record.id}.toml")
        record = _dated(record, resources["texts"])
        _check_names(reader, file, record, resources)
        check_examples(reader, file, record, cases)
        check_answers(reader, file, [case.expected for case in cases])
        records[record.id] = record
        examples[record.id] = converter.unstructure(cases)
    return records, examples


def _dated(record: Obligation, texts: Mapping[str, Mapping[str, Any]]) -> Obligation:
    """Where a publication is not known, note the day before which the text cannot have been published."""

    def dated(schedule: Any) -> Any:
        text = texts.get(schedule.text, {})
        earliest = text.get("published") or text.get("signed")
        history = tuple(map(dated, schedule.history))
        if schedule.published is not None or earliest is None:
            return attrs.evolve(schedule, history=history)
        return attrs.evolve(schedule, history=history, not_before=dt.date.fromisoformat(earliest))

    requirements = (attrs.evolve(r, schedule=dated(r.schedule)) for r in record.requirements)
    return attrs.evolve(record, requirements=tuple(requirements))


def _check_names(reader: Reader, file: str, record: Obligation, resources: Resources) -> None:
    """Check that every id named in the record exists."""
    reader.check_known(file, "theme", THEME, record.theme, resources["themes"])
    seen: set[str] = set()
    for index, requirement in enumerate(record.requirements):
        at = f"requirements[{index}]"
        schedule = requirement.schedule
        if isinstance(schedule, OnEvent) and schedule.regime:
            reader.check_known(file, f"{at}.schedule.regime", REGIME, schedule.regime, REGIMES)
        if requirement.id in seen:
            reader.fault(file, f"{at}.id", InputError(ID_TWICE.format(id=requirement.id)))
        seen.add(requirement.id)
        reader.check_id(file, f"{at}.id", requirement.id)
    for place, text in _cited(record):
        reader.check_known(file, place, TEXT_OF_LAW, text, resources["texts"])


def _cited(record: Obligation) -> Iterator[tuple[str, str]]:
    """Give the id of every text of law that the record names, with its place."""
    for citation in record.legal:
        yield "legal", citation.text
    for index, requirement in enumerate(record.requirements):
        for citation in requirement.legal:
            yield f"requirements[{index}].legal", citation.text
        for text in _texts(requirement):
            yield f"requirements[{index}].schedule", text


def _texts(requirement: Requirement) -> Iterator[str]:
    for schedule in (*requirement.schedule.history, requirement.schedule):
        if schedule.text:
            yield schedule.text
        if schedule.ends and schedule.ends.text:
            yield schedule.ends.text


class _Case(Protocol):
    """A worked example of a record."""

    def differences(self, record: Any, /) -> tuple[tuple[str, str, str], ...]: ...


def check_examples(reader: Reader, file: str, record: object, examples: Sequence[_Case]) -> None:
    """Run the examples of a record: each must come out as its author expects."""
    for index, example in enumerate(examples):
        reader.check_example(file, f"examples[{index}]", partial(example.differences, record))


def check_answers(reader: Reader, file: str, shown: Sequence[str]) -> None:
    """Check that the examples of a record show both answers."""
    for answer in CHECKED_EXAMPLES:
        if answer not in shown:
            reader.fault(file, "examples", InputError(ANSWER_NOT_SHOWN.format(answer=answer)))
