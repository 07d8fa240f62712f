"""Builds the directory of collectivities, ``src/tnt_core/data/directory/*.csv``, from the yearly lists that Etalab publishes.

    python tools/build_directory.py             # write
    python tools/build_directory.py --check     # write nothing, fail when the files differ

Each list is an npm package; it is fetched once into a cache outside the repository and refused when its hash is not the recorded one.
The same packages give the same bytes. What the lists do not say stays empty. Traps of the source, each checked while building:

- ``communes.json`` of 1.1.1 holds the populations of 2022, not of 2021; the member lists of ``epci.json`` hold those of the vintage.
- ``epci.json`` of 6.0.0 repeats 5.0.0 to the last digit, so the total populations of 2026 are not in it; ``communes.json`` of 6.0.0 holds
  the municipal ones of 2026, and ``ept.json`` of 6.0.0 both for the 129 communes of the établissements publics territoriaux.
- ``epci.json`` of 5.0.0 and 6.0.0 hold an EPCI whose code is "undefined".
- Overseas collectivities: some files repeat older figures; only figures of a file that brought new ones are kept.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from directory_source import (
    INTEGRITY,
    LAST,
    VERSIONS,
    YEARS,
    Json,
    Vintage,
    fetch,
    municipal,
    siren,
    total,
)
from directory_tables import Row, by, span, table

from tnt_core.directory.names import folded_names
from tnt_core.directory.tables import Table
from tnt_core.model.territory import territory_of_departement, zone_of_departement

POPULATIONS = [f"{which}_{year}" for year in YEARS for which in ("municipal", "total")]

LYON = "200046977"
"""The Métropole de Lyon is a collectivity of its own, listed in the source among the EPCI."""

ISLANDS = frozenset({"22016", "29083", "29155", "85113"})
"""Île-de-Bréhat, Île-de-Sein, Ouessant, L'Île-d'Yeu: outside every EPCI, so that the source gives neither their total populations nor
those of 2021. The sums for their département and région are made without them, and say so."""

UNINHABITED = frozenset({"98411", "98412", "98413", "98414", "98415", "98901"})
"""Districts of the Terres australes et antarctiques françaises, and Clipperton: no inhabitants, no collectivity."""

OVERSEAS = {"975", "977", "978", "986", "987", "988"}
"""Collectivities of article 74 and of title XIII of the Constitution."""

DISSOLVED = {"97701": "977", "97801": "978", "98611": "986", "98612": "986", "98613": "986"}
"""Listed among the communes, but no communes: Saint-Barthélemy and Saint-Martin took the place of theirs,
Wallis-et-Futuna has circonscriptions."""

SINGLE = {"20R": ("Corse", ("2A", "2B"), "94"), "972": ("Martinique", ("972",), "02"),
          "973": ("Guyane", ("973",), "03"), "976": ("Mayotte", ("976",), "06")}  # fmt: skip
"""Single collectivities: code, name, départements and région whose place they take."""

ALSACE = "6AE"
"""The Collectivité européenne d'Alsace took the place of the départements 67 and 68 on 1 January 2021 (décret 2019-142)."""


