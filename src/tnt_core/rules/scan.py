"""The first look at a rule's text: only short, flat text made of known words goes on to the parser."""

from __future__ import annotations

import re
from keyword import kwlist
from typing import Final

from tnt_core.errors import RuleSyntaxError
from tnt_core.facts.values import MOST_DIGITS
from tnt_core.texts import Text

__all__ = ["DEEPEST", "LONGEST_TEXT", "MOST_TOKENS", "scan"]

LONGEST_TEXT: Final = 8_000
MOST_TOKENS: Final = 1_500
DEEPEST: Final = 30
"""Deepest nesting of parentheses; of ``not``, the longest run."""

TOKEN = re.compile(
    r"""\s+
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d[\d_]*(?:\.\d+)?(?![\w.]))
    | (?P<string>"[^"'\\\n]*"|'[^"'\\\n]*')
    | (?P<sign>-(?=\d))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<operator>==|!=|<=|>=|<|>|,)""",
    re.ASCII | re.VERBOSE,
)
JOINTS: Final = frozenset({"and", "or", "not", "in"})
FOREIGN_WORDS: Final = frozenset(kwlist) - JOINTS
UNTESTABLE: Final = frozenset({"True", "False", "None", "is"})
OPERANDS: Final = frozenset({"word", "number", "string"})


def scan(text: str) -> None:
    """Let *text* pass if it is short, flat, and made of known words.

    Raises:
        RuleSyntaxError: It is not; the error points at the place.
    """
    if len(text) > LONGEST_TEXT:
        raise RuleSyntaxError(
            Text(
                fr=f"une règle compte au plus {LONGEST_TEXT} caractères, celle-ci {len(text)}.",
                en=f"a rule has at most {LONGEST_TEXT} characters, this one {len(text)}.",
            ),
            text=text[:200],
        )
    if not text.strip():
        raise RuleSyntaxError(
            Text(
                fr="la règle est vide. Écrivez `always` ou `never`.",
                en="the rule is empty. Write `always` or `never`.",
            ),
            text=text,
        )
    position = tokens = depth = nots = 0
    after_operand = False
    while position < len(text):
        token = TOKEN.match(text, position)
        if token is None:
            raise _foreign_character(text, position)
        kind, word = token.lastgroup, token.group()
        if kind is not None:
            _check_word(text, position, kind, word)
            tokens += 1
            nots = nots + 1 if word == "not" else 0
            depth += (kind == "open") - (kind == "close")
            operand = kind in OPERANDS and word not in JOINTS
            if operand and after_operand:
                raise RuleSyntaxError(
                    Text(fr="il manque ici un opérateur.", en="an operator is missing here."),
                    text=text,
                    position=position,
                )
            after_operand = operand
        if depth < 0:
            raise RuleSyntaxError(
                Text(fr="cette parenthèse ne ferme rien.", en="this parenthesis closes nothing."),
                text=text,
                position=position,
            )
        if tokens > MOST_TOKENS or depth > DEEPEST or nots > DEEPEST:
            raise RuleSyntaxError(
                Text(
                    fr=f"trop long ou trop imbriqué (au plus {MOST_TOKENS} mots, {DEEPEST} niveaux). Nommez ses parties (scopes).",
                    en=f"too long or too deep (at most {MOST_TOKENS} words, {DEEPEST} levels). Name its parts as scopes.",
                ),
                text=text,
                position=position,
            )
        position = token.end()
    if depth:
        raise RuleSyntaxError(
            Text(fr="une parenthèse n'est pas fermée.", en="a parenthesis is not closed."),
            text=text,
            position=len(text),
        )


def _check_word(text: str, position: int, kind: str, word: str) -> None:
    if word in UNTESTABLE:
        raise RuleSyntaxError(
            Text(
                fr=f"« {word} » n'a pas sa place dans une règle : écrivez le fait seul, ou `not` devant. L'inconnu ne se teste pas.",
                en=f"{word!r} has no place in a rule: write the fact alone, or `not` before it. What is unknown cannot be tested.",
            ),
            text=text,
            position=position,
        )
    if word in FOREIGN_WORDS:
        raise RuleSyntaxError(
            Text(
                fr=f"« {word} » n'a pas sa place dans une règle.",
                en=f"{word!r} has no place in a rule.",
            ),
            text=text,
            position=position,
        )
    if kind == "string" and not word.isprintable():
        raise _foreign_character(text, position)
    if kind == "number" and sum(map(str.isdigit, word)) > MOST_DIGITS:
        raise RuleSyntaxError(
            Text(
                fr=f"un nombre a au plus {MOST_DIGITS} chiffres.",
                en=f"a number has at most {MOST_DIGITS} digits.",
            ),
            text=text,
            position=position,
        )


def _foreign_character(text: str, position: int) -> RuleSyntaxError:
    character = text[position]
    if character == "=":
        said = Text(fr="comparez avec `==`, pas `=`.", en="compare with `==`, not `=`.")
    elif character.isdigit():
        said = Text(
            fr="ce nombre n'est pas écrit comme dans une règle : 3500, 3_500 ou 49.6.",
            en="not a number as rules write it: 3500, 3_500 or 49.6.",
        )
    elif character in "\"'":
        said = Text(
            fr="ce texte n'est pas écrit comme dans une règle : des caractères visibles, ni guillemet droit ni barre inverse, fermé sur la même ligne.",
            en="not a quoted text as rules write it: printable, no quote or backslash inside, closed on the same line.",
        )
    else:
        name = f"U+{ord(character):04X}"
        said = Text(
            fr=f"le caractère {character!r} ({name}) n'a pas sa place dans une règle ; les noms sont en ASCII, le reste entre guillemets.",
            en=f"the character {character!r} ({name}) has no place in a rule; names are plain ASCII, other text stands in quotes.",
        )
    return RuleSyntaxError(said, text=text, position=position)
