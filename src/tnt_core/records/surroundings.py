"""Reads what stands around the obligations: aids, services, groups, deliverables, events, organisations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cattrs import Converter

from tnt_core.errors import InputError
from tnt_core.model.aid_examples import AidExample
from tnt_core.model.aids import Aid
from tnt_core.model.amounts import COST, PerUnit, Rate
from tnt_core.model.surroundings_converter import SURROUNDINGS, make_surroundings_converter
from tnt_core.records.obligations import check_answers, check_examples
from tnt_core.records.reading import Reader
from tnt_core.rules import Vocabulary, always
from tnt_core.texts import Text

__all__ = ["TABLES", "read_surroundings"]

FACT = Text(fr="fait", en="fact")
USED_TWICE = Text(fr="« {id} » est employé deux fois.", en="{id!r} is used twice.")

TABLES: Mapping[str, str] = {
    "organisations": "organisations.toml",
    "events": "events.toml",
    "programmes": "groups/programmes.toml",
    "groups": "groups/groups.toml",
    "deliverables": "groups/deliverables.toml",
    "consultations": "groups/consultations.toml",
}
"""The resources written as one table a record, and their files."""

FOLDERS = ("aids", "services")
"""The resources written as one file a record, in a folder of their name."""


def read_surroundings(
    reader: Reader, vocabulary: Vocabulary
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read and check the records around the obligations.

    Returns:
        The resources by name, and the file of each record by ``"<resource>/<id>"``, for the faults found later.
    """
    converter = make_surroundings_converter(vocabulary, strict=True)
    resources: dict[str, Any] = {}
    written: dict[str, str] = {}
    for name, file in TABLES.items():
        records: dict[str, Any] = reader.table(converter, file, SURROUNDINGS[name])
        written.update({f"{name}/{id_}": file for id_ in records})
        resources[name] = reader.merged(name, converter, records)
    examples: dict[str, Any] = dict(reader.base.get("aid_examples", {}))
    for name in FOLDERS:
        records = {}
        for file, record, cases in _one_a_file(reader, converter, name):
            _check_parts(reader, file, record)
            if isinstance(record, Aid):
                _check_amounts(reader, file, record, vocabulary)
                examples.update(_examples(reader, converter, file, record, cases))
            records[record.id] = record
            written[f"{name}/{record.id}"] = file
        resources[name] = reader.merged(name, converter, records)
    resources["aid_examples"] = dict(sorted(examples.items()))
    return resources, written


def _one_a_file(
    reader: Reader, converter: Converter, name: str
) -> Iterator[tuple[str, Any, object]]:
    """Give the records of a folder, each with its file and its examples as they are written; only those of aids are run."""
    for file, _ in reader.files(f"{name}/*.toml"):
        fields = reader.toml(file)
        cases = fields.pop("examples", None) if name == "aids" else None
        record = reader.structure(converter, file, fields, SURROUNDINGS[name])
        if record is not None:
            reader.check_file(file, record.id, f"{name}/{record.id}.toml")
            yield file, record, cases or []


def _examples(
    reader: Reader, converter: Converter, file: str, aid: Aid, cases: object
) -> dict[str, Any]:
    """Run the examples of an aid, and give them as plain data by its id; nothing if they cannot be read."""
    run = reader.structure(converter, file, cases, tuple[AidExample, ...], at="examples")
    if run is None:
        return {}
    check_examples(reader, file, aid, run)
    check_answers(reader, file, [*(case.expected for case in run), *_without(aid)])
    return {aid.id: converter.unstructure(run)}


def _check_parts(reader: Reader, file: str, record: Any) -> None:
    """Check that the parts of a record have ids of their own."""
    for key in ("variants", "prerequisites"):
        seen: set[str] = set()
        for index, part in enumerate(getattr(record, key, ())):
            reader.check_id(file, f"{key}[{index}].id", part.id)
            if part.id in seen:
                reader.fault(file, f"{key}[{index}].id", InputError(USED_TWICE.format(id=part.id)))
            seen.add(part.id)


def _check_amounts(reader: Reader, file: str, aid: Aid, vocabulary: Vocabulary) -> None:
    """Check that the facts that the amounts of an aid read exist."""
    for amount in (aid.amount, *(former.amount for former in aid.former)):
        if isinstance(amount, PerUnit):
            reader.check_known(file, "amount.fact", FACT, amount.fact, vocabulary.facts)
        if isinstance(amount, Rate):
            reader.check_known(file, "amount", FACT, COST, vocabulary.facts)


def _without(aid: Aid) -> Iterator[str]:
    """Give the answers that no example of an aid can show.

    A draft is open to nobody; an aid for all, whose opening and end no source gives, is closed to nobody.
    """
    if aid.draft:
        yield "yes"
    dated = aid.window.opens is not None or aid.window.kind != "permanent"
    if not dated and aid.applies == always(aid.applies.vocabulary):
        yield "no"
