"""The compiler: records that people write (TOML) -> the checked resources of the data package (JSON).

Every fault of every file is gathered with its place, so that an author mends them in one go. What the compiler lets through, the
rest of the library trusts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)

from tnt_core.deadlines import REGIMES
from tnt_core.deadlines.schedules import OnEvent
from tnt_core.errors import (
    DataError,
    InputError,
    RecordFault,
    RecordsError,
    TntError,
    UnknownNameError,
    UnsafePathError,
)
from tnt_core.model.converter import make_converter
from tnt_core.model.dataset import Theme
from tnt_core.model.examples import Example
from tnt_core.model.legal import Citation, LawText
from tnt_core.model.obligations import Obligation, Requirement
from tnt_core.rules import Vocabulary

__all__ = ["SCHEMA", "Resources", "compile_records", "fault_tree"]

T = TypeVar("T")

Resources = dict[str, Any]
"""The resources of a data package by name, each as plain JSON data."""

SCHEMA = 1
"""Version of the format of the data package; raised when an older library could misread it."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Ids are file names, parts of addresses and names for ever: lower case letters, digits, hyphens."""

CHECKED_EXAMPLES = ("yes", "no")
"""Answers that the examples of each record must show."""


def compile_records(folder: Path, base: Resources | None = None) -> Resources:
    """Check the records of *folder* and give the resources made from them.

    Args:
        folder: ``facts.toml``, ``scopes.toml``, ``texts.toml``, ``themes.toml``, ``dataset.toml`` and
            ``obligations/<theme>/<id>.toml``; all but one may be missing when there is a *base*.
        base: Resources that the records add to or correct: an overlay. Without it the records must stand alone.

    Raises:
        DataError: *folder* is not a folder that can be read.
        RecordsError: At least one record has a fault; all faults of all files are in it.
    """
    return _Compiler(folder, base or {}).run()


