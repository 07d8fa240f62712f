"""Facts read from tables (TOML or JSON), every fault gathered with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from keyword import kwlist
from types import MappingProxyType
from typing import Any, TypedDict

import attrs

from tnt_core.errors import RecordsError, TntError, UnknownNameError
from tnt_core.facts.fact import ABOUT_COLLECTIVITY, FACT_TYPES, Fact
from tnt_core.facts.faults import Faults
from tnt_core.facts.values import coerce, literal
from tnt_core.texts import LANGS, Text

__all__ = [
    "COMMON_KEYS",
    "EXPECTED_TABLE",
    "KEY",
    "KEYS_BY_TYPE",
    "NAMED",
    "RESERVED",
    "STYLE",
    "TEXT_KEYS",
    "FactTables",
    "as_text",
    "build_fact",
    "is_known",
    "is_name",
    "is_text",
    "read_facts",
]

NOT_WORDS = Text(
    fr="mots attendus dans les deux langues, {{ fr = « … », en = « … » }}, reçu {given}.",
    en='expected words in both languages, {{ fr = "…", en = "…" }}, got {given}.',
)
NOT_A_NAME = Text(
    fr="{given} ne peut pas être un nom : minuscules, chiffres et « _ », aucun mot de la syntaxe.",
    en="{given} cannot be a name: lower case letters, digits and '_', no word of the syntax.",
)
REFINES_ITSELF = Text(
    fr="ce fait se précise lui-même, peut-être par d'autres.",
    en="this fact refines itself, perhaps through others.",
)
NO_CHOICES = Text(
    fr="la table des choix manque ou est vide.", en="the table of choices is missing or empty."
)
NOT_A_CHOICE = Text(
    fr="{given} ne peut pas être un choix : ni guillemet droit, ni barre inverse, ni caractère de contrôle.",
    en="{given} cannot be a choice: no quote, backslash or control character.",
)

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
EXPECTED_CITATION = Text(
    fr="une référence en texte est attendue.", en="expected a citation as text."
)
NO_LABEL = Text(fr="le libellé (label) manque.", en="the label is missing.")
KEY = Text(fr="clé", en="key")
STYLE = Text(fr="style", en="style")
TYPE = Text(fr="type", en="type")
CHOICE_OF_A_FACT = Text(fr="choix d'un fait", en="choice of a fact")
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
    return _bounded(bare, table) if "minimum" in table or "maximum" in table else bare


def _bounded(bare: Fact, table: Mapping[str, Any]) -> Fact:
    bounds: dict[str, Any] = {
        key: literal(bare, table[key]) for key in ("minimum", "maximum") if key in table
    }
    fact = attrs.evolve(bare, **bounds)
    if fact.minimum is not None and fact.maximum is not None:
        # The maximum must itself be a value that the fact accepts.
        coerce(fact, fact.maximum)
    return fact


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
    faults.add(place, NOT_WORDS.format(given=f"{value!r:.80}"), value)
    return False


def is_name(name: Any, faults: Faults) -> bool:
    """Tell whether a fact or a scope can bear this name; if not, note the fault."""
    if isinstance(name, str) and NAME.fullmatch(name) and name not in RESERVED:
        return True
    faults.add(str(name), NOT_A_NAME.format(given=f"{name!r:.80}"), name)
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
    check = _Check(tables, named, faults)
    for name, table in tables.items():
        before = len(faults.found)
        check.fact(name, table)
        if len(faults.found) > before:
            continue
        try:
            yield name, build_fact(name, table)
        except TntError as cause:
            faults.add(name, cause)


@attrs.frozen
class _Check:
    """The tables of facts, and what of their words is checked against the others.

    Attributes:
        tables: The tables of all facts.
        named: Words by id, for each key that names some.
        faults: Where faults are noted.
    """

    tables: Mapping[str, Any]
    named: Mapping[str, Mapping[str, Text]]
    faults: Faults

    def fact(self, name: str, table: Any) -> None:
        """Note the faults of one table."""
        if not is_name(name, self.faults):
            return
        if not isinstance(table, Mapping):
            self.faults.add(name, EXPECTED_TABLE, table)
            return
        fact_type = table.get("type")
        if not is_known(f"{name}.type", TYPE, fact_type, FACT_TYPES, self.faults):
            return
        allowed = (*COMMON_KEYS, *KEYS_BY_TYPE[str(fact_type)])
        for key, value in table.items():
            if is_known(f"{name}.{key}", KEY, key, allowed, self.faults):
                self.value(name, key, value)
        if "label" not in table:
            self.faults.add(name, NO_LABEL)
        if fact_type in {"choice", "set"}:
            _check_choices(name, table.get("choices"), self.faults)

    def value(self, name: str, key: str, value: Any) -> None:
        """Note the faults of what stands at one key."""
        place = f"{name}.{key}"
        if key in TEXT_KEYS:
            is_text(place, value, self.faults)
        elif key == "legal" and not (isinstance(value, str) and value.strip()):
            self.faults.add(place, EXPECTED_CITATION, value)
        elif key in self.named:
            known = (ABOUT_COLLECTIVITY, *self.named["about"], *self.named[key])
            is_known(place, NOUNS[key], value, known, self.faults)
        elif key == "style":
            is_known(place, STYLE, value, FACT_STYLES, self.faults)
        elif key == "refines":
            self.refined(name, place, value)

    def refined(self, name: str, place: str, value: Any) -> None:
        """Note that there is no choice *value*, or that it leads back to the fact *name*."""
        if not is_known(place, CHOICE_OF_A_FACT, value, _all_choices(self.tables), self.faults):
            return
        passed: set[str] = set()
        while isinstance(value, str) and (fact := value.partition(".")[0]) not in passed:
            if fact == name:
                self.faults.add(place, REFINES_ITSELF, value)
                return
            passed.add(fact)
            table = self.tables.get(fact)
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
        faults.add(name, NO_CHOICES)
        return
    for choice, words in choices.items():
        place = f"{name}.choices.{choice}"
        if not (isinstance(choice, str) and CHOICE.fullmatch(choice) and choice.isprintable()):
            faults.add(place, NOT_A_CHOICE.format(given=f"{choice!r:.80}"), choice)
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
