"""Vocabularies from tables (TOML or JSON) and from attrs classes; every fault is gathered with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import attrs

from tnt_core.errors import InputError, RecordFault, RecordsError, TntError, UnknownNameError
from tnt_core.rules.nodes import Node, named_scopes
from tnt_core.rules.values import literal
from tnt_core.rules.vocabulary import ABOUT_COLLECTIVITY, FACT_TYPES, Fact, Scope, Vocabulary
from tnt_core.texts import LANGS, Text

__all__ = ["RESERVED", "read_class", "read_json", "read_tables", "write_json"]

RESERVED = frozenset(
    "always and as assert async await break class continue def del elif else except false finally for from global if "
    "import in is lambda never none nonlocal not null or pass raise return situations true try unknown while with yield".split()
)
"""Words that no fact or scope may bear: those of the syntax, and those that would mislead a reader."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,79}", re.ASCII)
CHOICE = re.compile(r"[^\"'\\]{1,80}")

TEXT_KEYS = ("label", "question", "unit", "definition", "yes", "no", "measure")
NUMERIC = ("int", "decimal", "money")
KEYS_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "bool": ("yes", "no"),
    "int": ("unit", "minimum", "maximum", "measure"),
    "decimal": ("unit", "minimum", "maximum", "measure"),
    "money": ("minimum", "maximum", "measure"),
    "date": ("minimum", "maximum", "measure"),
    "choice": ("choices", "style", "refines"),
    "set": ("choices", "style"),
}
COMMON_KEYS = ("type", "label", "question", "about", "definition", "legal")
SCOPE_KEYS = ("rule", "label", "source", "style")
FACT_STYLES = ("noun", "modifier", "value")
SCOPE_STYLES = ("noun", "modifier")


