"""Facts read from tables (TOML or JSON), every fault gathered with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from keyword import kwlist
from types import MappingProxyType
from typing import Any, TypedDict

import attrs

from tnt_core.errors import (
    RecordsError,
    TntError,
    UnknownNameError,
)
from tnt_core.facts.fact import ABOUT_COLLECTIVITY, FACT_TYPES, Fact
from tnt_core.facts.faults import Faults
from tnt_core.facts.values import coerce, literal
from tnt_core.texts import LANGS, Text

__all__ = [
    "COMMON_KEYS",
    "EXPECTED_TABLE",
    "KEYS_BY_TYPE",
    "NAMED",
    "RESERVED",
    "TEXT_KEYS",
    "FactTables",
    "as_text",
    "build_fact",
    "is_known",
    "is_name",
    "is_text",
    "read_facts",
]

RESERVED = frozenset(
    {*map(str.lower, kwlist), "always", "never", "null", "situations", "groups", "unknown"}
)
"""Words that no fact or scope may bear: those of the syntax, and those that would mislead a reader."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,79}", re.ASCII)
CHOICE = re.compile(r"[^\"'\\]{1,80}")

TEXT_KEYS = ("label", "question", "unit", "unit_one", "definition", "yes", "no", "measure")
NUMERIC = ("int", "decimal", "money")
KEYS_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "bool": ("yes", "no"),
    "int": ("unit", "unit_one", "minimum", "maximum", "measure"),
    "decimal": ("unit", "unit_one", "minimum", "maximum", "measure"),
    "money": ("minimum", "maximum", "measure"),
    "date": ("minimum", "maximum", "measure"),
    "choice": ("choices", "style", "refines"),
    "set": ("choices", "style"),
}
COMMON_KEYS = ("type", "label", "question", "about", "group", "definition", "legal")
NOUNS: Mapping[str, Text] = {
    "about": Text(fr="situation", en="situation"),
    "group": Text(fr="groupe de faits", en="group of facts"),
}
EXPECTED_TABLE = Text(fr="une table est attendue.", en="expected a table.")
FACT_STYLES = ("noun", "modifier", "value")
ONE_AND_MANY = 2


def as_text(value: Any) -> Text:
    """Make a text from what the format allows: one text for both languages, or one for each."""
    if isinstance(value, str):
        return Text(fr=value, en=value)
    return Text(fr=value["fr"], en=value["en"])


def build_fact(name: str, table: Mapping[str, Any]) -> Fact:
    """Make a fact from a table without faults."""
    texts: dict[str, Any] = {key: as_text(table[key]) for key in TEXT_KEYS if key in table}
    choices = table.get("choices", {})
    about = table.get("about", ABOUT_COLLECTIVITY)
    bare = Fact(
        id=name,
        type=table["type"],
        choices=tuple(choices),
        words=choices,
        about=about,
        group=table.get("group", about),
        legal=table.get("legal"),
        style=table.get("style", "value"),
        refines=table.get("refines"),
        **texts,
    )
    if "minimum" in table or "maximum" in table:
        bounds: dict[str, Any] = {
            k: literal(bare, table[k]) for k in ("minimum", "maximum") if k in table
        }
        fact = attrs.evolve(bare, **bounds)
        if fact.minimum is not None and fact.maximum is not None:
            # The maximum must itself be a value that the fact accepts.
            coerce(fact, fact.maximum)
        return fact
    return bare


class FactTables(TypedDict):
    """What a table of facts holds, read."""

    facts: Mapping[str, Fact]
    situations: Mapping[str, Text]
    groups: Mapping[str, Text]


NAMED = ("situations", "groups")
"""The keys of a table of facts that are not facts: words by id."""


def read_facts(table: Mapping[str, Any], file: str) -> FactTables:
    """Read the facts of a table, and the situations and groups that they name.

    Raises:
        RecordsError: All faults, each with its place in *file*.
    """
    faults = Faults(file)
    if not isinstance(table, Mapping):
        Faults.refuse(file, table)
    situations, groups = (_read_words(key, table.get(key, {}), faults) for key in NAMED)
    tables = {name: fact for name, fact in table.items() if name not in NAMED}
    made = dict(_read_facts(tables, {"about": situations, "group": groups}, faults))
    if faults.found:
        raise RecordsError(faults.found)
    return FactTables(
        facts=MappingProxyType(made),
        situations=MappingProxyType(situations),
        groups=MappingProxyType(groups),
    )


def _read_words(key: str, table: Any, faults: Faults) -> dict[str, Text]:
    words: dict[str, Text] = {}
    if not isinstance(table, Mapping):
        faults.add(key, EXPECTED_TABLE, table)
        return words
    for name, value in table.items():
        if is_name(name, faults) and is_text(f"{key}.{name}", value, faults):
            words[name] = as_text(value)
    return words


def is_text(place: str, value: Any, faults: Faults) -> bool:
    """Tell whether a value is words in both languages; if not, note the fault."""
    words = {"fr": value, "en": value} if isinstance(value, str) else value
    if (
        isinstance(words, Mapping)
        and set(words) == set(LANGS)
        and all(isinstance(word, str) and word.strip() for word in words.values())
    ):
        return True
    faults.add(
        place,
        Text(
            fr=f"mots attendus dans les deux langues, {{ fr = « … », en = « … » }}, reçu {value!r:.80}.",
            en=f'expected words in both languages, {{ fr = "…", en = "…" }}, got {value!r:.80}.',
        ),
        value,
    )
    return False


