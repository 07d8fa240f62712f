"""Compiles a folder of records: reads them in order, checks them together, and gives the resources or every fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tnt_core import packages
from tnt_core.editorial import duplicates, remarks
from tnt_core.errors import DataError, InputError, RecordsError, UnknownNameError
from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.facts.tables import NAMED
from tnt_core.model.converter import make_converter
from tnt_core.model.dataset import Theme
from tnt_core.model.legal import LawText
from tnt_core.model.obligations import Obligation
from tnt_core.records.faults import REQUIRED_KEY
from tnt_core.records.law import Law, read_law, run_examples
from tnt_core.records.links import check_links, close_links
from tnt_core.records.obligations import read_obligations
from tnt_core.records.reading import Reader, Resources
from tnt_core.records.surroundings import read_surroundings
from tnt_core.rules import Vocabulary
from tnt_core.texts import Text

__all__ = ["compile_records"]

NO_RECORDS = Text(
    fr="{folder} ne contient aucune fiche : aucun fichier TOML.",
    en="{folder} holds no records: no TOML file is in it.",
)
NO_GROUP = Text(
    fr="il manque le groupe où un questionnaire pose ce fait : {groups}.",
    en="the group in which a questionnaire asks this fact is missing: {groups}.",
)
PLACE = Text(fr="emplacement de fiches", en="place for records")
ALIAS_TAKEN = Text(
    fr="l'alias « {alias} » nomme déjà « {owner} ».",
    en="alias {alias!r} is the name of {owner!r} already.",
)

NOT_RECORDS = ("dataset", "vocabulary", "examples", "aid_examples", "regimes", "holidays")
"""Resources that hold no records by id."""


def compile_records(folder: Path, base: Resources | None = None) -> Resources:
    """Check the records of *folder* and give the resources made from them.

    Args:
        folder: ``facts.toml``, ``scopes.toml``, ``texts.toml``, ``themes.toml``, ``dataset.toml``,
            ``obligations/<theme>/<id>.toml``, ``aids/<id>.toml``, ``services/<id>.toml``, ``organisations.toml``, ``events.toml`` and
            ``groups/*.toml``; all but one may be missing when there is a *base*.
        base: Resources that the records add to or correct: an overlay. Without it the records must stand alone.

    Raises:
        DataError: *folder* is not a folder that can be read.
        RecordsError: At least one record has a fault; all faults of all files are in it.
    """
    reader = Reader(folder, base or {})
    _check_files(reader)
    vocabulary = _vocabulary(reader)
    if vocabulary is None:
        raise RecordsError(reader.faults)
    law = read_law(reader)
    if law.unread:
        # The obligations would be told of regimes that are there, but cannot be read yet.
        raise RecordsError(reader.faults)
    if reader.base:
        return _compiled(reader, vocabulary, law)
    # What the examples ask of the engines is asked of what was just read.
    with packages.instead({**law.resources, "vocabulary": vocabulary.to_json()}):
        run_examples(reader, law)
        return _compiled(reader, vocabulary, law)


def _compiled(reader: Reader, vocabulary: Vocabulary, law: Law) -> Resources:
    converter = make_converter(vocabulary, strict=True)
    resources: Resources = {
        "dataset": _head(reader),
        "vocabulary": vocabulary.to_json(),
        **law.resources,
    }
    themes = reader.table(converter, "themes.toml", Theme)
    texts = reader.table(converter, "texts.toml", LawText)
    resources["themes"] = reader.merged("themes", converter, themes)
    resources["texts"] = reader.merged("texts", converter, texts)
    obligations, examples = read_obligations(reader, converter, resources)
    resources["obligations"] = reader.merged("obligations", converter, obligations)
    resources["examples"] = {**reader.base.get("examples", {}), **examples}
    if not reader.base and not reader.faults:
        _lint(reader, obligations, resources)
    surroundings, written = read_surroundings(reader, vocabulary)
    resources.update(surroundings)
    written |= {f"obligations/{o.id}": _file(o) for o in obligations.values()}
    _check_aliases(reader, resources)
    check_links(reader, resources, written)
    if reader.faults:
        raise RecordsError(sorted(reader.faults, key=lambda fault: fault.file))
    close_links(resources)
    return resources


LAYOUT = (
    "dataset.toml",
    "facts.toml",
    "scopes.toml",
    "texts.toml",
    "themes.toml",
    "directory.toml",
    "organisations.toml",
    "events.toml",
    "regimes/*.toml",
    "holidays/*.toml",
    "obligations/*/*.toml",
    "aids/*.toml",
    "services/*.toml",
    "groups/*.toml",
)
"""Where records stand; a file elsewhere would be passed over without a word."""