class _Faults:
    """The faults found so far in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[RecordFault] = []

    def add(self, place: str, cause: TntError | tuple[str, str], value: object = None) -> None:
        if isinstance(cause, tuple):
            cause = InputError(*cause, value=value)
        self.found.append(RecordFault(self.file, place, cause))


def _text(value: Any) -> Text:
    return Text(value, value) if isinstance(value, str) else Text(value["fr"], value["en"])


def _build(name: str, table: Mapping[str, Any]) -> Fact:
    """Make a fact from a table without faults."""
    texts = {key: _text(table[key]) for key in TEXT_KEYS if key in table}
    choices = table.get("choices", {})
    bare = Fact(
        id=name,
        type=table["type"],
        choices=tuple(choices),
        words=choices,
        about=table.get("about", ABOUT_COLLECTIVITY),
        legal=table.get("legal"),
        style=table.get("style", "value"),
        refines=table.get("refines"),
        **texts,
    )
    if "minimum" in table or "maximum" in table:
        bounds = {k: literal(bare, table[k]) for k in ("minimum", "maximum") if k in table}
        return attrs.evolve(bare, **bounds)
    return bare


def read_tables(
    facts: Mapping[str, Any], scopes: Mapping[str, Any], files: tuple[str, str]
) -> Vocabulary:
    """See :meth:`Vocabulary.from_table`."""
    faults = _Faults(files[0])
    situations = _read_situations(facts.get("situations", {}), faults)
    tables = {name: table for name, table in facts.items() if name != "situations"}
    made = dict(_read_facts(tables, situations, faults))
    if faults.found:
        raise RecordsError(faults.found)
    vocabulary = Vocabulary(facts=MappingProxyType(made), situations=MappingProxyType(situations))
    if not scopes:
        return vocabulary
    return _with_scopes(vocabulary, scopes, _Faults(files[1]))


def _read_situations(table: Any, faults: _Faults) -> dict[str, Text]:
    situations = {}
    for name, value in table.items():
        if _is_text(f"situations.{name}", value, faults):
            situations[name] = _text(value)
    return situations


def _is_text(place: str, value: Any, faults: _Faults) -> bool:
    words = {"fr": value, "en": value} if isinstance(value, str) else value
    if (
        isinstance(words, Mapping)
        and set(words) == set(LANGS)
        and all(isinstance(word, str) and word.strip() for word in words.values())
    ):
        return True
    faults.add(
        place,
        (
            f'expected words in both languages, {{ fr = "…", en = "…" }}, got {value!r:.80}.',
            f"mots attendus dans les deux langues, {{ fr = « … », en = « … » }}, reçu {value!r:.80}.",
        ),
        value,
    )
    return False


def _is_name(name: str, faults: _Faults) -> bool:
    if NAME.fullmatch(name) and name not in RESERVED:
        return True
    faults.add(
        name,
        (
            f"{name!r:.80} cannot be a name: lower case letters, digits and '_', no word of the syntax.",
            f"{name!r:.80} ne peut pas être un nom : minuscules, chiffres et « _ », aucun mot de la syntaxe.",
        ),
        name,
    )
    return False


def _known(place: str, noun: tuple[str, str], value: Any, known: Any, faults: _Faults) -> bool:
    if isinstance(value, str) and value in known:
        return True
    faults.add(
        place, UnknownNameError(noun, value if isinstance(value, str) else repr(value), known)
    )
    return False


def _read_facts(
    tables: Mapping[str, Any], situations: Mapping[str, Text], faults: _Faults
) -> Iterator[tuple[str, Fact]]:
    for name, table in tables.items():
        before = len(faults.found)
        if not _is_name(name, faults):
            continue
        if not isinstance(table, Mapping):
            faults.add(name, ("expected a table.", "une table est attendue."), table)
            continue
        _check_fact(name, table, tables, situations, faults)
        if len(faults.found) > before:
            continue
        try:
            yield name, _build(name, table)
        except TntError as cause:
            faults.add(name, cause)


def _check_fact(
    name: str,
    table: Mapping[str, Any],
    tables: Mapping[str, Any],
    situations: Mapping[str, Text],
    faults: _Faults,
) -> None:
    fact_type = table.get("type")
    if not _known(f"{name}.type", ("type", "type"), fact_type, FACT_TYPES, faults):
        return
    allowed = (*COMMON_KEYS, *KEYS_BY_TYPE[str(fact_type)])
    for key, value in table.items():
        place = f"{name}.{key}"
        if not _known(place, ("key", "clé"), key, allowed, faults):
            continue
        if key in TEXT_KEYS:
            _is_text(place, value, faults)
        elif key == "legal" and not (isinstance(value, str) and value.strip()):
            faults.add(
                place,
                ("expected a citation as text.", "une référence en texte est attendue."),
                value,
            )
        elif key == "about":
            _known(
                place, ("situation", "situation"), value, (ABOUT_COLLECTIVITY, *situations), faults
            )
        elif key == "style":
            _known(place, ("style", "style"), value, FACT_STYLES, faults)
        elif key == "refines":
            _known(place, ("fact", "fait"), value, tables, faults)
    if "label" not in table:
        faults.add(name, ("the label is missing.", "le libellé (label) manque."))
    if fact_type in {"choice", "set"}:
        _check_choices(name, table.get("choices"), faults)


def _check_choices(name: str, choices: Any, faults: _Faults) -> None:
    if not isinstance(choices, Mapping) or not choices:
        faults.add(
            name,
            ("the table of choices is missing or empty.", "la table des choix manque ou est vide."),
        )
        return
    for choice, words in choices.items():
        place = f"{name}.choices.{choice}"
        if not (CHOICE.fullmatch(choice) and choice.isprintable()):
            faults.add(
                place,
                (
                    f"{choice!r:.80} cannot be a choice: no quote, backslash or control character.",
                    f"{choice!r:.80} ne peut pas être un choix : ni guillemet droit, ni barre inverse, ni caractère de contrôle.",
                ),
                choice,
            )
        single = words if isinstance(words, str) else _first(words)
        _is_text(place, single, faults)


def _first(words: Any) -> Any:
    """Turn ``{fr = ["one", "many"], …}`` into a text, or give back what is neither."""
    if not isinstance(words, Mapping):
        return words
    return {
        lang: " ".join(pair)
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(w, str) for w in pair)
        else pair
        for lang, pair in words.items()
    }


def _with_scopes(vocabulary: Vocabulary, tables: Mapping[str, Any], faults: _Faults) -> Vocabulary:
    """Add the scopes, each after those that it names."""
    from tnt_core.rules.syntax import parse_node

    ready: dict[str, Scope] = {}
    sound = {n: t for n, t in tables.items() if _check_scope(n, t, vocabulary, faults)}
    names = frozenset(sound)
    nodes: dict[str, Node] = {}
    for name, table in sound.items():
        try:
            nodes[name] = parse_node(table["rule"], vocabulary.facts, names)
        except TntError as cause:
            faults.add(f"{name}.rule", cause)
    pending = dict(nodes)
    while pending:
        settled = [n for n, node in pending.items() if not (named_scopes(node) & pending.keys())]
        if not settled:
            for name in pending:
                faults.add(
                    f"{name}.rule",
                    (
                        "this scope names itself, directly or through others.",
                        "ce périmètre se nomme lui-même, directement ou non.",
                    ),
                )
            break
        for name in settled:
            table = sound[name]
            ready[name] = Scope(
                id=name,
                text=table["rule"],
                label=_text(table["label"]),
                source=table["source"],
                style=table.get("style", "noun"),
                node=pending.pop(name),
            )
    if faults.found:
        raise RecordsError(faults.found)
    ordered = {name: ready[name] for name in tables}
    return attrs.evolve(vocabulary, scopes=MappingProxyType(ordered))


def _check_scope(name: str, table: Any, vocabulary: Vocabulary, faults: _Faults) -> bool:
    before = len(faults.found)
    if not _is_name(name, faults):
        return False
    if name in vocabulary.facts:
        faults.add(name, ("a fact bears this name already.", "un fait porte déjà ce nom."), name)
    if not isinstance(table, Mapping):
        faults.add(name, ("expected a table.", "une table est attendue."), table)
        return False
    for key, value in table.items():
        place = f"{name}.{key}"
        if not _known(place, ("key", "clé"), key, SCOPE_KEYS, faults):
            continue
        if key == "label":
            _is_text(place, value, faults)
        elif key == "style":
            _known(place, ("style", "style"), value, SCOPE_STYLES, faults)
        elif not (isinstance(value, str) and value.strip()):
            faults.add(place, ("expected a text.", "un texte est attendu."), value)
    for key in ("rule", "label", "source"):
        if key not in table:
            faults.add(name, (f"the key {key!r} is missing.", f"la clé « {key} » manque."))
    return len(faults.found) == before


def write_json(vocabulary: Vocabulary) -> dict[str, Any]:
    """See :meth:`Vocabulary.to_json`."""
    from tnt_core.rules.translate.json_tree import node_to_json

    data: dict[str, Any] = {"facts": {n: _fact_to_json(f) for n, f in vocabulary.facts.items()}}
    if vocabulary.situations:
        data["situations"] = {n: _text_to_json(t) for n, t in vocabulary.situations.items()}
    if vocabulary.scopes:
        data["scopes"] = {
            name: {
                "rule": scope.text,
                "label": _text_to_json(scope.label),
                "source": scope.source,
                "style": scope.style,
                "node": node_to_json(scope.node),
            }
            for name, scope in vocabulary.scopes.items()
        }
    return data


def _text_to_json(text: Text) -> str | dict[str, str]:
    return text.fr if text.fr == text.en else {"fr": text.fr, "en": text.en}


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    from tnt_core.rules.translate.json_tree import value_to_json

    data: dict[str, Any] = {"type": fact.type}
    for key in TEXT_KEYS:
        text = getattr(fact, key)
        if text is not None:
            data[key] = _text_to_json(text)
    if fact.choices:
        data["choices"] = {choice: _plain(fact.words[choice]) for choice in fact.choices}
    for key in ("minimum", "maximum"):
        bound = getattr(fact, key)
        if bound is not None:
            data[key] = value_to_json(bound)
    for key, default in (
        ("about", ABOUT_COLLECTIVITY),
        ("legal", None),
        ("style", "value"),
        ("refines", None),
    ):
        if getattr(fact, key) != default:
            data[key] = getattr(fact, key)
    return data


def _plain(words: Any) -> Any:
    if isinstance(words, str):
        return words
    return {lang: [*w] if isinstance(w, (list, tuple)) else w for lang, w in words.items()}


class _LazyFacts(Mapping[str, Fact]):
    """Facts made when first asked for: a program that decides one rule does not pay for two hundred facts."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables
        self._made: dict[str, Fact] = {}

    def __getitem__(self, name: str) -> Fact:
        fact = self._made.get(name)
        if fact is None:
            fact = self._made[name] = _build(name, self._tables[name])
        return fact

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def read_json(data: Mapping[str, Any]) -> Vocabulary:
    """See :meth:`Vocabulary.from_json`."""
    from tnt_core.rules.translate.json_tree import node_from_json

    facts = _LazyFacts(data["facts"])
    scopes = {
        name: Scope(
            id=name,
            text=table["rule"],
            label=_text(table["label"]),
            source=table["source"],
            style=table["style"],
            node=node_from_json(table["node"], facts),
        )
        for name, table in data.get("scopes", {}).items()
    }
    situations = {name: _text(words) for name, words in data.get("situations", {}).items()}
    return Vocabulary(
        facts=facts,
        scopes=MappingProxyType(scopes),
        situations=MappingProxyType(situations),
    )


