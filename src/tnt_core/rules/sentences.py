"""Tree -> a sentence in French or English, for people who never read a rule.

A rule is read as the collectivities that it means: nouns ("communes"), what follows them ("de plus de 3 500 habitants"), and the
situations it is about ("pour un marché de plus de 40 000 €"). Groups with something behind their noun come first, bare nouns last,
so that what follows a noun is never read with another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import Final, Literal, TypeAlias, TypeGuard, assert_never, get_args

import attrs

from tnt_core.facts.fact import ABOUT_COLLECTIVITY
from tnt_core.rules.nodes import All, AnyOf, Compare, Constant, Flag, Has, Named, Node, Not, OneOf
from tnt_core.rules.phrases import Phrase
from tnt_core.rules.together import bounds, narrowed, spread
from tnt_core.rules.vocabulary import Vocabulary
from tnt_core.rules.words import (
    COLON,
    SEMICOLON,
    in_brackets,
    leaf_words,
    outside_brackets,
    range_words,
)
from tnt_core.texts import Lang, Text, enumeration

__all__ = ["rule_sentence"]

ENTITIES: Final = Text(fr="entités", en="entities")
"""What rules are about when the vocabulary does not name it."""

ALL_OF: Final = Text(fr="l'ensemble des {noun}", en="all {noun}")
NO_CASE: Final = Text(fr="aucun cas", en="no case")
ANY_CASE: Final = Text(fr="tout cas", en="any case")
IN_ALL_CASES: Final = Text(fr="le tout", en="in all cases")
AND: Final = Text(fr=" et ", en=" and ")
OR: Final = Text(fr=" ou ", en=" or ")
AND_THEN: Final = Text(fr=", et ", en=", and ")
BESIDES: Final = Text(fr=", et par ailleurs ", en=", and besides ")
APART_FROM: Final = Text(fr="hors", en="except")
AMONG: Final = Text(fr="parmi", en="among")
FOR: Final = Text(fr="pour", en="for")
EXCEPT: Final = Text(fr="sauf", en="except")
EITHER: Final = Text(fr="soit ", en="either ")
OR_ELSE: Final = Text(fr=", soit ", en=", or ")
EITHER_SIDE: Final = Text(fr=", soit ", en=", either ")
CLAUSES: Final = (EITHER_SIDE, Text(fr=", pour ", en=", for "), Text(fr=", sauf ", en=", except "))
"""How what is no attribute begins."""

BARE: Final = Phrase("")
"""What follows a noun that stands alone."""

MOST_GROUPS: Final = 12
"""Longest list of groups that a sentence spells out; beyond, conditions are nested."""


def rule_sentence(node: Node, vocabulary: Vocabulary, lang: Lang) -> str:
    """Say whom *node* means; lower case, without a full stop."""
    if isinstance(node, Constant):
        return _constant(node.value, vocabulary, lang)
    return _Speaker(vocabulary, lang).say(spread(node))


def _entities(vocabulary: Vocabulary, lang: Lang) -> str:
    return vocabulary.situations.get(ABOUT_COLLECTIVITY, ENTITIES).get(lang)


def _constant(value: bool, vocabulary: Vocabulary, lang: Lang) -> str:
    return (ALL_OF if value else NO_CASE).get(lang).format(noun=_entities(vocabulary, lang))


@attrs.frozen
class _Group:
    """Nouns and what follows them."""

    nouns: tuple[str, ...]
    rest: Phrase
    lang: Lang

    def __str__(self) -> str:
        return self.rest.after(enumeration(self.nouns, self.lang))


def _choice(node: Node) -> str:
    """Give the one choice that *node* asks for, as ``refines`` names it; nothing if it asks for more."""
    match node:
        case OneOf(fact, (value,), False):
            return f"{fact}.{value}"
        case _:
            return ""


_Pile: TypeAlias = Literal["close", "scope", "size", "own", "clause", "exception"]
"""Where words that follow a noun go: those that stand close to it, what scopes say, sizes, other attributes; then clauses, exceptions."""


class _Speaker:
    def __init__(self, vocabulary: Vocabulary, lang: Lang) -> None:
        self.vocabulary = vocabulary
        self.lang = lang
        self.semicolon = SEMICOLON[lang]

    def word(self, text: Text) -> str:
        return text.get(self.lang)

    def say(self, node: Node) -> str:
        """Say a whole rule, or a part that stands for itself ("sauf communes…")."""
        groups = list(self._groups(node))
        if len(groups) > 1 and not any(self._heads(group) for group in groups):
            groups = [(node,)]
        said = self._merged([self._group(group) for group in groups])
        written = list(dict.fromkeys(map(str, said)))
        if len(written) > 1 and self._confusing(said):
            return self.semicolon.join(written)
        return enumeration(written, self.lang)

    def _merged(self, groups: Sequence[_Group]) -> list[_Group]:
        """Join neighbours that are bare nouns into one list."""
        merged: list[_Group] = []
        nouns: list[str] = []
        for group in groups:
            if group.rest.words:
                merged += self._listed(nouns)
                nouns = []
                merged.append(group)
            else:
                nouns += group.nouns
        return merged + self._listed(nouns)

    def _listed(self, nouns: Sequence[str]) -> list[_Group]:
        """List bare nouns; one that is a list itself ("syndicats de communes et syndicats mixtes") stands apart."""
        alone = [noun for noun in dict.fromkeys(nouns) if self.word(AND) in noun]
        listed = tuple(noun for noun in dict.fromkeys(nouns) if noun not in alone)
        groups = [_Group(listed, BARE, self.lang)] if listed else []
        return groups + [_Group((noun,), BARE, self.lang) for noun in alone]

    def _confusing(self, groups: Sequence[_Group]) -> bool:
        """Tell whether "a, b and c" could be read otherwise: what follows a noun would seem to follow its neighbours too."""
        joints = (", ", self.word(AND), self.word(OR))
        inner = any(joint in str(group) for group in groups for joint in joints)
        return inner or any(not a.rest.words and b.rest.words for a, b in pairwise(groups))

    # Which groups, and what names them.

    def _names(self, node: Node) -> TypeGuard[OneOf | Named]:
        """Tell whether *node* names the collectivity, as "communes" do."""
        match node:
            case OneOf(fact):
                return self.vocabulary.facts[fact].style == "noun"
            case Named(scope):
                return self.vocabulary.scopes[scope].style == "noun"
            case _:
                return False

    def _heads(self, nodes: Sequence[Node]) -> list[OneOf | Named]:
        heads = [node for node in nodes if self._names(node)]
        refined = {
            self.vocabulary.facts[head.fact].refines
            for head in heads
            if isinstance(head, OneOf) and not head.negated
        }
        kept = [head for head in heads if _choice(head) not in refined]
        # A rule that asks for another choice too contradicts itself; then everything is said.
        said = {head.fact for head in kept if isinstance(head, OneOf)}
        return [h for h in heads if h in kept or (isinstance(h, OneOf) and h.fact in said)]

    def _groups(self, node: Node) -> Iterator[tuple[Node, ...]]:
        """Split a rule into groups of conditions, any of which suffices."""
        match node:
            case AnyOf(of):
                for inner in of:
                    yield from self._groups(inner)
            case All(of):
                parts = [list(self._groups(n)) if self._names_within(n) else [(n,)] for n in of]
                count = 1
                for part in parts:
                    count *= len(part)
                if count > MOST_GROUPS:
                    yield of
                else:
                    for combined in product(*parts):
                        yield tuple(inner for part in combined for inner in part)
            case Compare() | OneOf() | Flag() | Has() | Named() | Constant() | Not():
                yield (node,)
            case _:
                assert_never(node)

    def _names_within(self, node: Node) -> bool:
        if isinstance(node, (All, AnyOf)):
            return any(map(self._names_within, node.of))
        return self._names(node)

    # One group.

    def _group(self, nodes: Sequence[Node]) -> _Group:
        heads = self._heads(nodes)
        included = [h for h in heads if not (isinstance(h, OneOf) and h.negated)]
        excluded = [h for h in heads if h not in included]
        nouns = self._nouns(included[0]) if included else [_entities(self.vocabulary, self.lang)]
        apart = [
            f"{self.word(APART_FROM)} {enumeration(self._nouns(h), self.lang)}" for h in excluded
        ]
        apart += [
            f"{self.word(AMONG)}{COLON[self.lang]} {enumeration(self._nouns(h), self.lang)}"
            for h in included[1:]
        ]
        rest = self._attributes([node for node in nodes if not self._names(node)])
        if apart:
            rest = Phrase(rest.after(f"({self.semicolon.join(apart)})"))
        return _Group(tuple(nouns), rest, self.lang)

    def _nouns(self, node: OneOf | Named) -> list[str]:
        match node:
            case OneOf(fact, values):
                named = self.vocabulary.facts[fact]
                return [named.named(str(v), self.lang, many=True) for v in values]
            case Named(scope):
                return [self.vocabulary.scopes[scope].label.get(self.lang)]
            case _:
                assert_never(node)

    def _attributes(self, nodes: Sequence[Node]) -> Phrase:
        """Say what follows a noun: its own attributes, brackets, situations, then exceptions."""
        piles: dict[_Pile, list[str]] = {pile: [] for pile in get_args(_Pile)}
        situations: dict[str, list[Phrase]] = {}
        for node, phrase in self._phrases(nodes):
            about = self._about(node)
            if about != ABOUT_COLLECTIVITY:
                situations.setdefault(about, []).append(phrase)
            else:
                piles[self._pile(node, phrase)].append(phrase.words)
        more = self.word(AND_THEN)
        said = Phrase(self._own(piles)).followed(self._besides(piles["clause"]))
        said = self._on_all(said, Phrase(more.join(self._places(situations)), "clause"))
        return self._on_all(said, Phrase(more.join(piles["exception"]), "exception"))

    def _pile(self, node: Node, phrase: Phrase) -> _Pile:
        if phrase.kind != "attribute":
            return phrase.kind
        if self._is_close(node):
            return "close"
        if isinstance(node, Named) and not in_brackets(phrase.words):
            return "scope"
        return "size" if isinstance(node, Compare) else "own"

    def _own(self, piles: Mapping[_Pile, list[str]]) -> str:
        close, scoped, sizes, own = (piles[p] for p in ("close", "scope", "size", "own"))
        # "collectivités d'outre-mer de plus de 50 000 habitants": a size stands before what a scope says, often a whole clause.
        if sizes:
            own = [*sizes, *scoped, *own]
        else:
            close = [*close, *scoped]
        return " ".join(filter(None, [*close, self._listing(own)]))

    def _places(self, situations: Mapping[str, Sequence[Phrase]]) -> Iterator[str]:
        for about, told in situations.items():
            place = self.vocabulary.situations[about].get(self.lang)
            yield f"{self.word(FOR)} {self._told(told).after(place)}"

    def _besides(self, eithers: Sequence[str]) -> Phrase:
        """Join several "either … or" that must all hold."""
        return Phrase(self.word(BESIDES).join(eithers), "clause")

    def _on_all(self, said: Phrase, more: Phrase) -> Phrase:
        """Add what goes for all that was *said*, not only for the last side of an "either … or"."""
        if more.words and self.word(EITHER_SIDE) in said.after(""):
            more = attrs.evolve(more, words=f"{self.word(IN_ALL_CASES)} {more.words}")
        return said.followed(more)

    def _is_close(self, node: Node) -> bool:
        """Tell whether words stand right behind the noun: "de métropole"."""
        match node:
            case OneOf(fact):
                return self.vocabulary.facts[fact].style == "modifier"
            case _:
                return False

    def _listing(self, words: Sequence[str], *, word: Literal["and", "or"] = "and") -> str:
        """Join attributes; those in brackets come last and share one pair."""
        plain = [w for w in words if not in_brackets(w)]
        inner = [w[1:-1] for w in words if in_brackets(w)]
        # "with 3,500 inhabitants and with 50 staff" says "with" once.
        plain = [
            w.removeprefix("with ") if i and plain[i - 1].startswith("with ") else w
            for i, w in enumerate(plain)
        ]
        brackets = f"({self.semicolon.join(inner)})" if inner else ""
        return " ".join(filter(None, [enumeration(plain, self.lang, word=word), brackets]))

    def _about(self, node: Node) -> str:
        match node:
            case Compare(fact) | OneOf(fact) | Flag(fact) | Has(fact) | Not(Flag(fact) | Has(fact)):
                return self.vocabulary.facts[fact].about
            case All(of) | AnyOf(of):
                abouts = {self._about(inner) for inner in of}
                return abouts.pop() if len(abouts) == 1 else ABOUT_COLLECTIVITY
            case _:
                return ABOUT_COLLECTIVITY

    def _phrases(self, nodes: Sequence[Node]) -> Iterator[tuple[Node, Phrase]]:
        """Say each condition; a lower and an upper bound of one fact are said together."""
        left = narrowed(nodes, self.vocabulary.facts)
        close = [node for node in left if isinstance(node, OneOf) and self._is_close(node)]
        together = Counter(self._about(node) for node in left if node not in close)
        while left:
            node = left.pop(0)
            pair = bounds(node, left)
            if pair is not None:
                low, high = pair
                left.remove(high if node is low else low)
                words = range_words(low, high, self.vocabulary.facts[low.fact], self.lang)
                yield node, Phrase(words)
            else:
                alone = together[self._about(node)] == 1 and not self._blurs(close, node)
                yield node, self._phrase(node, alone=alone)

    def _blurs(self, close: Sequence[OneOf], node: Node) -> bool:
        """Tell whether a bare "or" after what stands right behind the noun could be read as going on with it."""
        inner = node.of if isinstance(node, AnyOf) else ()
        lists = any(len(test.values) > 1 or test.negated for test in close)
        return lists or (bool(close) and any(map(self._is_close, inner)))

    def _phrase(self, node: Node, *, alone: bool) -> Phrase:
        facts = self.vocabulary.facts
        match node:
            case OneOf(fact, _, negated) if facts[fact].style == "noun":
                link = self.word(APART_FROM) if negated else self.word(AMONG)
                return Phrase(f"({link} {enumeration(self._nouns(node), self.lang)})")
            case Compare(fact) | OneOf(fact) | Flag(fact) | Has(fact):
                return Phrase(leaf_words(node, facts[fact], self.lang))
            case Not(Flag(fact) | Has(fact) as leaf):
                return Phrase(leaf_words(leaf, facts[fact], self.lang, negated=True))
            case Named(scope):
                label = self.vocabulary.scopes[scope].label.get(self.lang)
                modifies = self.vocabulary.scopes[scope].style == "modifier"
                return Phrase(label if modifies else f"({label})")
            case Constant(value):
                return Phrase(f"({_constant(value, self.vocabulary, self.lang)})")
            case Not(of):
                said = self.say(of)
                said = f"[{said}]" if self._has_clauses(said) else said
                return Phrase(f"{self.word(EXCEPT)} {said}", "exception")
            case AnyOf():
                return self._either(node, alone=alone)
            case All(of):
                return self._attributes(of)
            case _:
                assert_never(node)

    def _has_clauses(self, said: str) -> bool:
        """Tell whether words hold clauses that a reader could take for the outer sentence's: a list of nouns alone does not."""
        outside = outside_brackets(said)
        words = map(self.word, CLAUSES)
        return self.semicolon in outside or any(word in outside for word in words)

    def _part(self, node: Node, about: str) -> str:
        """Say one side of an "or" of which all sides are about the same situation, or none in particular."""
        if about == ABOUT_COLLECTIVITY:
            said = self._attributes([node])
            if said.kind == "exception":
                return f"{self.word(ANY_CASE)} {said.words}"
            return said.words
        nodes = node.of if isinstance(node, All) else (node,)
        return self._told([phrase for _, phrase in self._phrases(nodes)]).words

    def _told(self, phrases: Sequence[Phrase]) -> Phrase:
        """Join what is said of one thing, the "either … or" last."""
        plain = [phrase.words for phrase in phrases if phrase.kind == "attribute"]
        clauses = [phrase.words for phrase in phrases if phrase.kind != "attribute"]
        return Phrase(self._listing(plain)).followed(self._besides(clauses))

    def _either(self, node: AnyOf, *, alone: bool) -> Phrase:
        about = self._about(node)
        said = [self._part(inner, about) for inner in node.of]
        simple = alone and all(isinstance(inner, (Compare, OneOf, Flag, Has)) for inner in node.of)
        simple = simple and not any(words.startswith(f"{self.word(FOR)} ") for words in said)
        if simple and not any(map(in_brackets, said)):
            return Phrase(self._listing(said, word="or"))
        # A side with a comma of its own stands in brackets, so that what follows the comma stays with it.
        nested = [f"[{words}]" if ", " in outside_brackets(words) else words for words in said]
        first, link = self.word(EITHER), self.word(OR_ELSE)
        return Phrase(f"{first}{link.join(nested)}", "clause")