class _Compiler:
    def __init__(self, folder: Path, base: Mapping[str, Any]) -> None:
        if not folder.is_dir():
            raise DataError(
                f"{folder} is not a folder of records that can be read.",
                f"{folder} n'est pas un dossier de fiches lisible.",
            )
        self.folder = folder
        self.base = base
        self.faults: list[RecordFault] = []

    def run(self) -> Resources:
        vocabulary = self.vocabulary()
        if vocabulary is None:
            raise RecordsError(self.faults)
        converter = make_converter(vocabulary, strict=True)
        resources: Resources = {
            "dataset": {**self.base.get("dataset", {}), **self.plain(self.toml("dataset.toml"))},
            "vocabulary": vocabulary.to_json(),
        }
        themes = self.table(converter, "themes", Theme)
        texts = self.table(converter, "texts", LawText)
        resources["themes"] = self.merged("themes", converter, themes)
        resources["texts"] = self.merged("texts", converter, texts)
        obligations, examples = self.obligations(converter, resources)
        resources["obligations"] = self.merged("obligations", converter, obligations)
        resources["examples"] = {**self.base.get("examples", {}), **examples}
        self.check_aliases(resources)
        if self.faults:
            raise RecordsError(sorted(self.faults, key=lambda f: f.file))
        return resources

    # Reading

    def toml(self, name: str) -> dict[str, Any]:
        """Read a file, empty when it is not there; a file that is no TOML is a fault."""
        path = self.folder / name
        if not path.is_file():
            return {}
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            self.fault(
                name, "", InputError(f"not valid TOML: {fault}.", f"TOML invalide : {fault}.")
            )
            return {}

    def plain(self, table: dict[str, Any]) -> dict[str, Any]:
        return {
            k: v if isinstance(v, str | int | dict | list) else str(v) for k, v in table.items()
        }

    def fault(self, file: str, place: str, cause: TntError) -> None:
        self.faults.append(RecordFault(file, place, cause))

    def vocabulary(self) -> Vocabulary | None:
        facts, scopes = self.toml("facts.toml"), self.toml("scopes.toml")
        if "vocabulary" in self.base:
            base = self.base["vocabulary"]
            situations = {**base.get("situations", {}), **facts.pop("situations", {})}
            facts = {**base["facts"], "situations": situations, **facts}
            # The trees of the base's scopes are made anew from their texts.
            texts = {
                n: {k: v for k, v in t.items() if k != "node"} for n, t in base["scopes"].items()
            }
            scopes = {**texts, **scopes}
        try:
            return Vocabulary.from_table(facts, scopes)
        except RecordsError as found:
            self.faults += found.faults
            return None

    def table(self, converter: Converter, name: str, kind: type[T]) -> dict[str, T]:
        """Read ``<name>.toml``: one table per record, by id."""
        file = f"{name}.toml"
        records: dict[str, T] = {}
        for id_, fields in self.toml(file).items():
            self.check_id(file, id_, id_)
            record = self.structure(converter, file, {"id": id_, **fields}, kind, at=id_)
            if record is not None:
                records[id_] = record
        return records

    def obligations(
        self, converter: Converter, resources: Resources
    ) -> tuple[dict[str, Obligation], dict[str, Any]]:
        records: dict[str, Obligation] = {}
        examples: dict[str, Any] = {}
        for path in sorted(self.folder.glob("obligations/*/*.toml")):
            file = path.relative_to(self.folder).as_posix()
            fields = self.toml(file)
            cases = self.structure(
                converter, file, fields.pop("examples", []), tuple[Example, ...], at="examples"
            )
            record = self.structure(converter, file, fields, Obligation)
            if record is None or cases is None:
                continue
            if self.check_id(file, "id", record.id) and (record.theme, record.id) != (
                path.parent.name,
                path.stem,
            ):
                self.fault(
                    file,
                    "id",
                    InputError(
                        f"the file must be obligations/{record.theme}/{record.id}.toml.",
                        f"le fichier doit être obligations/{record.theme}/{record.id}.toml.",
                    ),
                )
            self.check_names(file, record, resources)
            self.check_examples(file, record, cases)
            records[record.id] = record
            examples[record.id] = converter.unstructure(cases)
        return records, examples

    def structure(
        self, converter: Converter, file: str, value: Any, kind: Any, at: str = ""
    ) -> Any:
        """Give *value* its type, or note every fault and give nothing."""
        try:
            return converter.structure(value, kind)
        except Exception as fault:  # noqa: BLE001  # every fault is kept, with its place
            for place, cause in fault_tree(fault, at):
                self.fault(file, place, cause)
            return None

    def merged(self, name: str, converter: Converter, records: Mapping[str, Any]) -> dict[str, Any]:
        own = {id_: converter.unstructure(record) for id_, record in records.items()}
        return dict(sorted({**self.base.get(name, {}), **own}.items()))

    # Checking

    def check_id(self, file: str, place: str, id_: str) -> bool:
        if "/" in id_ or "\\" in id_ or ".." in id_:
            cause: TntError = UnsafePathError(
                f"id {id_!r} would leave its folder.", f"l'id {id_!r} sortirait de son dossier."
            )
            self.fault(file, place, cause)
            return False
        if not ID.fullmatch(id_):
            self.fault(
                file,
                place,
                InputError(
                    f"id {id_!r}: use lower case letters, digits and single hyphens.",
                    f"id {id_!r} : minuscules sans accent, chiffres et traits d'union simples.",
                ),
            )
            return False
        return True

    def check_names(self, file: str, record: Obligation, resources: Resources) -> None:
        """Check that every id named in the record exists."""
        self.check_known(file, "theme", ("theme", "thème"), record.theme, resources["themes"])
        citations = [("legal", citation) for citation in record.legal]
        seen: set[str] = set()
        for index, requirement in enumerate(record.requirements):
            at = f"requirements[{index}]"
            citations += [(f"{at}.legal", citation) for citation in requirement.legal]
            citations += [(f"{at}.schedule", Citation(t)) for t in _texts(requirement)]
            if isinstance(requirement.schedule, OnEvent) and requirement.schedule.regime:
                noun = ("regime", "régime de délai")
                name = requirement.schedule.regime
                self.check_known(file, f"{at}.schedule.regime", noun, name, REGIMES)
            if requirement.id in seen:
                self.fault(
                    file,
                    f"{at}.id",
                    InputError(
                        f"{requirement.id!r} is the id of two requirements.",
                        f"« {requirement.id} » est l'id de deux exigences.",
                    ),
                )
            seen.add(requirement.id)
            self.check_id(file, f"{at}.id", requirement.id)
        for place, citation in citations:
            noun = ("text of law", "texte de droit")
            self.check_known(file, place, noun, citation.text, resources["texts"])

    def check_known(
        self, file: str, place: str, noun: tuple[str, str], name: str, known: Mapping[str, Any]
    ) -> None:
        if name not in known:
            self.fault(file, place, UnknownNameError(noun, name, known))

    def check_examples(self, file: str, record: Obligation, examples: tuple[Example, ...]) -> None:
        """Run the examples of a record: each must come out as its author expects, and both answers must be shown."""
        for index, example in enumerate(examples):
            at = f"examples[{index}]"
            try:
                differences = example.differences(record)
            except TntError as fault:
                self.fault(file, at, fault)
                continue
            for name, wanted, got in differences:
                self.fault(
                    file,
                    at,
                    InputError(
                        f"{name}: expected {wanted}, got {got}.",
                        f"{name} : attendu {wanted}, obtenu {got}.",
                    ),
                )
        shown = {example.expected for example in examples}
        for answer in CHECKED_EXAMPLES:
            if answer not in shown:
                self.fault(
                    file,
                    "examples",
                    InputError(
                        f"no example expects {answer!r}; every record shows one.",
                        f"aucun exemple n'attend {answer!r} ; chaque fiche en montre un.",
                    ),
                )

    def check_aliases(self, resources: Resources) -> None:
        for name in ("themes", "texts", "obligations"):
            owners: dict[str, str] = {id_: id_ for id_ in resources[name]}
            for id_, record in resources[name].items():
                for alias in record.get("aliases", ()):
                    if owners.setdefault(alias, id_) != id_ or alias == id_:
                        self.fault(
                            name,
                            id_,
                            InputError(
                                f"alias {alias!r} is the name of {owners[alias]!r} already.",
                                f"l'alias « {alias} » nomme déjà « {owners[alias]} ».",
                            ),
                        )


