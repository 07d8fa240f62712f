"""A phrase: words that follow a noun, and how they do."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

__all__ = ["Phrase", "PhraseKind"]

PhraseKind: TypeAlias = Literal["attribute", "clause", "exception"]
"""An attribute stands right behind the noun: "with a website"; a clause behind a comma: ", either … or …"; an exception, also behind a
comma, takes away from all that was said before it: ", except groups"."""


@attrs.frozen
class Phrase:
    """Words that follow a noun.

    Attributes:
        words: The words, without a comma before them.
        kind: How they follow it.

    Example:
        >>> Phrase("with a website").after("groups"), Phrase("except groups", "exception").after("all local governments")
        ('groups with a website', 'all local governments, except groups')
    """

    words: str
    kind: PhraseKind = "attribute"

    def after(self, said: str) -> str:
        """Put the phrase behind what was *said*."""
        if not self.words:
            return said
        return f"{said}{' ' if self.kind == 'attribute' else ', '}{self.words}"

    def followed(self, more: Phrase) -> Phrase:
        """Put *more* behind the phrase, if there are words in both."""
        return Phrase(more.after(self.words), self.kind) if self.words else more
