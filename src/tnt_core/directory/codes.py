"""Codes: INSEE, SIREN, postal, and the ones that lead elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import attrs

from tnt_core.directory import notes
from tnt_core.directory.candidates import Found, Match
from tnt_core.directory.entries import FIRST_VINTAGE, Entry, entries_of
from tnt_core.directory.memberships import successors
from tnt_core.directory.tables import TableRow, table
from tnt_core.errors import InputError
from tnt_core.model.territory import KINDS
from tnt_core.texts import Text

__all__ = ["by_code", "by_own_code", "checked", "is_code", "is_siren", "through"]

NOT_A_NAME = Text(
    fr="un nom, un code INSEE ou SIREN, ou un code postal est attendu, reçu {query!r}.",
    en="expected a name, an INSEE or SIREN code, or a postal code, got {query!r}.",
)
TOO_LONG = Text(
    fr="un nom a au plus {most} caractères, celui-ci en a {length}.",
    en="a name has at most {most} characters, this one has {length}.",
)
SIRET_GIVEN = Text(
    fr="{wanted} est un SIRET, le numéro d'un établissement ; donnez le SIREN, ses neuf premiers chiffres : {siren}.",
    en="{wanted} is a SIRET, the number of an establishment; give the SIREN, its first nine digits: {siren}.",
)
WRONG_CHECK_DIGIT = Text(
    fr="{wanted} n'est pas un SIREN : sa clé est fausse. Cherchez une faute de frappe.",
    en="{wanted} is no SIREN: its check digit is wrong. Look for a mistyped digit.",
)

POSTAL = "postal"

LONGEST = 200
"""Longest name that is looked for, in characters; the longest that exists has about half."""

CODE = re.compile(r"\d[\dA-Z]{1,4}")
SIREN = re.compile(r"\d{9}")
SIRET = re.compile(r"\d{14}")
SIRENS = re.compile(r"^([^,]+),(\d{9}),", re.MULTILINE)


def checked(query: object) -> str:
    """Refuse what can be neither a code nor a name, and give the rest without blanks around it."""
    wanted = query.strip() if isinstance(query, str) else ""
    if not wanted:
        raise InputError(NOT_A_NAME.format(query=query), value=query)
    if len(wanted) > LONGEST:
        raise InputError(TOO_LONG.format(most=LONGEST, length=len(wanted)), value=query)
    digits = wanted.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if SIRET.fullmatch(digits):
        raise InputError(SIRET_GIVEN.format(wanted=wanted, siren=digits[:9]), value=query)
    if SIREN.fullmatch(digits) and not is_siren(digits):
        raise InputError(WRONG_CHECK_DIGIT.format(wanted=wanted), value=query)
    return digits.upper() if digits[:1].isdigit() and len(digits) <= len("123456789") else wanted


def is_siren(number: str) -> bool:
    """Tell whether the last of the nine digits is the right check digit (ISO/IEC 7812, the Luhn formula).

    Example:
        >>> is_siren("213502388"), is_siren("213502380")
        (True, False)
    """
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    # The two digits of a doubled one are added up: 16 counts 7.
    return (
        SIREN.fullmatch(number) is not None and sum(sum(divmod(n, 10)) for n in doubled) % 10 == 0
    )


def is_code(wanted: str) -> bool:
    """Tell whether a text is meant as a code, known or not."""
    kind, colon, _ = wanted.partition(":")
    if colon:
        return kind in {*KINDS, POSTAL}
    return wanted.isdigit() or CODE.fullmatch(wanted) is not None


def by_code(wanted: str, vintage: int) -> Iterator[Found]:
    """Give what a checked text means as ``kind:code``, SIREN, INSEE code, or else as a postal code."""
    kind, colon, code = wanted.partition(":")
    if colon:
        yield from _by_key(kind, code.strip().upper(), vintage)
    elif SIREN.fullmatch(wanted):
        yield from by_own_code(_sirens().get(wanted, wanted), vintage)
    elif CODE.fullmatch(wanted):
        found = list(by_own_code(wanted, vintage))
        postal = [
            one
            for one in _by_postal_code(wanted, vintage)
            if one.entry not in {f.entry for f in found}
        ]
        if postal and not any(one.entry.code == wanted for one in found):
            # A code of old that leads to another commune, and a postal code of today: both may be meant.
            yield from postal
            yield from found
            return
        for one in found:
            warned = (notes.also_postal_code(wanted, [p.entry for p in postal]),) if postal else ()
            yield attrs.evolve(one, notes=(*one.notes, *warned))


def _by_key(kind: str, code: str, vintage: int) -> Iterator[Found]:
    if kind == POSTAL:
        yield from _by_postal_code(code, vintage)
    for one in by_own_code(code, vintage):
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
                yield Found(Entry.of_group(row))


def by_own_code(code: str, vintage: int) -> Iterator[Found]:
    """Give what bears a code in *vintage*, or took the place of what bore it."""
    for entry in entries_of(code):
        if entry.last >= vintage:
            yield Found(entry)
        elif entry.kind == "epci_fp":
            for successor in successors(entry, vintage):
                yield Found(successor, "code", (notes.successor(entry, successor),))
    # Aliases that are only a name have no code.
    for alias in table("aliases").rows(code) if code else ():
        if alias["nature"] != "merged" or vintage >= (alias.number("since") or FIRST_VINTAGE):
            yield from through(alias, "code")


def through(alias: TableRow, match: Match) -> Iterator[Found]:
    """Give what a code or name leads to, with the reason."""
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