def _texts(requirement: Requirement) -> Iterator[str]:
    for schedule in (*requirement.schedule.history, requirement.schedule):
        if schedule.text:
            yield schedule.text
        if schedule.ends and schedule.ends.text:
            yield schedule.ends.text


def fault_tree(fault: Exception, place: str = "") -> Iterator[tuple[str, TntError]]:
    """Unfold what cattrs gathered into (place, error) pairs, each error with its own sentence."""
    match fault:
        case ClassValidationError():
            noted, bare = fault.group_exceptions()
            for cause, note in noted:
                yield from fault_tree(cause, f"{place}.{note.name}".lstrip("."))
            for cause in bare:
                yield from fault_tree(cause, place)
        case IterableValidationError():
            noted_items, _ = fault.group_exceptions()
            for cause, item in noted_items:
                yield from fault_tree(cause, f"{place}[{item.index}]")
        case ForbiddenExtraKeysError():
            fields = [field.name for field in attrs.fields(fault.cl)]
            for key in sorted(fault.extra_fields):
                yield place, UnknownNameError(("key", "clé"), key, fields)
        case TntError():
            yield place, fault
        case KeyError():
            yield place, InputError("this key is required.", "cette clé est obligatoire.")
        case _:
            yield place, InputError(f"cannot be read: {fault}.", f"illisible : {fault}.")
