"""Editorial lints: what a record can get wrong although it is well formed.

Each finding is a sentence at a place. They are about the words and dates of records; :mod:`tnt_core.rules.lints` looks into rules.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from tnt_core.errors import InputError
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement
from tnt_core.model.schedules import Milestone
from tnt_core.rules.lints import lint
from tnt_core.rules.nodes import Compare, leaves
from tnt_core.texts import Text

__all__ = ["Remark", "duplicates", "remarks"]

STALE_REVIEW = Text(
    fr="la dernière relecture ({reviewed}) précède de plus d'un an l'état des données ({state}).",
    en="the last review ({reviewed}) is more than a year before the state of the data ({state}).",
)
LONG_TITLE = Text(
    fr="un titre a {most} caractères au plus ; « {words} » en a {length}.",
    en="a title has {most} characters at most; {words!r} has {length}.",
)
NO_ARTICLE = Text(
    fr="une règle demande l'article qui la pose : donnez « legal » ici ou pour toute la fiche.",
    en="a rule needs the article that says so: give 'legal' here or for the whole record.",
)
NO_PUBLICATION = Text(
    fr="donnez le jour de publication, ou dites dans « publication_note » pourquoi il manque.",
    en="give the day of publication, or say in 'publication_note' why it is not given.",
)
OUT_OF_ORDER = Text(
    fr="les exigences à échéance se suivent dans l'ordre de leurs dates ; reçu {written}.",
    en="requirements with a due date come in the order of these dates; got {written}.",
)
WORDS_AGAINST_RULE = Text(
    fr="« {words} » et la règle ne s'accordent pas sur {number} : attention à > et >=.",
    en="{words!r} and the rule do not agree on {number}: mind > and >=.",
)
LOOKS_DOUBLE = Text(
    fr="« {id} » ressemble à une exigence de « {first} » : même règle, même échéance, mêmes articles.",
    en="{id!r} looks like a duty of {first!r}: same rule, same schedule, same articles.",
)

Remark: TypeAlias = tuple[str, InputError]
"""A place in the record, and what is wrong there."""

TITLE_LENGTH = 80
"""Longest title, in characters: what a table and a list of links can show on a line."""

REVIEW_LASTS = dt.timedelta(days=366)
"""How long a review is taken as fresh."""


def remarks(obligation: Obligation, state: dt.date) -> Iterator[Remark]:
    """Give what is wrong in one record.

    Args:
        obligation: The record.
        state: Day up to which the dataset was checked; reviews are measured against it.
    """
    for check in _CHECKS:
        yield from check(obligation)
    if state - obligation.reviewed > REVIEW_LASTS:
        said = STALE_REVIEW.format(reviewed=obligation.reviewed, state=state)
        yield "reviewed", InputError(said)


def _titles(obligation: Obligation) -> Iterator[Remark]:
    titles = {"title": obligation.title}
    titles |= {f"requirements[{i}].title": r.title for i, r in enumerate(obligation.requirements)}
    for place, title in titles.items():
        for words in (title.fr, title.en):
            if len(words) > TITLE_LENGTH:
                said = LONG_TITLE.format(most=TITLE_LENGTH, words=words, length=len(words))
                yield place, InputError(said)


def _citations(obligation: Obligation) -> Iterator[Remark]:
    for index, requirement in enumerate(obligation.requirements):
        if not requirement.legal and not obligation.legal:
            yield f"requirements[{index}].legal", InputError(NO_ARTICLE)


def _publications(obligation: Obligation) -> Iterator[Remark]:
    for index, requirement in enumerate(obligation.requirements):
        schedule = requirement.schedule
        if schedule.published is None and schedule.publication_note is None:
            yield f"requirements[{index}].schedule.published", InputError(NO_PUBLICATION)


def _order(obligation: Obligation) -> Iterator[Remark]:
    days = [r.schedule.due for r in obligation.requirements if isinstance(r.schedule, Milestone)]
    if days != sorted(days):
        written = ", ".join(map(str, days))
        yield "requirements", InputError(OUT_OF_ORDER.format(written=written))


def _rules(obligation: Obligation) -> Iterator[Remark]:
    for index, requirement in enumerate(obligation.requirements):
        for found in lint(requirement.applies):
            yield f"requirements[{index}].applies", InputError(found.sentence)


NUMBER = r"(\d{1,3}(?:[\s\u00a0\u202f,.]\d{3})+|\d+)"
CLAIMS = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (rf"(?:plus de|more than|over|above|supérieure? à) {NUMBER}(?!\S*\s*(?:m²|m2))", "above"),
        (rf"(?:au plus|at most|up to) {NUMBER}", "above"),
        (rf"(?:au moins|d'au moins|at least|à partir de|from) {NUMBER}", "from"),
        (rf"(?:moins de|less than|fewer than|under|below) {NUMBER}", "from"),
        (
            rf"{NUMBER} (?:\S+ )?(?:et plus|ou plus(?! de)|or more(?! than)|and more|and over)",
            "from",
        ),
    )
)
"""What words say of a threshold: whether its own value is left below it ("above") or belongs to what follows ("from")."""


def _comparators(obligation: Obligation) -> Iterator[Remark]:
    """Compare the thresholds in words with those of the rules: « plus de 3 500 » is ``>``, « 3 500 et plus » is ``>=``."""
    for index, requirement in enumerate(obligation.requirements):
        cuts = _cuts(requirement)
        texts = filter(None, (requirement.title, requirement.note))
        for words in (words for text in texts for words in (text.fr, text.en)):
            for number, claim in _claims(words):
                if number in cuts and claim not in cuts[number]:
                    said = WORDS_AGAINST_RULE.format(words=words, number=number)
                    yield f"requirements[{index}]", InputError(said)


def _cuts(requirement: Requirement) -> Mapping[int, set[str]]:
    cuts: dict[int, set[str]] = defaultdict(set)
    rule = requirement.applies
    for leaf in leaves(rule.node, rule.vocabulary.nodes):
        if isinstance(leaf, Compare) and not isinstance(leaf.value, dt.date):
            cuts[int(leaf.value)].add("above" if leaf.op in {">", "<="} else "from")
    return cuts


def _claims(words: str) -> Iterator[tuple[int, str]]:
    for pattern, said in CLAIMS:
        for found in pattern.finditer(words):
            yield int(re.sub(r"\D", "", found[1])), said


_CHECKS: tuple[Callable[[Obligation], Iterator[Remark]], ...] = (
    _titles,
    _citations,
    _publications,
    _order,
    _rules,
    _comparators,
)


def duplicates(obligations: Iterable[Obligation]) -> Iterator[tuple[str, InputError]]:
    """Find records that look like one duty written twice: same rule, same start, same articles; each as (id, error)."""
    seen: dict[tuple[object, ...], str] = {}
    for obligation in obligations:
        for requirement in obligation.requirements:
            legal = requirement.legal or obligation.legal
            key = (requirement.applies.text, requirement.schedule, legal)
            first = seen.setdefault(key, obligation.id)
            if first != obligation.id:
                said = LOOKS_DOUBLE.format(id=requirement.id, first=first)
                yield obligation.id, InputError(said)
