"""Reads everything that the data packages hold, and runs every example that their authors wrote.

:func:`~tnt_core.store.load` reads what is asked for and trusts the compiler. This reads all of it, of every package on the search path, as
strictly as the compiler reads records, and notes each fault with its place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

import attrs
from cattrs import Converter

from tnt_core.deadlines.holiday_rules import Place
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.tables import Unreadable, read_value
from tnt_core.directory.tables import Table
from tnt_core.errors import InputError, TntError, UnknownNameError
from tnt_core.model.aid_examples import AidExample
from tnt_core.model.dataset import Dataset, Theme
from tnt_core.model.legal import LawText
from tnt_core.model.obligation_examples import ObligationExample
from tnt_core.model.obligations import Obligation
from tnt_core.model.surroundings_converter import SURROUNDINGS, make_surroundings_converter
from tnt_core.packages import Package, instead, json_object, packages, read_json
from tnt_core.records import fault_tree
from tnt_core.records.law import differences_of
from tnt_core.records.links import broken_links
from tnt_core.texts import Text

__all__ = ["Finding", "Report", "verify"]

DOUBLED_KEY = Text(
    fr="la clé {doubled!r} y est deux fois.", en="key {doubled!r} stands there twice."
)
OTHER_COLUMNS = Text(
    fr="ses colonnes ne sont pas celles décrites.", en="its columns are not those described."
)
CUT = Text(fr="elle est vide, ou coupée à la fin.", en="it is empty, or cut at its end.")
OUT_OF_PLACE = Text(
    fr="la ligne {key!r} n'est pas à sa place : les lignes sont triées.",
    en="row {key!r} is out of place: rows are in order.",
)

UNEXPECTED = Text(fr="attendu {expected}, obtenu {got}", en="expected {expected}, got {got}")

Read: TypeAlias = Callable[[Any, Converter], object]
"""Builds one record from plain data; the converter is strict."""


def _typed(kind: type[Any]) -> Read:
    return lambda raw, converter: converter.structure(raw, kind)


def _of_law(kind: type[Regime | Place]) -> Read:
    return lambda raw, _: read_value(kind, raw, "")


LAW: Mapping[str, Read] = {"regimes": _of_law(Regime), "holidays": _of_law(Place)}
"""The resources of the deadline engine: their records hold their own examples."""

RECORDS: Mapping[str, Read] = {
    **LAW,
    "themes": _typed(Theme),
    "texts": _typed(LawText),
    "obligations": _typed(Obligation),
    **{name: _typed(kind) for name, kind in SURROUNDINGS.items()},
}
"""The resources that hold records by id, and how one is built; one line to add."""


class _Examples(Protocol):
    def differences(self, record: Any, /) -> tuple[tuple[str, str, str], ...]: ...


EXAMPLES: Mapping[str, tuple[str, type[_Examples]]] = {
    "examples": ("obligations", ObligationExample),
    "aid_examples": ("aids", AidExample),
}
"""The resources that hold examples by the id of their record: whose records, and what an example is; one line to add."""


TABLES = "directory-"
"""How the names of resources begin that are tables of the directory."""

NUMBERS = ("integer", "year")
"""Types of columns, as Frictionless calls them, that hold numbers."""


@attrs.frozen(kw_only=True)
class Finding:
    """Something that is wrong.

    Attributes:
        resource: The resource.
        place: The record and the place in it; empty for the resource as a whole.
        what: What is wrong.
    """

    resource: str
    place: str
    what: Text

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {"resource": self.resource, "place": self.place, "what": self.what.to_json()}


@attrs.frozen(kw_only=True)
class Report:
    """What was read of one package, and what is wrong with it.

    Attributes:
        package: The package.
        records: How many records were read, by resource.
        rows: How many rows of tables were read, by resource.
        examples: How many examples were run, by resource.
        wrong: Examples that do not come out as expected; a finding for each difference.
        faults: Resources, records, rows and examples that cannot be read.
    """

    package: Package
    records: dict[str, int] = attrs.field(factory=dict)
    rows: dict[str, int] = attrs.field(factory=dict)
    examples: dict[str, int] = attrs.field(factory=dict)
    wrong: list[Finding] = attrs.field(factory=list)
    faults: list[Finding] = attrs.field(factory=list)

    @property
    def wrong_examples(self) -> int:
        """How many examples are wrong, however many differences each has."""
        return len({(f.resource, f.place.rpartition(".")[0]) for f in self.wrong})

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "place": str(self.package.root),
            "version": self.package.descriptor["version"],
            "state": self.package.descriptor["tnt"]["state"],
            "sha256": self.package.sha256,
            "resources": len(self.package.names),
            "records": self.records,
            "rows": self.rows,
            "examples": self.examples,
            "wrong_examples": self.wrong_examples,
            "wrong": [finding.to_json() for finding in self.wrong],
            "faults": [finding.to_json() for finding in self.faults],
        }


def verify() -> tuple[Report, ...]:
    """Read every resource of every package on the search path, build every record, run every example.

    Raises:
        DataError: A folder of the search path is no data package.

    Example:
        >>> [packaged] = verify()
        >>> packaged.wrong_examples, packaged.faults
        (0, [])
    """
    return tuple(_Verifier(package).report() for package in packages())


class _Resources(dict[str, Any]):
    """The resources of one package; what it lacks comes from the search path."""

    def __missing__(self, name: str) -> Any:
        return self.setdefault(name, read_json(name))


class _Verifier:
    """Reads one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._report = Report(package=package)

    def report(self) -> Report:
        """Read everything that the package holds."""
        own = dict(self._contents())
        resources = _Resources(own)
        try:
            dataset = Dataset.from_resources(resources)
            converter = make_surroundings_converter(dataset.vocabulary, strict=True)
            dict(dataset.vocabulary.facts)  # each is made when it is asked for
        except Exception as fault:  # noqa: BLE001  # a vocabulary may be wrong in any way; without it no record can be read
            self._note("vocabulary", "", fault)
            return self._report
        for name, records in own.items():
            if name in RECORDS:
                self._records(name, records, converter)
        if not self._report.faults:
            self._links(resources, dataset)
        for name, cases in own.items():
            if name in EXAMPLES:
                self._run(name, cases, resources, converter)
        with instead({name: own[name] for name in LAW if name in own}):
            for name in own.keys() & LAW.keys():
                self._run_law(name, own[name], converter)
        return self._report

    def _note(self, resource: str, place: str, fault: Exception) -> None:
        for at, cause in fault_tree(fault):
            where = f"{place}: {at}" if place and at else place or at
            self._report.faults.append(Finding(resource=resource, place=where, what=cause.message))

    def _contents(self) -> Iterator[tuple[str, Any]]:
        """Give the JSON resources that can be read, by name; tables are read and counted."""
        for resource in self._package.descriptor["resources"]:
            name = resource["name"]
            try:
                raw = self._package.read(resource)
                if name.startswith(TABLES):
                    self._report.rows[name] = _rows(Table(raw, name.removeprefix(TABLES)), resource)
                else:
                    yield name, json_object(json.loads(raw, object_pairs_hook=_once))
            except Exception as fault:  # noqa: BLE001  # whatever is wrong with it, the others are read
                self._note(name, "", fault)

    def _records(self, name: str, records: Mapping[str, Any], converter: Converter) -> None:
        self._report.records[name] = len(records)
        for id_, raw in records.items():
            try:
                RECORDS[name](json_object(raw), converter)
            except Exception as fault:  # noqa: BLE001  # each fault is noted, and the others are read
                self._note(name, id_, fault)

    def _links(self, resources: Mapping[str, Any], dataset: Dataset) -> None:
        for resource, id_, place, unknown in broken_links(resources):
            self._note(resource, f"{id_}.{place}", unknown)
        for obligation in dataset.obligations.values():
            try:
                dataset.themes[obligation.theme]
                dataset.texts_of(obligation)
            except UnknownNameError as unknown:
                self._note("obligations", obligation.id, unknown)

    def _run(
        self,
        name: str,
        cases: Mapping[str, Any],
        resources: Mapping[str, Any],
        converter: Converter,
    ) -> None:
        of, kind = EXAMPLES[name]
        self._report.examples[name] = 0
        for id_, index, raw in _cases(cases):
            self._report.examples[name] += 1
            place = f"{id_}: examples[{index}]"
            try:
                case = converter.structure(raw, kind)
                found = case.differences(RECORDS[of](resources[of][id_], converter))
            except Exception as fault:  # noqa: BLE001  # each fault is noted, and the others are run
                self._note(name, place, fault)
                continue
            self._compare(name, place, found)

    def _run_law(self, name: str, records: Mapping[str, Any], converter: Converter) -> None:
        self._report.examples[name] = 0
        for id_, raw in records.items():
            try:
                record: Any = LAW[name](raw, converter)
            except Unreadable:
                continue  # noted where it was read
            for index in range(len(record.examples)):
                self._report.examples[name] += 1
                place = f"{id_}: examples[{index}]"
                try:
                    self._compare(name, place, differences_of(record, index))
                except TntError as fault:
                    self._note(name, place, fault)

    def _compare(self, name: str, place: str, found: tuple[tuple[str, str, str], ...]) -> None:
        for key, expected, got in found:
            what = UNEXPECTED.format(expected=expected, got=got)
            self._report.wrong.append(Finding(resource=name, place=f"{place}.{key}", what=what))


