"""Writes a data package (Frictionless): canonical JSON resources and a descriptor with their hashes.

The JSON resources are made here. The tables beside them are not: they are described and hashed as they stand in the folder of the
package, and a table that is there is never written.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tnt_core.directory.tables import Table
from tnt_core.errors import DataError
from tnt_core.export.swapping import described, swap
from tnt_core.misreading import reading
from tnt_core.packages import DESCRIPTOR, SCHEMA, packaged_data
from tnt_core.records import Resources
from tnt_core.texts import Text

__all__ = ["canonical_json", "edited_tables", "package_files", "write_package"]

EDITED_TABLE = Text(
    fr="{name} a changé depuis que le paquet a été fait : la table est gardée telle quelle, et décrite à nouveau ({found}). Si ce n'est pas voulu, remettez l'ancienne à sa place et relancez tnt-core compile.",
    en="{name} was changed since the package was made: the table is kept as it is, and described anew ({found}). If this is not meant, put the former one back and run tnt-core compile again.",
)
NOT_WRITTEN = Text(
    fr="{folder} ne peut pas être écrit : {fault}.", en="{folder} cannot be written: {fault}."
)

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://spdx.org/licenses/etalab-2.0.html",
}

TITLES = {
    "dataset": "The dataset: version, state, title",
    "vocabulary": "Facts and named scopes that rules may test",
    "themes": "Themes",
    "texts": "Texts of law",
    "obligations": "Obligations and their requirements",
    "examples": "Worked examples: facts in, expected answers out",
    "organisations": "Organisations, with their former names",
    "events": "Dated events around the programme, the aids and the services",
    "programmes": "Programmes of the State and the associations of elected officials",
    "groups": "Project groups",
    "deliverables": "What the project groups have to produce",
    "consultations": "Rules of lead time when local governments are consulted",
    "aids": "Aids: who may ask, when, for how much",
    "aid_examples": "Worked examples of aids: facts in, expected answers and amounts out",
    "regimes": "Regimes: the ways in which the law counts a period",
    "holidays": "Public holidays and local time of each territory",
    "services": "Services of the State: who may use them, and what must be ready first",
}


def canonical_json(data: object) -> bytes:
    r"""Write plain data so that equal data give equal bytes: keys in order, UTF-8, one key a line.

    Example:
        >>> canonical_json({"b": 1, "a": "é"}).decode()
        '{\n "a": "é",\n "b": 1\n}\n'
    """
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def package_files(
    resources: Resources, extra: Path | None = None, folder: Path | None = None
) -> dict[str, bytes]:
    """Give the files of the data package by name, the descriptor included.

    Args:
        resources: What the compiler made.
        extra: A TOML file that describes resources kept beside the compiled ones (the directory of collectivities): a list
            ``resources`` in Frictionless terms, each with the ``path`` of its file.
        folder: Where the package is made: a table that is there already is taken as it is, another from the packaged data.

    Raises:
        DataError: A table is neither there nor in the packaged data.
    """
    contents = {f"{name}.json": canonical_json(data) for name, data in resources.items()}
    described = [
        {
            "name": name,
            "path": f"{name}.json",
            "title": TITLES[name],
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
            **_fingerprint(contents[f"{name}.json"]),
        }
        for name in resources
    ]
    for resource, content in (*_schemas(), *_beside(extra, folder)):
        contents[resource["path"]] = content
        described.append({**resource, **_fingerprint(content)})
    dataset = resources["dataset"]
    descriptor = {
        "profile": "data-package",
        "name": dataset["name"],
        "title": dataset["title"]["en"],
        "description": dataset["title"]["fr"],
        "version": dataset["version"],
        "licenses": [LICENCE],
        "tnt": {"schema": SCHEMA, "state": dataset["state"]},
        "resources": sorted(described, key=lambda resource: resource["name"]),
    }
    return {**contents, DESCRIPTOR: canonical_json(descriptor)}


def _fingerprint(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _schemas() -> list[tuple[dict[str, Any], bytes]]:
    """Give the JSON Schemas of the library's JSON forms: made from its code (``tools/write_schemas.py``), not from records."""
    found = []
    for file in sorted((packaged_data() / "schemas").iterdir(), key=lambda f: f.name):
        content = file.read_bytes()
        name = file.name.removesuffix(".schema.json")
        described = {
            "name": f"schema-{name}",
            "path": f"schemas/{file.name}",
            "title": f"JSON Schema of the form tnt-core/{name}",
            "format": "json",
            "mediatype": "application/schema+json",
            "encoding": "utf-8",
        }
        found.append((described, content))
    return found


def _beside(extra: Path | None, folder: Path | None) -> list[tuple[dict[str, Any], bytes]]:
    if extra is None:
        return []
    with reading(Text(fr=str(extra), en=str(extra))):
        tables = tomllib.loads(extra.read_text(encoding="utf-8"))["resources"]
        return [(resource, _table(resource["path"], folder)) for resource in tables]


def _table(path: str, folder: Path | None) -> bytes:
    own = folder / path if folder else None
    return own.read_bytes() if own and own.is_file() else _packaged(path)


def _packaged(path: str) -> bytes:
    return (packaged_data() / path).read_bytes()


def _is_table(name: str) -> bool:
    return not name.endswith(".json")


def edited_tables(contents: Mapping[str, bytes], folder: Path) -> Iterator[Text]:
    """Tell, before *contents* are written, which tables of *folder* are not those that the package there records.

    They are kept, and the package will record them as they are; whoever did not mean to change them must hear of it.

    Raises:
        DataError: A changed table has a line that cannot be read; the sentence shows it.
    """
    recorded = {resource["path"]: resource for resource in described(folder).values()}
    for name in filter(_is_table, contents):
        found = _fingerprint(contents[name])["hash"]
        if name in recorded and recorded[name].get("hash") != found:
            deque(Table(contents[name], Path(name).stem), maxlen=0)  # every line is read, none kept
            yield EDITED_TABLE.format(name=folder / name, found=found)


def write_package(contents: Mapping[str, bytes], folder: Path) -> None:
    """Make *folder* hold the files of a package; a table that is there already is left as it is.

    Killed at any moment, it leaves a whole package, the old one or the new one: see :mod:`tnt_core.export.swapping`.

    Raises:
        DataError: The folder cannot be written; if the disk is full, it holds the old package.
    """
    keep = {name for name in filter(_is_table, contents) if (folder / name).exists()}
    try:
        swap(contents, folder, keep)
    except OSError as fault:
        raise DataError(NOT_WRITTEN.format(folder=folder, fault=fault)) from None
