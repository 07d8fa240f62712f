"""From what people write — a code, a postal code, a name — to a collectivity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

import attrs

from tnt_core.directory import notes
from tnt_core.directory.candidates import Candidate, Found, Match
from tnt_core.directory.codes import by_code, by_own_code, checked, is_code, through
from tnt_core.directory.entries import LAST_VINTAGE, entries_of, vintage_of
from tnt_core.directory.names import bare, bearers, fold, names_with, nearest_names
from tnt_core.directory.tables import table
from tnt_core.errors import AmbiguousNameError, DateError, UnknownNameError, nearest
from tnt_core.texts import Text

__all__ = ["find", "resolve"]

NOT_YET_LISTED = Text(
    fr="on : {name} ({code}) figure dans l'annuaire depuis le 1er janvier {first}, pas en {vintage}.",
    en="on: {name} ({code}) is in the directory since 1 January {first}, not in {vintage}.",
)

NOUN = Text(fr="collectivité", en="collectivity")
Closeness: TypeAlias = tuple[bool, bool, bool]
"""How far a name is from what was written: other letters or accents; a name of old; an article more or less."""

WITH_DEPARTEMENT = re.compile(
    r"(?P<name>.+?) *(?:\((?P<round>[^()]+)\)|, *(?P<comma>[^,]+)| (?P<code>\d{2,3}|2[ABab]))"
)
"""« Saint-Denis (93) », « Saint-Denis 93 », « Rennes, Ille-et-Vilaine »."""
ARRONDISSEMENT = re.compile(
    r"(?P<city>paris|lyon|marseille) (?P<number>\d{1,2}) ?(?:er|e|eme)?(?: arrondissement)?"
)
CALLED = re.compile(
    r"(?:la |le )?(?P<what>region|departement|commune|ville|mairie) (?:de la |de l |des |du |de |d )?(?P<name>.+)"
)
"""« Région Bretagne », « mairie de Rennes », as :func:`fold` writes them."""
CALLED_KINDS = {
    "region": ("region", "collectivite_unique"),
    "departement": ("departement", "collectivite_unique", "metropole_lyon"),
}
COMMUNES = ("commune",)


def find(
    query: str, *, limit: int = 10, on: dt.date | str | int | None = None
) -> tuple[Candidate, ...]:
    """Give what a code, a postal code or a name may mean, the likeliest first.

    Names are read without case, accents, hyphens and leading articles; ``St`` is ``Saint``; ``Saint-Denis (93)``, ``Saint-Denis 93`` and
    ``Rennes, Ille-et-Vilaine`` name the département as well; ``Paris 1er``, ``Région Bretagne`` and ``mairie de Rennes`` are read too. Old names, communes that were merged, parts of communes and arrondissements lead to the commune of today,
    with a note. When nothing bears the name, names that look like it are given (``match="near"``).

    Args:
        query: What someone wrote.
        limit: How many to give at most.
        on: The day whose collectivities are meant; the newest vintage by default.

    Raises:
        InputError: Not a text, a blank or endless one, or a number that can be no code.
        DateError: A day before the first vintage, or no day.

    Example:
        >>> find("rennes", limit=2)[0].code
        '35238'
        >>> [candidate.label for candidate in find("saint denis", limit=2)]
        ['Saint-Denis (974)', 'Saint-Denis (93)']
    """
    vintage = vintage_of(on)
    wanted = checked(query)
    found = list(by_code(wanted, vintage))
    if not found and not is_code(wanted):
        found = [one for _, one in _by_name(wanted, vintage)]
        if len(found) < limit:
            found += _by_words(wanted, vintage)
        if not found:
            found = _near(wanted, vintage, limit)
    listed = [one for one in _without_doubles(found) if one.entry.first <= vintage]
    return tuple(one.candidate() for one in listed[:limit])


def resolve(query: str, vintage: int) -> Found:
    """Give the one collectivity that a code or a name means.

    Raises:
        InputError: Not a text, a blank or endless one, or a number that can be no code.
        UnknownNameError: Nothing bears it; the error knows what looks like it.
        AmbiguousNameError: Several do; the error lists them.
        DateError: It did not exist yet in *vintage*.
    """
    return _resolve(checked(query), vintage)


@lru_cache(maxsize=1024)
def _resolve(wanted: str, vintage: int) -> Found:
    found = list(by_code(wanted, vintage))
    if not found and not is_code(wanted):
        bearers = _by_name(wanted, vintage)
        listed = [(close, one) for close, one in bearers if one.entry.first <= vintage] or bearers
        found = [one for closeness, one in listed if closeness == listed[0][0]]
    found = _without_doubles(found)
    if not found:
        raise UnknownNameError(NOUN, wanted, suggestions=_suggestions(wanted, vintage))
    if len(found) > 1:
        raise AmbiguousNameError(
            NOUN, wanted, [(_short_key(one), one.candidate().label) for one in found]
        )
    return _listed(found[0], vintage)


def _by_name(wanted: str, vintage: int) -> list[tuple[Closeness, Found]]:
    """Give what bears the name, or bore it: the closest first, then the most inhabitants."""
    found: list[tuple[Closeness, Found]] = []
    for read in (_bearers, _with_departement, _of_arrondissement, _called):
        found = found or list(read(wanted, vintage))
    return sorted(found, key=lambda pair: (pair[0], *_by_size(pair[1])))


def _with_departement(wanted: str, vintage: int) -> Iterator[tuple[Closeness, Found]]:
    """Read a name with its département after it, by code or by name."""
    both = WITH_DEPARTEMENT.fullmatch(wanted)
    if both is None:
        return
    place = both["round"] or both["comma"] or both["code"]
    where = {place.upper(), *(one.entry.code for _, one in _bearers(place, vintage))}
    for closeness, one in _bearers(both["name"], vintage):
        if one.entry.departement in where:
            yield closeness, one


def _of_arrondissement(wanted: str, vintage: int) -> Iterator[tuple[Closeness, Found]]:
    """Read « Paris 1er » and « Lyon 3 » as the directory writes arrondissements."""
    found = ARRONDISSEMENT.fullmatch(fold(wanted))
    if found is not None:
        number = int(found["number"])
        rank = "er" if number == 1 else "e"
        yield from _bearers(f"{found['city']} {number}{rank} arrondissement", vintage)


def _called(wanted: str, vintage: int) -> Iterator[tuple[Closeness, Found]]:
    """Read a name with what it is before it: « Région Bretagne », « mairie de Rennes »."""
    found = CALLED.fullmatch(fold(wanted))
    if found is not None:
        kinds = CALLED_KINDS.get(found["what"], COMMUNES)
        for closeness, one in _bearers(found["name"], vintage):
            if one.entry.kind in kinds:
                yield closeness, one


def _bearers(name: str, vintage: int) -> Iterator[tuple[Closeness, Found]]:
    folded = fold(name)
    for source, key, written in bearers(bare(folded)):
        for one in _bearer(source, key, written, vintage):
            former = one.match == "former_name"
            yield (written.lower() != name.lower(), former, fold(written) != folded), one


def _by_size(found: Found) -> tuple[int, str]:
    return -(found.entry.municipal(found.entry.last) or 0), found.entry.code


def _bearer(source: str, key: str, written: str, vintage: int) -> Iterator[Found]:
    """Give what one line of the index of names leads to in *vintage*."""
    match source:
        case "aliases":
            code, _, target = key.partition(">")
            for row in table("aliases").rows(code):
                if (row["target"], row["name"]) == (target, written):
                    yield from through(row, "former_name")
        case "history":
            for entry in entries_of(key):
                if entry.name(vintage) != written:
                    yield Found(entry, "former_name", (notes.former_name(written, entry),))
                else:
                    yield Found(entry, "name")
        case _:
            for one in by_own_code(key.rpartition(":")[2], vintage):
                # Of two groups with one code, such as 53, only the one that bears the name is meant.
                if one.notes:
                    yield attrs.evolve(one, match="former_name")
                elif source == "communes" or one.entry.key == key:
                    yield attrs.evolve(one, match="name")


def _by_words(wanted: str, vintage: int) -> list[Found]:
    """Give what has every word in its name, names that begin with them first."""
    folded = bare(fold(wanted))
    found = _of_names(names_with(folded), vintage, "words")
    return sorted(found, key=lambda one: (not _begins(one, folded), *_by_size(one)))


def _begins(found: Found, folded: str) -> bool:
    return bare(fold(found.entry.name(LAST_VINTAGE))).startswith(folded)


def _near(wanted: str, vintage: int, limit: int) -> list[Found]:
    return _of_names(nearest_names(bare(fold(wanted)), limit), vintage, "near")[:limit]


def _of_names(names: Iterable[str], vintage: int, match: Match) -> list[Found]:
    targets = [target for name in names for target in bearers(name)]
    found = [one for target in targets for one in _bearer(*target, vintage)]
    return [attrs.evolve(one, match=match) for one in found]


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
            NOT_YET_LISTED.format(name=name, code=entry.code, first=entry.first, vintage=vintage),
            value=vintage,
        )
    return found


def _short_key(found: Found) -> str:
    """Give the code where it is enough, else the kind as well: 53 is the Mayenne and the Bretagne."""
    return found.entry.code if len(found.entry.code) >= len("35238") else found.entry.key


def _suggestions(wanted: str, vintage: int) -> list[str]:
    """Give what looks like a code or a name that nothing bears."""
    if is_code(wanted):
        code = wanted.rpartition(":")[2]
        padded = f"0{code}"  # spreadsheets eat the zero of the first nine départements
        alike = [padded] if len(code) == len("1001") else []
        pattern = re.compile(rf"^{re.escape(code[:2])}[^,]*", re.MULTILINE)
        known = [c for name in ("communes", "groups") for c in pattern.findall(table(name).text)]
        found = [one for c in (*alike, *nearest(code, known)) for one in by_own_code(c, vintage)]
    else:
        # A slip of the finger ("Renes") before an unfinished word ("Renes-").
        found = [*_near(wanted, vintage, 3), *_by_words(wanted, vintage)[:50]]
    return [f"{_short_key(one)} = {one.candidate().label}" for one in _without_doubles(found)[:5]]