def _cases(cases: Mapping[str, Any]) -> Iterator[tuple[str, int, Any]]:
    """Give each example with the id of its record and its place; what is not a list stands as one, to be refused."""
    for id_, listed in cases.items():
        for index, raw in enumerate(listed if isinstance(listed, list) else [listed]):
            yield id_, index, raw


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that has a key twice: which of the two is meant, nobody can say."""
    data = dict(pairs)
    if len(data) != len(pairs):
        doubled = next(key for key in data if sum(key == other for other, _ in pairs) > 1)
        raise InputError(DOUBLED_KEY.format(doubled=doubled))
    return data


def _rows(table: Table, resource: Mapping[str, Any]) -> int:
    """Read every row: columns as described, the first one in order, numbers where numbers stand."""
    fields = resource.get("schema", {}).get("fields", ())
    if fields and [field["name"] for field in fields] != [*table.columns]:
        raise InputError(OTHER_COLUMNS)
    numbers = [field["name"] for field in fields if field.get("type") in NUMBERS]
    count, last = 0, b""
    for row in table:
        count += 1
        key = row[table.columns[0]].encode()
        if key < last:
            raise InputError(OUT_OF_PLACE.format(key=key.decode()))
        last = key
        for column in numbers:
            row.number(column)
    if not count or not table.text.endswith("\n"):
        raise InputError(CUT)
    return count
