"""From what people write — a code, a postal code, a name — to a collectivity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal, TypeAlias, cast

import attrs

from tnt_core.directory import notes
from tnt_core.directory.entries import LAST_VINTAGE, Entry, entries_of, vintage_of
from tnt_core.directory.names import bare, fold, index, names_with, nearest_names
from tnt_core.directory.members import successors
from tnt_core.directory.tables import Row, table
from tnt_core.errors import AmbiguousNameError, DateError, InputError, UnknownNameError, nearest
from tnt_core.model.territory import KINDS, EpciType, Kind
from tnt_core.texts import Text

__all__ = ["Candidate", "Found", "Match", "find", "resolve"]

Match: TypeAlias = Literal["code", "postal_code", "name", "former_name", "words", "near"]
"""How a candidate was found, surest first."""

NOUN = ("collectivity", "collectivité")
POSTAL = "postal"

CODE = re.compile(r"\d[\dA-Z]{1,4}")
SIREN = re.compile(r"\d{9}")
SIRET = re.compile(r"\d{14}")
SIRENS = re.compile(r"^([^,]+),(\d{9}),", re.MULTILINE)
WITH_DEPARTEMENT = re.compile(r"(.+?) *\(([^()]+)\)")

SHORT = {
    "ept": "établissement public territorial",
    "departement": "département",
    "region": "région",
    "collectivite_unique": "collectivité unique",
    "metropole_lyon": "collectivité",
    "collectivite_outre_mer": "collectivité d'outre-mer",
}
"""How a label calls what is no commune; French legal terms have no English."""


@attrs.frozen(kw_only=True)
class Candidate:
    """What a name or a code may mean.

    Attributes:
        key: ``kind:code``, which no other collectivity has and every look-up accepts.
        code: INSEE code; for an EPCI or an EPT, its SIREN.
        siren: SIREN, as far as the source gives it.
        name: Its present name.
        kind: What it is.
        epci_type: For an EPCI à fiscalité propre, its type.
        departement: Code of its département, where it lies in one only.
        region: Code of its région, where it lies in one only.
        population_municipal: Population municipale of the newest vintage that has one for it.
        match: How it was found.
        note: Why it was found although it bears another code or name: its successor, its old name…
    """

    key: str
    code: str
    siren: str | None
    name: str
    kind: Kind
    epci_type: EpciType | None
    departement: str | None
    region: str | None
    population_municipal: int | None
    match: Match
    note: Text | None = None

    @property
    def label(self) -> str:
        """The name with what tells it from its homonyms, for instance ``"Saint-Denis (93)"``."""
        if self.kind == "commune":
            return f"{self.name} ({self.departement})"
        what = (self.epci_type or "").upper() if self.kind == "epci_fp" else SHORT[self.kind]
        what = "métropole" if self.epci_type == "metropole" else what
        within = "" if self.departement in {None, self.code} else f", {self.departement}"
        return f"{self.name} ({what}{within})"


@attrs.frozen
class Found:
    """A collectivity, how it was found, and what has to be said about that."""

    entry: Entry
    match: Match = "code"
    notes: tuple[Text, ...] = ()

    def candidate(self) -> Candidate:
        """Give it as the public value."""
        entry = self.entry
        return Candidate(
            key=entry.key,
            code=entry.code,
            siren=entry.siren,
            name=entry.name(LAST_VINTAGE),
            kind=entry.kind,
            epci_type=entry.epci_type(LAST_VINTAGE),
            departement=entry.departement,
            region=entry.region,
            population_municipal=entry.municipal(entry.last),
            match=self.match,
            note=self.notes[0] if self.notes else None,
        )


def find(
    query: str, *, limit: int = 10, on: dt.date | str | int | None = None
) -> tuple[Candidate, ...]:
    """Give what a code, a postal code or a name may mean, the likeliest first.

    Names are read without case, accents, hyphens and leading articles; ``St`` is ``Saint``; ``Saint-Denis (93)`` names the
    département as well. Old names, communes that were merged, parts of communes and arrondissements lead to the commune of today,
    with a note. When nothing bears the name, names that look like it are given (``match="near"``).

    Args:
        query: What someone wrote.
        limit: How many to give at most.
        on: The day whose collectivities are meant; the newest vintage by default.

    Raises:
        InputError: Not a text, a blank one, or a number that can be no code.

    Example:
        >>> find("rennes", limit=2)[0].code
        '35238'
        >>> [candidate.label for candidate in find("saint denis", limit=2)]
        ['Saint-Denis (974)', 'Saint-Denis (93)']
    """
    vintage = vintage_of(on)
    wanted = _checked(query)
    found = list(_by_code(wanted, vintage))
    if not found and not _is_code(wanted):
        found = _by_name(wanted, vintage)
        if len(found) < limit:
            found += _by_words(wanted, vintage)
        if not found:
            found = _near(wanted, vintage, limit)
    return tuple(one.candidate() for one in _without_doubles(found)[:limit])


@lru_cache(maxsize=1024)
def resolve(query: str, vintage: int) -> Found:
    """Give the one collectivity that a code or a name means.

    Raises:
        InputError: Not a text, a blank one, or a number that can be no code.
        UnknownNameError: Nothing bears it; the error knows what looks like it.
        AmbiguousNameError: Several do; the error lists them.
        DateError: It did not exist yet in *vintage*.
    """
    wanted = _checked(query)
    found = list(_by_code(wanted, vintage))
    if not found and not _is_code(wanted):
        found = _by_name(wanted, vintage)
        best = found[0].match if found else None
        exact = [one for one in found if one.match == best and _bears(one, wanted, vintage)]
        found = exact or [one for one in found if one.match == best]
    found = _without_doubles(found)
    if not found:
        raise UnknownNameError(NOUN, query, suggestions=_suggestions(wanted, vintage))
    if len(found) > 1:
        raise AmbiguousNameError(
            NOUN, query, [(_short_key(one), one.candidate().label) for one in found]
        )
    return _listed(found[0], vintage)


def _checked(query: object) -> str:
    """Refuse what can be neither a code nor a name, and give the rest without blanks around it."""
    wanted = query.strip() if isinstance(query, str) else ""
    if not wanted:
        raise InputError(
            f"expected a name, an INSEE or SIREN code, or a postal code, got {query!r}.",
            f"un nom, un code INSEE ou SIREN, ou un code postal est attendu, reçu {query!r}.",
            value=query,
        )
    digits = wanted.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if SIRET.fullmatch(digits):
        raise InputError(
            f"{wanted} is a SIRET, the number of an establishment; give the SIREN, its first nine digits: {digits[:9]}.",
            f"{wanted} est un SIRET, le numéro d'un établissement ; donnez le SIREN, ses neuf premiers chiffres : {digits[:9]}.",
            value=query,
        )
    if SIREN.fullmatch(digits) and not _check_digit(digits):
        raise InputError(
            f"{wanted} is no SIREN: its check digit is wrong. Look for a mistyped digit.",
            f"{wanted} n'est pas un SIREN : sa clé est fausse. Cherchez une faute de frappe.",
            value=query,
        )
    return digits.upper() if digits[:1].isdigit() and len(digits) <= len("123456789") else wanted


def _check_digit(number: str) -> bool:
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_code(wanted: str) -> bool:
    kind, colon, _ = wanted.partition(":")
    if colon:
        return kind in {*KINDS, POSTAL}
    return wanted.isdigit() or CODE.fullmatch(wanted) is not None


def _by_code(wanted: str, vintage: int) -> Iterator[Found]:
    kind, colon, code = wanted.partition(":")
    if colon:
        yield from _by_key(kind, code.strip().upper(), vintage)
    elif SIREN.fullmatch(wanted):
        yield from _by_own_code(_sirens().get(wanted, wanted), vintage)
    elif CODE.fullmatch(wanted):
        found = list(_by_own_code(wanted, vintage))
        postal = [
            one
            for one in _by_postal_code(wanted, vintage)
            if one.entry not in {f.entry for f in found}
        ]
        if not found:
            yield from postal
        for one in found:
            warned = (notes.also_postal_code(wanted, [p.entry for p in postal]),) if postal else ()
            yield attrs.evolve(one, notes=(*one.notes, *warned))


def _by_key(kind: str, code: str, vintage: int) -> Iterator[Found]:
    if kind == POSTAL:
        yield from _by_postal_code(code, vintage)
    for one in _by_own_code(code, vintage):
        # Where Paris, Corsica, Alsace… took the place of a département, its code leads to them.
        took_place = (
            kind == "departement" and len(code) <= len("972") and one.entry.kind != "region"
        )
        if one.entry.kind == kind or took_place:
            yield one
    if kind == "region":
        for row in table("groups"):
            if row["region"] == code and row["kind"] in {
                "collectivite_unique",
                "collectivite_outre_mer",
            }:
                yield Found(Entry(cast("Kind", row["kind"]), row))


def _by_own_code(code: str, vintage: int) -> Iterator[Found]:
    for entry in entries_of(code):
        if entry.last >= vintage:
            yield Found(entry)
        elif entry.kind == "epci_fp":
            for successor in successors(entry, vintage):
                yield Found(successor, "code", (notes.successor(entry, successor),))
    for alias in table("aliases").rows(code):
        if alias["nature"] != "merged" or vintage >= int(alias["since"]):
            yield from _through(alias, "code")


def _through(alias: Row, match: Match) -> Iterator[Found]:
    for target in entries_of(alias["target"]):
        yield Found(target, match, (notes.leads_to(alias, target),))


def _by_postal_code(code: str, vintage: int) -> Iterator[Found]:
    for row in table("postal_codes").rows(code):
        for entry in entries_of(row["commune"]):
            if entry.first <= vintage:
                yield Found(entry, "postal_code")


@cache
def _sirens() -> dict[str, str]:
    """Commune by SIREN, former numbers included."""
    former = {row["value"]: row["code"] for row in table("history") if row["field"] == "siren"}
    return former | {siren: code for code, siren in SIRENS.findall(table("communes").text)}


def _by_name(wanted: str, vintage: int) -> list[Found]:
    """Give what bears the name exactly, or bore it: present names first, then the most inhabitants."""
    found = list(_bearers(wanted, vintage))
    if not found and (both := WITH_DEPARTEMENT.fullmatch(wanted)):
        where = {both[2].upper(), *(one.entry.code for one in _bearers(both[2], vintage))}
        found = [one for one in _bearers(both[1], vintage) if one.entry.departement in where]
    return sorted(found, key=_rank)


def _bearers(name: str, vintage: int) -> Iterator[Found]:
    for source, key, written in index().get(bare(fold(name)), ()):
        yield from _bearer(source, key, written, vintage)


def _bearer(source: str, key: str, written: str, vintage: int) -> Iterator[Found]:
    """Give what one line of the index of names leads to in *vintage*."""
    match source:
        case "aliases":
            code, _, target = key.partition(">")
            rows = table("aliases").rows(code)
            yield from _through(
                next(row for row in rows if (row["target"], row["name"]) == (target, written)),
                "former_name",
            )
        case "history":
            for entry in entries_of(key):
                renamed = entry.name(vintage) != written
                found = Found(entry, "former_name", (notes.former_name(written, entry),))
                yield found if renamed else Found(entry, "name")
        case _:
            for one in _by_own_code(key.rpartition(":")[2], vintage):
                if source == "communes" or one.entry.key == key or one.notes:
                    yield attrs.evolve(one, match="former_name" if one.notes else "name")


def _by_words(wanted: str, vintage: int) -> list[Found]:
    """Give what has every word in its name, names that begin with them first."""
    return _of_names(names_with(bare(fold(wanted))), vintage, "words")


def _near(wanted: str, vintage: int, limit: int) -> list[Found]:
    return _of_names(nearest_names(bare(fold(wanted)), limit), vintage, "near")


def _of_names(names: Iterable[str], vintage: int, match: Match) -> list[Found]:
    targets = [target for name in names for target in index()[name]]
    found = [one for target in targets for one in _bearer(*target, vintage)]
    return [attrs.evolve(one, match=match) for one in found]


def _rank(found: Found) -> tuple[bool, int, str]:
    number = found.entry.municipal(min(found.entry.last, LAST_VINTAGE))
    return found.match == "former_name", -(number or 0), found.entry.code


def _bears(found: Found, wanted: str, vintage: int) -> bool:
    """Tell whether the name is written in full, article included: Percy is not Le Percy."""
    return fold(found.entry.name(vintage)) == fold(wanted)


def _without_doubles(found: Iterable[Found]) -> list[Found]:
    first: dict[str, Found] = {}
    for one in found:
        first.setdefault(one.entry.key, one)
    return list(first.values())


def _listed(found: Found, vintage: int) -> Found:
    entry = found.entry
    if vintage < entry.first:
        name = entry.name(LAST_VINTAGE)
        raise DateError(
            f"on: {name} ({entry.code}) is in the directory since 1 January {entry.first}, not in {vintage}.",
            f"on : {name} ({entry.code}) figure dans l'annuaire depuis le 1er janvier {entry.first}, pas en {vintage}.",
            value=vintage,
        )
    return found


def _short_key(found: Found) -> str:
    """Give the code where it is enough, else the kind as well: 53 is the Mayenne and the Bretagne."""
    return found.entry.code if len(found.entry.code) >= len("35238") else found.entry.key


def _suggestions(wanted: str, vintage: int) -> list[str]:
    """Give what looks like a code or a name that nothing bears."""
    if _is_code(wanted):
        code = wanted.rpartition(":")[2]
        padded = f"0{code}"  # spreadsheets eat the zero of the first nine départements
        alike = [padded] if len(code) == len("1001") else []
        pattern = re.compile(rf"^{re.escape(code[:2])}[^,]*", re.MULTILINE)
        known = [c for name in ("communes", "groups") for c in pattern.findall(table(name).text)]
        found = [one for c in (*alike, *nearest(code, known)) for one in _by_own_code(c, vintage)]
    else:
        found = _by_words(wanted, vintage)[:50] or _near(wanted, vintage, 5)
    return [f"{_short_key(one)} = {one.candidate().label}" for one in _without_doubles(found)[:5]]