def is_name(name: Any, faults: Faults) -> bool:
    """Tell whether a fact or a scope can bear this name; if not, note the fault."""
    if isinstance(name, str) and NAME.fullmatch(name) and name not in RESERVED:
        return True
    faults.add(
        str(name),
        Text(
            fr=f"{name!r:.80} ne peut pas être un nom : minuscules, chiffres et « _ », aucun mot de la syntaxe.",
            en=f"{name!r:.80} cannot be a name: lower case letters, digits and '_', no word of the syntax.",
        ),
        name,
    )
    return False


def is_known(place: str, noun: Text, value: Any, known: Any, faults: Faults) -> bool:
    """Tell whether a value is one of the known names; if not, note the fault, with the nearest one."""
    if isinstance(value, str) and value in known:
        return True
    faults.add(
        place, UnknownNameError(noun, value if isinstance(value, str) else repr(value), known)
    )
    return False


def _read_facts(
    tables: Mapping[str, Any], named: Mapping[str, Mapping[str, Text]], faults: Faults
) -> Iterator[tuple[str, Fact]]:
    for name, table in tables.items():
        before = len(faults.found)
        if not is_name(name, faults):
            continue
        if not isinstance(table, Mapping):
            faults.add(name, EXPECTED_TABLE, table)
            continue
        _check_fact(name, table, tables, named, faults)
        if len(faults.found) > before:
            continue
        try:
            yield name, build_fact(name, table)
        except TntError as cause:
            faults.add(name, cause)


def _check_fact(
    name: str,
    table: Mapping[str, Any],
    tables: Mapping[str, Any],
    named: Mapping[str, Mapping[str, Text]],
    faults: Faults,
) -> None:
    fact_type = table.get("type")
    if not is_known(f"{name}.type", Text(fr="type", en="type"), fact_type, FACT_TYPES, faults):
        return
    allowed = (*COMMON_KEYS, *KEYS_BY_TYPE[str(fact_type)])
    for key, value in table.items():
        place = f"{name}.{key}"
        if not is_known(place, Text(fr="clé", en="key"), key, allowed, faults):
            continue
        if key in TEXT_KEYS:
            is_text(place, value, faults)
        elif key == "legal" and not (isinstance(value, str) and value.strip()):
            faults.add(
                place,
                Text(fr="une référence en texte est attendue.", en="expected a citation as text."),
                value,
            )
        elif key in named:
            known = (ABOUT_COLLECTIVITY, *named["about"], *named[key])
            is_known(place, NOUNS[key], value, known, faults)
        elif key == "style":
            is_known(place, Text(fr="style", en="style"), value, FACT_STYLES, faults)
        elif key == "refines":
            _check_refines(name, value, tables, faults)
    if "label" not in table:
        faults.add(name, Text(fr="le libellé (label) manque.", en="the label is missing."))
    if fact_type in {"choice", "set"}:
        _check_choices(name, table.get("choices"), faults)


def _check_refines(name: str, value: Any, tables: Mapping[str, Any], faults: Faults) -> None:
    place = f"{name}.refines"
    if not is_known(
        place,
        Text(fr="choix d'un fait", en="choice of a fact"),
        value,
        _all_choices(tables),
        faults,
    ):
        return
    passed: set[str] = set()
    while isinstance(value, str) and (fact := value.partition(".")[0]) not in passed:
        if fact == name:
            faults.add(
                place,
                Text(
                    fr="ce fait se précise lui-même, peut-être par d'autres.",
                    en="this fact refines itself, perhaps through others.",
                ),
                value,
            )
            return
        passed.add(fact)
        table = tables.get(fact)
        value = table.get("refines") if isinstance(table, Mapping) else None


def _all_choices(tables: Mapping[str, Any]) -> list[str]:
    """Give every choice of every fact, as ``refines`` names it."""
    tabled = {
        n: t.get("choices")
        for n, t in tables.items()
        if isinstance(t, Mapping) and t.get("type") == "choice"
    }
    return [
        f"{n}.{c}" for n, choices in tabled.items() if isinstance(choices, Mapping) for c in choices
    ]


def _check_choices(name: str, choices: Any, faults: Faults) -> None:
    if not isinstance(choices, Mapping) or not choices:
        faults.add(
            name,
            Text(
                fr="la table des choix manque ou est vide.",
                en="the table of choices is missing or empty.",
            ),
        )
        return
    for choice, words in choices.items():
        place = f"{name}.choices.{choice}"
        if not (isinstance(choice, str) and CHOICE.fullmatch(choice) and choice.isprintable()):
            faults.add(
                place,
                Text(
                    fr=f"{choice!r:.80} ne peut pas être un choix : ni guillemet droit, ni barre inverse, ni caractère de contrôle.",
                    en=f"{choice!r:.80} cannot be a choice: no quote, backslash or control character.",
                ),
                choice,
            )
        single = words if isinstance(words, str) else _first(words)
        is_text(place, single, faults)


def _first(words: Any) -> Any:
    """Turn ``{fr = ["one", "many"], …}`` into a text, or give back what is neither."""
    if not isinstance(words, Mapping):
        return words
    return {
        lang: " ".join(pair)
        if isinstance(pair, list)
        and len(pair) == ONE_AND_MANY
        and all(isinstance(w, str) and w.strip() for w in pair)
        else pair
        for lang, pair in words.items()
    }