class Builder:
    """Makes the six tables."""

    def __init__(self, vintages: Mapping[int, Vintage]) -> None:
        self.vintages = vintages
        self.newest = vintages[LAST]
        self.communes: dict[str, Row] = {}
        self.groups: dict[str, Row] = {}
        self.memberships: list[Row] = []
        self.postal: list[Row] = []
        self.history: list[Row] = []
        self.codes: dict[str, Row] = {}
        self.names: dict[tuple[str, str], Row] = {}

    def build(self) -> dict[str, bytes]:
        """Give the content of each file."""
        self.check_source()
        self.add_communes()
        self.add_groups()
        self.add_territories()
        self.add_aliases()
        self.check_result()
        names = ["code", "siren", "name", "departement", "region", "first", "last"]
        group = ["code", "kind", "epci_type", "siren", "name", "departement", "region"]
        group += ["zone", "territory", "first", "last", "uncounted"]
        return {
            "communes.csv": table([*names, *POPULATIONS], by(self.communes.values(), "code")),
            "groups.csv": table([*group, *POPULATIONS], by(self.groups.values(), "code", "kind")),
            "memberships.csv": table(
                ["commune", "group", "first", "last"],
                by(self.memberships, "commune", "group", "first"),
            ),
            "postal_codes.csv": table(
                ["postal_code", "commune"], by(self.postal, "postal_code", "commune")
            ),
            "history.csv": table(
                ["code", "field", "value", "last"], by(self.history, "code", "field", "last")
            ),
            "aliases.csv": table(
                ["code", "name", "target", "nature", "since"],
                by([*self.codes.values(), *self.names.values()], "code", "name", "target"),
            ),
        }

    def check_source(self) -> None:
        """Fail when the source no longer has the traps that this script works around."""
        older, newer = self.vintages[2025], self.vintages[2026]
        assert older.epci == newer.epci, "epci.json of 2026 no longer repeats 2025"
        for code, member in newer.ept_members.items():
            assert member["populationMunicipale"] == newer.communes[code]["population"]
        first, second = self.vintages[2021], self.vintages[2022]
        counted = set(first.members) & set(second.members)
        same = sum(
            first.communes[c]["population"] == second.members[c]["populationMunicipale"]
            for c in counted
        )
        assert same > 0.99 * len(counted), "communes.json of 2021 no longer holds 2022"

    def add_communes(self) -> None:
        """Every commune that one of the vintages lists, under its latest name."""
        codes = sorted({c for v in self.vintages.values() for c in v.communes})
        for code in codes:
            if code in UNINHABITED or code in DISSOLVED:
                continue
            years = [year for year in YEARS if code in self.vintages[year].communes]
            assert years == list(range(years[0], years[-1] + 1)), code
            latest = self.vintages[years[-1]]
            postal: list[str] = next(
                (found for y in reversed(years)
                 if (found := self.vintages[y].communes[code].get("codesPostaux"))), [],
            )  # fmt: skip
            row: Row = {
                "code": code,
                "departement": latest.departement(code),
                "region": str(latest.communes[code].get("region") or latest.departement(code)),
                **span(years),
            }
            self.postal += [
                {"postal_code": found, "commune": code} for found in postal if not row["last"]
            ]
            for field, read in (
                ("name", lambda y, c=code: self.vintages[y].communes[c]["nom"].replace("’", "'")),
                ("siren", lambda y, c=code: siren(self.vintages[y], c)),
            ):
                row[field] = self.remember(code, field, {year: read(year) for year in years})
            for year in years:
                row[f"municipal_{year}"] = municipal(self.vintages, year, code)
                row[f"total_{year}"] = total(self.vintages, year, code)
            self.communes[code] = row

    def remember(self, code: str, field: str, values: Mapping[int, str]) -> str:
        """Give the latest value and write down the former ones, each with the last vintage that had it."""
        known = {year: value for year, value in values.items() if value}
        for year, following in zip(known, list(known)[1:], strict=False):
            if known[year] != known[following]:
                self.history.append(
                    {"code": code, "field": field, "value": known[year], "last": following - 1}
                )
        return known[max(known)] if known else ""

    def add_groups(self) -> None:
        """EPCI à fiscalité propre, établissements publics territoriaux, and their members."""
        for source in ("epci", "ept"):
            lists: dict[int, dict[str, Json]] = {
                y: getattr(self.vintages[y], source) for y in YEARS
            }
            for code in sorted({c for listed in lists.values() for c in listed}):
                years = [year for year in YEARS if code in lists[year]]
                assert years == list(range(years[0], years[-1] + 1)), code
                kind = "ept" if source == "ept" else "epci_fp"
                types = {
                    y: {"CC": "cc", "CA": "ca", "CU": "cu", "METRO": "metropole", "MET69": "",
                        "EPT": ""}[lists[y][code]["type"]] for y in years
                }  # fmt: skip
                row: Row = {
                    "code": code,
                    "siren": code,
                    "kind": "metropole_lyon" if code == LYON else kind,
                    "epci_type": self.remember(code, "epci_type", types),
                    "name": self.remember(
                        code, "name", {y: lists[y][code]["nom"].replace("’", "'") for y in years}
                    ),
                    # The lists of EPT begin in 2024; the EPT themselves are older.
                    **(span(years) if source == "epci" else {"first": years[0], "last": ""}),
                }
                members = {
                    # A commune that was merged may linger in the list of the EPT.
                    y: sorted(c for m in lists[y][code]["membres"]
                              if (c := m["code"]) in self.vintages[y].communes) for y in years
                }  # fmt: skip
                self.add_members(code, members)
                self.situate(row, members[years[-1]], years[-1])
                for year in years:
                    self.count(row, year, members[year])
                    if source == "epci" and year != LAST:
                        listed = lists[year][code]
                        assert row[f"municipal_{year}"] == listed["populationMunicipale"]
                        assert row[f"total_{year}"] == listed["populationTotale"]
                self.groups[f"{row['kind']}:{code}"] = row

    def add_members(self, group: str, members: Mapping[int, list[str]]) -> None:
        """Write the stretches of years in which each commune belongs to *group*."""
        for commune in sorted({c for listed in members.values() for c in listed}):
            years = [year for year, listed in members.items() if commune in listed]
            # A commune may leave and come back: one row for each stretch.
            for start in (year for year in years if year - 1 not in years):
                end = next(year for year in range(start, LAST + 1) if year + 1 not in years)
                limits = span([start, end])
                if start == min(members) and group in self.newest.ept:
                    limits["first"] = start
                self.memberships.append({"commune": commune, "group": group, **limits})

    def situate(self, row: Row, members: Iterable[str], year: int) -> None:
        """Say where a group lies, as far as all of its members agree."""
        vintage = self.vintages[year]
        departements = {vintage.departement(code) for code in members}
        regions = {str(vintage.communes[code]["region"]) for code in members}
        for field, values in (
            ("departement", departements),
            ("region", regions),
            ("zone", {zone_of_departement(d) for d in departements}),
            ("territory", {territory_of_departement(d) for d in departements}),
        ):
            row[field] = values.pop() if len(values) == 1 else ""

    def count(self, row: Row, year: int, members: Iterable[str]) -> None:
        """Sum the populations of the members of *year* whose number is known."""
        for which in ("municipal", "total"):
            column = f"{which}_{year}"
            numbers = {code: self.communes[code].get(column) for code in members}
            unknown = {code for code, number in numbers.items() if number is None}
            known = [int(str(number)) for number in numbers.values() if number is not None]
            row[column] = sum(known) if unknown <= ISLANDS and known else None
            if row[column] is not None and unknown:
                row["uncounted"] = " ".join(
                    sorted({*str(row.get("uncounted", "")).split(), *unknown})
                )

    def add_territories(self) -> None:
        """Départements, régions, single collectivities, overseas collectivities: the sums of their communes."""
        newest = self.newest
        names = {d["code"]: d["nom"] for d in newest.departements}
        regions = {r["code"]: r["nom"] for r in newest.regions}
        region_of = {d["code"]: d["region"] for d in newest.departements}
        single = {d for _, departements, _ in SINGLE.values() for d in departements}
        plan: list[
            tuple[str, str, str, str, frozenset[str]]
        ] = []  # kind, code, name, region, départements
        for code, name in names.items():
            if code in OVERSEAS:
                plan.append(("collectivite_outre_mer", code, name, code, frozenset({code})))
            elif code not in single and code not in {"67", "68", "75", "984", "989"}:
                plan.append(("departement", code, name, region_of[code], frozenset({code})))
        plan.append(
            (
                "departement",
                ALSACE,
                "Collectivité européenne d'Alsace",
                "44",
                frozenset({"67", "68"}),
            )
        )
        for code, (name, replaced, region) in SINGLE.items():
            plan.append(("collectivite_unique", code, name, region, frozenset(replaced)))
        for code, name in regions.items():
            taken = code in OVERSEAS or code in {"984", "989"}
            if not taken and code not in {region for _, _, region in SINGLE.values()}:
                within = frozenset(d for d, region in region_of.items() if region == code)
                plan.append(("region", code, name, code, within))
        inside: dict[int, dict[str, set[str]]] = {year: defaultdict(set) for year in YEARS}
        for code, commune in self.communes.items():
            for year in YEARS:
                if f"municipal_{year}" in commune:
                    inside[year][self.vintages[year].departement(code)].add(code)
        for kind, code, name, region, departements in plan:
            row: Row = {"code": code, "kind": kind, "name": name, "region": region}
            for year in YEARS:
                members = {c for d in departements for c in inside[year][d]}
                if (kind, code) == ("departement", "69"):
                    # The Métropole de Lyon took the place of the département on its territory.
                    members -= {m["code"] for m in self.vintages[year].epci[LYON]["membres"]}
                self.count(row, year, members)
                for dissolved, target in DISSOLVED.items():
                    if target == code and kind == "collectivite_outre_mer":
                        number = municipal(self.vintages, year, dissolved)
                        if number is not None:
                            known = row[f"municipal_{year}"]
                            row[f"municipal_{year}"] = number + int(str(known or 0))
            only = min(departements)
            row["departement"] = only if len(departements) == 1 and kind != "region" else ""
            row["zone"] = zone_of_departement(only)
            territories = {territory_of_departement(d) for d in departements}
            row["territory"] = territories.pop() if len(territories) == 1 else ""
            self.groups[f"{kind}:{code}"] = row

    def add_aliases(self) -> None:
        """Codes and names that are no collectivity of their own, and the one that they lead to."""
        for dissolved, target in DISSOLVED.items():
            self.alias(dissolved, self.newest.communes[dissolved]["nom"], target, "substituted")
        for code, target, name in (
            ("2A", "20R", "Corse-du-Sud"), ("2B", "20R", "Haute-Corse"),
            ("67", ALSACE, "Bas-Rhin"), ("68", ALSACE, "Haut-Rhin"),
        ):  # fmt: skip
            self.alias(code, name, target, "substituted")
        self.alias("75", "", "75056", "substituted")
        # Codes of ISO 3166-2, as 20R and 6AE are.
        self.alias("75C", "", "75056", "synonym")
        self.alias("69M", "", LYON, "synonym")
        self.alias("69D", "", "69", "synonym")
        for district in self.newest.districts:
            self.alias(district["code"], district["nom"], district["commune"], "arrondissement")
        for year in reversed(YEARS):
            vintage = self.vintages[year]
            absorbed = {
                old: code
                for code, c in vintage.communes.items()
                for old in c.get("anciensCodes", ())
            }
            for part in vintage.parts:
                nature = part["type"].removeprefix("commune-")
                self.former(part["code"], part["nom"], part["chefLieu"], nature)
            # The lists of 2022 give some of these codes to a wrong commune; the newest is right.
            for old, target in absorbed.items() if year in {LAST, 2021} else ():
                self.former(old, "", target, "former")
        for code, row in self.communes.items():
            if row["last"]:
                assert code in self.codes, (
                    f"{code} {row['name']} is gone, its successor is not known"
                )
                alias = self.codes[code]
                own, now_in, why = (str(alias[key]) for key in ("name", "target", "nature"))
                since = int(str(row["last"])) + 1
                alias.update(name=row["name"], nature="merged", since=since)
                if own not in {"", row["name"]}:
                    self.alias("", own, now_in, why)

    def former(self, code: str, name: str, target: str, nature: str) -> None:
        """Note a commune that became a part of another one, unless a newer list knew it already."""
        while target not in self.newest.communes:
            target = next(
                now
                for now, c in self.newest.communes.items()
                if target in c.get("anciensCodes", ())
            )
        if code not in self.newest.communes:
            self.alias(code, name, target, nature)
        elif code == target and name not in {"", self.communes[code]["name"]}:
            # The seat of a commune nouvelle left it its code: only its old name leads there.
            self.alias("", name, target, nature)

    def alias(self, code: str, name: str, target: str, nature: str) -> None:
        """Note that a code, a name, or both lead to *target*; what was noted first stays."""
        name = name.replace("’", "'")
        row: Row = {"code": code, "name": name, "target": target, "nature": nature, "since": ""}
        known = self.codes.setdefault(code, row) if code else None
        if known is not None and not known["name"]:
            known["name"] = name
        elif name and (known is None or known["name"] != name):
            self.names.setdefault((name, target), {**row, "code": ""})

    def check_result(self) -> None:
        """No commune is lost, nothing is written twice, every reference leads somewhere."""
        targets = {*self.communes, *(str(row["code"]) for row in self.groups.values())}
        now = {code for code, row in self.communes.items() if not row["last"]}
        for year in YEARS:
            listed = set(self.vintages[year].communes) - UNINHABITED - set(DISSOLVED)
            assert listed == {c for c, row in self.communes.items() if f"municipal_{year}" in row}
        for alias in [*self.codes.values(), *self.names.values()]:
            assert alias["target"] in targets, alias
            assert alias["target"] not in self.communes or alias["target"] in now, alias
        assert not self.codes.keys() & now
        # The look-up splits these rows at the commas.
        assert not any(
            '"' in str(row["name"]) or "," in str(row["name"]) for row in self.communes.values()
        )


