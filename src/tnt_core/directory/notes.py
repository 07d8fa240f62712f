"""What has to be said beside an answer of the directory, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, Entry
from tnt_core.directory.tables import TableRow
from tnt_core.model.profile_notes import ProfileNote
from tnt_core.texts import Text, enumeration, format_number

__all__ = [
    "also_postal_code",
    "estimated_total",
    "former_name",
    "later_than_known",
    "leads_to",
    "successor",
    "sum_of_communes",
    "unpublished_total",
]

NEW_CODE = Text(
    fr="Depuis le 1er janvier {since}, le code de {name} est {now} et non plus {code}.",
    en="Since 1 January {since}, the code of {name} is {now}, no longer {code}.",
)
MERGED = Text(
    fr="{what} a été réunie à {goal} au 1er janvier {since}.",
    en="{what} became part of {goal} on 1 January {since}.",
)
STANDS_FOR = Text(fr="{goal} tient la place de {what}.", en="{goal} stands in the place of {what}.")
SUCCESSOR = Text(
    fr="{name} ({code}) n'est plus dans la liste après {last} ; des communes en sont passées à {goal}.",
    en="{name} ({code}) is no longer listed after {last}; communes of it went to {goal}.",
)
FORMER_NAME = Text(
    fr="{name} est l'ancien nom de {goal}.", en="{name} is the former name of {goal}."
)

PARTS = {
    "deleguee": Text(fr="une commune déléguée de", en="a commune déléguée of"),
    "associee": Text(fr="une commune associée de", en="a commune associée of"),
    "arrondissement": Text(fr="un arrondissement municipal de", en="an arrondissement of"),
    "synonym": Text(fr="un autre code de", en="another code of"),
    "former": Text(
        fr="l'ancien code d'une commune réunie à",
        en="the old code of a commune that became part of",
    ),
}


def leads_to(alias: TableRow, target: Entry) -> Text:
    """Say why a code or a name leads to another collectivity."""
    name, code = target.name(LAST_VINTAGE), alias["code"]
    both = alias["name"] and code
    what = f"{alias['name']} ({code})" if both else alias["name"] or code
    goal = f"{name} ({target.code})"
    match alias["nature"]:
        case "merged" if alias["name"] == name:
            return NEW_CODE.format(since=alias["since"], name=name, now=target.code, code=code)
        case "merged":
            return MERGED.format(what=what, goal=goal, since=alias["since"])
        case "substituted":
            return STANDS_FOR.format(goal=goal, what=what)
        case nature:
            part = PARTS[nature]
            return Text(fr=f"{what} est {part.fr} {goal}.", en=f"{what} is {part.en} {goal}.")


def successor(gone: Entry, target: Entry) -> Text:
    """Say where the communes of an EPCI that is no longer listed belong now."""
    name, goal = gone.name(gone.last), f"{target.name(LAST_VINTAGE)} ({target.code})"
    return SUCCESSOR.format(name=name, code=gone.code, last=gone.last, goal=goal)


def former_name(name: str, target: Entry) -> Text:
    """Say that a collectivity has another name now."""
    goal = f"{target.name(LAST_VINTAGE)} ({target.code})"
    return FORMER_NAME.format(name=name, goal=goal)


def also_postal_code(code: str, communes: Sequence[Entry]) -> Text:
    """Warn that an INSEE code is also the postal code of other communes."""
    names = [f"{commune.name(LAST_VINTAGE)} ({commune.code})" for commune in communes[:3]]
    more = len(communes) - len(names)
    fr = [*names, f"{more} autre(s)"] if more else names
    en = [*names, f"{more} more"] if more else names
    return Text(
        fr=f"{code} est lu comme un code INSEE ; c'est aussi le code postal de {enumeration(fr, 'fr')} : "
        f"écrivez postal:{code} si c'est lui.",
        en=f"{code} is read as an INSEE code; it is also the postal code of {enumeration(en, 'en')}: "
        f"write postal:{code} if you mean that.",
    )


def later_than_known(year: int) -> ProfileNote:
    """Warn that the directory knows nothing of a later year."""
    return ProfileNote(
        about="vintage",
        fr=f"L'annuaire s'arrête au 1er janvier {LAST_VINTAGE} : ces populations et ce périmètre peuvent avoir changé en {year}.",
        en=f"The directory ends on 1 January {LAST_VINTAGE}: these populations and this perimeter may have changed in {year}.",
    )


def unpublished_total(vintage: int, known: tuple[int, int] | None) -> ProfileNote:
    """Say that the source does not give the total population in force, and the last one that it gives."""
    fr = f"La population totale en vigueur au 1er janvier {vintage} n'est pas dans la source"
    en = f"The population totale in force on 1 January {vintage} is not in the source"
    if known is None:
        return ProfileNote(about="population", fr=f"{fr}.", en=f"{en}.")
    year, number = known
    return ProfileNote(
        about="population",
        fr=f"{fr} ; celle de {year} est {format_number(number, 'fr')}.",
        en=f"{en}; that of {year} is {format_number(number, 'en')}.",
    )


def estimated_total(vintage: int, year: int, number: int) -> ProfileNote:
    """Say that another number stands for the total population in force."""
    fr = f"La population totale en vigueur au 1er janvier {vintage} n'est pas dans la source"
    en = f"The population totale in force on 1 January {vintage} is not in the source"
    if year == vintage:
        return ProfileNote(
            about="population",
            fr=f"{fr} : la population municipale de {year} ({format_number(number, 'fr')}), qu'elle atteint au moins, en tient lieu.",
            en=f"{en}: the population municipale of {year} ({format_number(number, 'en')}), which it is no lower than, stands for it.",
        )
    return ProfileNote(
        about="population",
        fr=f"{fr} : celle de {year} ({format_number(number, 'fr')}) en tient lieu.",
        en=f"{en}: that of {year} ({format_number(number, 'en')}) stands for it.",
    )


def sum_of_communes(uncounted: Sequence[str]) -> ProfileNote:
    """Say that the populations of a group were added up, and from what."""
    fr = "Populations : somme de celles des communes"
    en = "Populations: the sum of those of the communes"
    if not uncounted:
        return ProfileNote(about="population", fr=f"{fr}.", en=f"{en}.")
    codes = ", ".join(uncounted)
    return ProfileNote(
        about="population",
        fr=f"{fr}, sans celles que la source ne donne pas (totale, ou municipale en {FIRST_VINTAGE}) : {codes}.",
        en=f"{en}, without those that the source does not give (total, or municipal in {FIRST_VINTAGE}): {codes}.",
    )
