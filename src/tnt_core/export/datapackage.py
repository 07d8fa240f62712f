"""Writes a data package (Frictionless): canonical JSON resources and a descriptor with their hashes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tnt_core.errors import DataError
from tnt_core.packages import DESCRIPTOR, SCHEMA
from tnt_core.records import Resources
from tnt_core.texts import Text

__all__ = ["canonical_json", "package_files", "write_package"]

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
    "services": "Services of the State: who may use them, and what must be ready first",
}


def canonical_json(data: object) -> bytes:
    r"""Write plain data so that equal data give equal bytes: keys in order, UTF-8, one key a line.

    Example:
        >>> canonical_json({"b": 1, "a": "é"}).decode()
        '{\n "a": "é",\n "b": 1\n}\n'
    """
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def package_files(resources: Resources, extra: Path | None = None) -> dict[str, bytes]:
    """Give the files of the data package by name, the descriptor included.

    Args:
        resources: What the compiler made.
        extra: A TOML file that describes resources kept beside the compiled ones (the directory of collectivities): a list
            ``resources`` in Frictionless terms, whose files are read from ``src/tnt_core/data`` by their ``path``.
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
    for resource, content in (*_schemas(), *_beside(extra)):
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
    from importlib.resources import files

    found = []
    for file in sorted((files("tnt_core") / "data" / "schemas").iterdir(), key=lambda f: f.name):
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


def _beside(extra: Path | None) -> list[tuple[dict[str, Any], bytes]]:
    if extra is None:
        return []
    from importlib.resources import files

    described = tomllib.loads(extra.read_text(encoding="utf-8"))["resources"]
    root = files("tnt_core") / "data"
    return [(resource, (root / resource["path"]).read_bytes()) for resource in described]


def write_package(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a package into *folder*, which is made when missing.

    Raises:
        DataError: The folder cannot be written.
    """
    try:
        for name, content in contents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as fault:
        raise DataError(
            Text(
                fr=f"{folder} ne peut pas être écrit : {fault}.",
                en=f"{folder} cannot be written: {fault}.",
            ),
        ) from None