def check_description(path: Path) -> None:
    """Fail when the description of the tables names other sources than the ones that are read."""
    for resource in tomllib.loads(path.read_text(encoding="utf-8"))["resources"]:
        named = {source["version"]: source["integrity"] for source in resource["sources"]}
        if named != INTEGRITY:
            sys.exit(
                f"{path}: {resource['name']} names other sources or hashes than directory_source.py."
            )


def names_of(files: Mapping[str, bytes]) -> bytes:
    """Give the table of folded names, by which the library looks a name up, from the other tables."""
    found = folded_names(lambda name: Table(files[f"{name}.csv"]))
    columns = ["name", "source", "key", "written"]
    rows: list[Row] = [dict(zip(columns, (name, *target), strict=True)) for name, target in found]
    # Of one name, in the order of the tables: a former name before a part that bears it.
    return table(columns, by(rows, "name"))


def main() -> None:
    """Read the arguments, build, and write or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    parser.add_argument("--cache", type=Path, default=home / "tnt-core" / "directory")
    target = Path(__file__).parents[1] / "src" / "tnt_core" / "data" / "directory"
    parser.add_argument("--out", type=Path, default=target)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    given = parser.parse_args()
    check_description(target.parents[3] / "records" / "directory.toml")
    vintages = {
        year: Vintage(fetch(given.cache, version), year) for year, version in VERSIONS.items()
    }
    files = Builder(vintages).build()
    files["names.csv"] = names_of(files)
    for name, content in files.items():
        path = given.out / name
        if not given.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            sys.exit(f"{path} differs from what its sources give.")
        print(f"{path}: {len(content):,} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
