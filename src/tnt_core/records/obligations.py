"""Reads the obligations, and checks the names and the examples of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs
from cattrs import Converter

from tnt_core.deadlines import REGIMES
from tnt_core.errors import InputError, TntError
from tnt_core.model.legal import Citation
from tnt_core.model.obligation_examples import ObligationExample
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement
from tnt_core.model.schedules import OnEvent
from tnt_core.records.reading import Reader, Resources
from tnt_core.texts import Text

__all__ = ["check_answers", "check_examples", "read_obligations"]

CHECKED_EXAMPLES = ("yes", "no")
"""Answers that the examples of each record must show."""


def read_obligations(
    reader: Reader, converter: Converter, resources: Resources
) -> tuple[dict[str, Obligation], dict[str, Any]]:
    """Read ``obligations/<theme>/<id>.toml``: the records, and their examples as plain data."""
    records: dict[str, Obligation] = {}
    examples: dict[str, Any] = {}
    for file, path in reader.files("obligations/*/*.toml"):
        fields = reader.toml(file)
        cases = reader.structure(
            converter,
            file,
            fields.pop("examples", []),
            tuple[ObligationExample, ...],
            at="examples",
        )
        record = reader.structure(converter, file, fields, Obligation)
        if record is None or cases is None:
            continue
        if reader.check_id(file, "id", record.id) and (record.theme, record.id) != (
            path.parent.name,
            path.stem,
        ):
            reader.fault(
                file,
                "id",
                InputError(
                    Text(
                        fr=f"le fichier doit être obligations/{record.theme}/{record.id}.toml.",
                        en=f"the file must be obligations/{record.theme}/{record.id}.toml.",
                    ),
                ),
            )
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

    return attrs.evolve(
        record,
        requirements=tuple(
            attrs.evolve(requirement, schedule=dated(requirement.schedule))
            for requirement in record.requirements
        ),
    )


def _check_names(reader: Reader, file: str, record: Obligation, resources: Resources) -> None:
    """Check that every id named in the record exists."""
    reader.check_known(
        file, "theme", Text(fr="thème", en="theme"), record.theme, resources["themes"]
    )
    citations = [("legal", citation) for citation in record.legal]
    seen: set[str] = set()
    for index, requirement in enumerate(record.requirements):
        at = f"requirements[{index}]"
        citations += [(f"{at}.legal", citation) for citation in requirement.legal]
        citations += [(f"{at}.schedule", Citation(t)) for t in _texts(requirement)]
        if isinstance(requirement.schedule, OnEvent) and requirement.schedule.regime:
            noun = Text(fr="régime de délai", en="regime")
            name = requirement.schedule.regime
            reader.check_known(file, f"{at}.schedule.regime", noun, name, REGIMES)
        if requirement.id in seen:
            reader.fault(
                file,
                f"{at}.id",
                InputError(
                    Text(
                        fr=f"« {requirement.id} » est l'id de deux exigences.",
                        en=f"{requirement.id!r} is the id of two requirements.",
                    ),
                ),
            )
        seen.add(requirement.id)
        reader.check_id(file, f"{at}.id", requirement.id)
    for place, citation in citations:
        noun = Text(fr="texte de droit", en="text of law")
        reader.check_known(file, place, noun, citation.text, resources["texts"])


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
        at = f"examples[{index}]"
        try:
            differences = example.differences(record)
        except TntError as fault:
            reader.fault(file, at, fault)
            continue
        for name, wanted, got in differences:
            reader.fault(
                file,
                at,
                InputError(
                    Text(
                        fr=f"{name} : attendu {wanted}, obtenu {got}.",
                        en=f"{name}: expected {wanted}, got {got}.",
                    ),
                ),
            )


def check_answers(reader: Reader, file: str, shown: Sequence[str]) -> None:
    """Check that the examples of a record show both answers."""
    for answer in CHECKED_EXAMPLES:
        if answer not in shown:
            reader.fault(
                file,
                "examples",
                InputError(
                    Text(
                        fr=f"aucun exemple n'attend {answer!r} ; chaque fiche en montre un.",
                        en=f"no example expects {answer!r}; every record shows one.",
                    ),
                ),
            )