def read_class(model: type[Any]) -> Vocabulary:
    """See :meth:`Vocabulary.from_class`."""
    if not attrs.has(model):
        raise InputError(
            f"{model!r:.80} is not an attrs class; decorate it with attrs.define or attrs.frozen.",
            f"{model!r:.80} n'est pas une classe attrs ; décorez-la avec attrs.define ou attrs.frozen.",
            value=model,
        )
    attrs.resolve_types(model)
    file = model.__qualname__
    faults = _Faults(file)
    tables: dict[str, Any] = {}
    for field in attrs.fields(model):
        derived = _table_of(field.type)
        metadata = {k: v for k, v in field.metadata.items() if k in ALL_KEYS}
        if derived is None and "type" not in metadata:
            faults.add(
                field.name,
                (
                    f"the type {field.type!r:.80} is not one that facts have: bool, int, Decimal, float, date, Literal, Enum, "
                    "or a set of these choices.",
                    f"le type {field.type!r:.80} n'est pas un type de fait : bool, int, Decimal, float, date, Literal, Enum, "
                    "ou un ensemble de ces choix.",
                ),
                field.type,
            )
            continue
        label = field.name.replace("_", " ")
        tables[field.name] = {"label": label, **(derived or {}), **metadata}
    if faults.found:
        raise RecordsError(faults.found)
    return read_tables(tables, {}, (file, file))


ALL_KEYS = frozenset(COMMON_KEYS).union(*KEYS_BY_TYPE.values())


def _table_of(hint: Any) -> dict[str, Any] | None:
    """Give the type and choices of a fact for a type hint, or nothing if facts have no such type."""
    inner = [arg for arg in get_args(hint) if arg is not NoneType]
    if get_origin(hint) in {Union, UnionType}:
        return _table_of(inner[0]) if len(inner) == 1 else None
    if get_origin(hint) in {set, frozenset}:
        choices = _choices_of(inner[0])
        return choices and {"type": "set", "choices": choices}
    choices = _choices_of(hint)
    if choices:
        return {"type": "choice", "choices": choices}
    name = SIMPLE_TYPES.get(hint)
    return {"type": name} if name else None


SIMPLE_TYPES: Mapping[Any, str] = {
    bool: "bool",
    int: "int",
    float: "decimal",
    Decimal: "decimal",
    dt.date: "date",
}


def _choices_of(hint: Any) -> dict[str, str] | None:
    if get_origin(hint) is Literal:
        values = get_args(hint)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        values = tuple(member.value for member in hint)
    else:
        return None
    if not all(isinstance(value, str) for value in values):
        return None
    return {value: value.replace("_", " ") for value in values}
