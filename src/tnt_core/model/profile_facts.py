"""The facts that a profile holds beside its fields: checked when it is made, and given to whoever asks with a table of facts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NoReturn

from tnt_core.days import PARIS
from tnt_core.errors import FactError, InputError, UnknownNameError, shown
from tnt_core.facts import FactTable, FactValue
from tnt_core.facts.values import coerce
from tnt_core.packages import Package, packages, read_json
from tnt_core.texts import Text

__all__ = ["answers_among", "check_stated", "for_table", "packaged_facts", "refuse_bare_population"]

NO_VOCABULARY = Text(
    fr="« vocabulary » est un Vocabulary ou une FactTable ; reçu {given}.",
    en="'vocabulary' is a Vocabulary or a FactTable; got {given}.",
)

BARE_POPULATION = Text(
    fr="« population » peut désigner deux nombres : donnez population_total (population totale, la référence du CGCT) "
    "ou population_municipal (population municipale), ou les deux.",
    en="'population' could mean two numbers: give population_total (population totale, the default of the CGCT) "
    "or population_municipal (population municipale), or both.",
)
TWICE = Text(
    fr="« {name} » est donné deux fois : {field!r} comme champ et {fact!r} parmi les faits. Gardez l'un des deux.",
    en="{name!r} is given twice: {field!r} as a field and {fact!r} among the facts. Keep one.",
)
COUNTED_ON_POPULATION = "population"
"""The deadline engine's name for the inhabitants of the commune, whose number is the population totale (CGCT, article R2151-2)."""


def packaged_facts() -> FactTable:
    """Give the facts of the packaged vocabulary, without the rest of the dataset."""
    return _packaged(packages())


@lru_cache(maxsize=1)
def _packaged(found: tuple[Package, ...]) -> FactTable:
    # The packages are the key: once they were forgotten, those found next are others.
    del found
    return FactTable.from_json(read_json("vocabulary"))


def refuse_bare_population(value: object) -> NoReturn:
    """Refuse a population that does not say which of the two it is.

    Raises:
        InputError: Always.
    """
    raise InputError(BARE_POPULATION, value=value)


def check_stated(
    stated: Mapping[str, object],
    fields: Mapping[str, object],
    table: FactTable | None,
    zone: str = PARIS,
) -> dict[str, FactValue]:
    """Check facts beside the fields of a profile and bring each to its one form; ``None`` means not known, and is left out.

    Args:
        stated: The facts, by the names of *table* or of the deadline engine.
        fields: The known fields that are facts too.
        table: The facts that may be known; ``None``: those of the packaged vocabulary.
        zone: IANA time zone in whose local time the day of an instant is taken.

    Raises:
        InputError: *stated* is no mapping, *table* no table, or a fact says something else than a field.
        UnknownNameError: A fact has a name that neither knows, or a choice that is none of its own.
        FactError: A value has the wrong type or stands outside its bounds.
    """
    from tnt_core.deadlines.facts import FACTS

    if table is not None and not isinstance(table, FactTable):
        raise InputError(NO_VOCABULARY.format(given=shown(table)), value=table)
    known = packaged_facts() if table is None else table
    checked: dict[str, FactValue] = {}
    for name, value in stated.items():
        fact = known.facts.get(name)
        if fact is None and name == COUNTED_ON_POPULATION and value is not None:
            refuse_bare_population(value)
        fact = fact or FACTS.facts.get(name)
        if fact is None:
            names = (*known.facts, *FACTS.facts)
            raise UnknownNameError(Text(fr="fait", en="fact"), str(name), names, where="facts")
        if value is not None:
            checked[name] = coerce(fact, value, zone)
    for name in checked.keys() & fields.keys():
        if checked[name] != fields[name]:
            said = TWICE.format(name=name, field=_plain(fields[name]), fact=_plain(checked[name]))
            raise InputError(said, value=stated[name])
    return checked


def _plain(value: object) -> object:
    return value if isinstance(value, (str, bool, int)) else str(value)


def for_table(known: Mapping[str, object], table: FactTable) -> dict[str, object]:
    """Leave out of what is known the facts that only the deadline engine asks; any other that *table* lacks stays, to be refused."""
    if known.keys() <= table.facts.keys():
        return dict(known)
    from tnt_core.deadlines.facts import FACTS

    return {n: value for n, value in known.items() if n in table.facts or n not in FACTS.facts}


def answers_among(known: Mapping[str, object], table: FactTable) -> dict[str, object]:
    """Give what is known of the facts of *table*, each in its one form there; a value that is none of the fact's is no answer to it.

    The deadline engine asks for the inhabitants of the commune: that is the total population, unless something else than a commune is
    meant.
    """
    from tnt_core.deadlines.facts import FACTS

    if table is FACTS and known.get("kind", "commune") == "commune":
        known = {COUNTED_ON_POPULATION: known.get("population_total"), **known}
    found: dict[str, object] = {}
    for name, value in known.items():
        fact = table.facts.get(name)
        if fact is None or value is None:
            continue
        try:
            found[name] = coerce(fact, value)
        except (FactError, UnknownNameError):
            continue
    return found