def _check_files(reader: Reader) -> None:
    files = [p.relative_to(reader.folder) for p in sorted(reader.folder.rglob("*.toml"))]
    if not files:
        raise DataError(NO_RECORDS.format(folder=reader.folder))
    for file in files:
        if not any(len(file.parts) == w.count("/") + 1 and file.match(w) for w in LAYOUT):
            reader.fault(file.as_posix(), "", UnknownNameError(PLACE, file.as_posix(), LAYOUT))


def _lint(reader: Reader, obligations: Mapping[str, Obligation], resources: Resources) -> None:
    """Read the records as an editor does. Overlays are spared: what others add need not follow our house style."""
    state = dt.date.fromisoformat(resources["dataset"]["state"])
    for obligation in obligations.values():
        for place, remark in remarks(obligation, state):
            reader.fault(_file(obligation), place, remark)
    for id_, remark in duplicates(obligations.values()):
        reader.fault(_file(obligations[id_]), "requirements", remark)


def _file(obligation: Obligation) -> str:
    return f"obligations/{obligation.theme}/{obligation.id}.toml"


def _head(reader: Reader) -> dict[str, Any]:
    """Read ``dataset.toml``: name, version, state, title."""
    own = reader.toml("dataset.toml")
    state = {"state": str(own["state"])} if isinstance(own.get("state"), dt.date) else {}
    head = {**reader.base.get("dataset", {}), **own, **state}
    for key in ("name", "version", "state", "title"):
        if key not in head:
            reader.fault("dataset.toml", key, InputError(REQUIRED_KEY))
    return head


def _vocabulary(reader: Reader) -> Vocabulary | None:
    facts, scopes = reader.toml("facts.toml"), reader.toml("scopes.toml")
    if "vocabulary" in reader.base:
        base = reader.base["vocabulary"]
        named = {key: {**base.get(key, {}), **facts.pop(key, {})} for key in NAMED}
        facts = {**base["facts"], **named, **facts}
        # The trees of the base's scopes are made anew from their texts.
        texts = {n: {k: v for k, v in t.items() if k != "node"} for n, t in base["scopes"].items()}
        scopes = {**texts, **scopes}
    try:
        vocabulary = Vocabulary.from_table(facts, scopes)
    except RecordsError as found:
        reader.faults += found.faults
        return None
    if vocabulary.groups and not reader.base:
        _check_groups(reader, vocabulary)
    return vocabulary


def _check_groups(reader: Reader, vocabulary: Vocabulary) -> None:
    """Check that a questionnaire knows where to ask each fact; those of an overlay may stand apart."""
    for fact in vocabulary.facts.values():
        if fact.about == ABOUT_COLLECTIVITY and fact.group == fact.about:
            said = NO_GROUP.format(groups=", ".join(vocabulary.groups))
            reader.fault("facts.toml", f"{fact.id}.group", InputError(said))


def _check_aliases(reader: Reader, resources: Resources) -> None:
    """Check that no alias is the name of another record of the same sort."""
    for name in resources.keys() - set(NOT_RECORDS):
        owners: dict[str, str] = {id_: id_ for id_ in resources[name]}
        for id_, record in resources[name].items():
            for alias in record.get("aliases", ()):
                if owners.setdefault(alias, id_) != id_ or alias == id_:
                    said = ALIAS_TAKEN.format(alias=alias, owner=owners[alias])
                    reader.fault(name, id_, InputError(said))
