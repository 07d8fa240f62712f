"""The yearly lists that the directory is built from: fetched, checked, and read as they were published."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tnt_core.directory.codes import is_siren

PACKAGE = "@etalab/decoupage-administratif"

VERSIONS = {
    2021: "1.1.1",
    2022: "2.0.0",
    2023: "3.0.0",
    2024: "4.0.0",
    2025: "5.0.0",
    2026: "6.0.0",
}
"""The version of the package that holds each vintage."""

INTEGRITY = {
    "1.1.1": "sha512-2yD0tkK+As9OlImYdFXn9O1ABtMpExpCq0A7/d/HpruMgg7NYymUeNnHN0r8ICWgcKE//3uvMXeQ00xdOwUiZg==",
    "2.0.0": "sha512-X+pQDnm0Sk8T5KPhT5kU9cLyMKc+LagK8ObYxyzVDoQapjLNZl9/KY2VFr42aw4LEiTnUfqCgNZc9lhHfi6shQ==",
    "3.0.0": "sha512-WlXHeArXK7zwcxoPev8NM3ncUjaIiBYiTmY1wh3X6RXITKjTwn3yaYdQqbPplTfFA/ByllG4Y4q4Jt0bCmbEzw==",
    "4.0.0": "sha512-TMGZT4rFaQdkovoAZF5iMNJnxc2To8GXiC4x/N8Z5j6I0j29AeInE2Js86Wy9W2ZnjGFbKkSpmnsbLYwWYAFsw==",
    "5.0.0": "sha512-Ui/5A4jqvhQ4EsikNyuvJN3lIgRHBv9N1tX7B+n08EMRqlHjzm0e+Z7pOlDHJ2EQU9XnA5xcl4lqlBpznfp07w==",
    "6.0.0": "sha512-XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==",
}
"""Subresource integrity of each archive, as published by the registry."""

YEARS = tuple(VERSIONS)
FIRST, LAST = YEARS[0], YEARS[-1]

Json = dict[str, Any]


def fetch(cache: Path, version: str) -> Path:
    """Give the archive of *version*, downloaded when the cache does not have it, and refuse it when its hash is wrong."""
    archive = cache / f"etalab-decoupage-administratif-{version}.tgz"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "pack", "--silent", f"{PACKAGE}@{version}"],
            cwd=cache,
            check=True,
        )
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY[version]:
        sys.exit(f"{archive}: its hash is sha512-{digest}, {INTEGRITY[version]} is recorded.")
    return archive


class Vintage:
    """One yearly list, as it was published."""

    def __init__(self, archive: Path, year: int) -> None:
        self.year = year
        self._archive = archive
        entries = self._read("communes")
        self.communes = {c["code"]: c for c in entries if c["type"] == "commune-actuelle"}
        self.parts = [c for c in entries if c["type"] in {"commune-deleguee", "commune-associee"}]
        self.districts = [c for c in entries if c["type"] == "arrondissement-municipal"]
        self.epci = {e["code"]: e for e in self._read("epci") if e["code"] != "undefined"}
        self.departements, self.regions = self._read("departements"), self._read("regions")
        self.ept = {e["code"]: e for e in self._read("ept")}
        self.members = {m["code"]: m for e in self.epci.values() for m in e["membres"]}
        self.ept_members = {m["code"]: m for e in self.ept.values() for m in e["membres"]}

    def _read(self, name: str) -> list[Json]:
        with tarfile.open(self._archive) as archive:
            try:
                content = archive.extractfile(f"package/data/{name}.json")
            except KeyError:
                return []
            assert content is not None
            entries: list[Json] = json.load(content)
            return entries

    def departement(self, code: str) -> str:
        """Give the département, or overseas collectivity, of a commune."""
        commune = self.communes[code]
        return str(commune.get("departement") or commune["collectiviteOutremer"]["code"])


FRESH = {
    "975": (2022, 2023, 2025, 2026),
    "977": (2022, 2023, 2025, 2026),
    "978": (2022, 2023, 2025, 2026),
    "986": (2026,),
    "987": (2026,),
    "988": (2026,),
}
"""Overseas, the vintages whose file brought new figures; the others repeat an older census."""


def municipal(vintages: Mapping[int, Vintage], year: int, code: str) -> int | None:
    """Give the population municipale of a commune in force on 1 January of *year*."""
    departement = vintages[year].departement(code)
    if departement in FRESH and year not in FRESH[departement]:
        return None
    if year != LAST and code in vintages[year].members:
        return int(vintages[year].members[code]["populationMunicipale"])
    # 2021: communes.json holds the figures of 2022.
    return None if year == FIRST else vintages[year].communes[code].get("population")


def total(vintages: Mapping[int, Vintage], year: int, code: str) -> int | None:
    """Give the population totale of a commune in force on 1 January of *year*."""
    source = vintages[year].ept_members if year == LAST else vintages[year].members
    return int(source[code]["populationTotale"]) if code in source else None


def siren(vintage: Vintage, code: str) -> str:
    """Give the SIREN of a commune, or nothing."""
    found = vintage.communes[code].get("siren") or vintage.members.get(code, {}).get("siren", "")
    assert not found or is_siren(found), (code, found)
    return str(found)
