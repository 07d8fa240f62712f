"""Texts of law, how they are cited, and the sources that were read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from tnt_core.errors import InputError
from tnt_core.packages import Confidence
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from tnt_core.rules.reason_json import CitationJson

__all__ = ["Citation", "Confidence", "LawText", "Source", "TextKind"]

NO_CITATION = Text(
    fr="une citation s'écrit « <id du texte> <article> », par exemple « code-urbanisme L423-3 » ; reçu : rien.",
    en="a citation is written '<text id> <article>', for instance 'code-urbanisme L423-3'; got nothing.",
)

TextKind: TypeAlias = Literal[
    "code",
    "loi",
    "ordonnance",
    "decret",
    "arrete",
    "circulaire",
    "communique",
    "reglement-ue",
    "directive-ue",
    "decision-ue",
    "projet",
    "referentiel",
    "convention",
]
"""What a text is; ``projet`` is a bill or a proposal, never law; ``referentiel`` a standard that a text refers to; ``communique``
an announcement by an administration, such as a tolerance, never law."""


@attrs.frozen(kw_only=True)
class LawText:
    """A text of law, a standard or a bill.

    Attributes:
        id: Its id in the dataset, for instance ``"loi-2021-1485"``.
        kind: What it is.
        name: How it is cited, for instance "loi n° 2021-1485 du 15 novembre 2021 (REEN)".
        short: A shorter name for tables, where one is usual: "CRPA", "RGPD".
        title: Official title, in French; ``None`` where only the name was seen.
        signed: Day of signature or adoption.
        published: Day of publication in the Journal officiel (JORF or JOUE).
        nor: NOR number.
        jorf: Identifier of the text in the JORF (``JORFTEXT…``) or of a code (``LEGITEXT…``).
        celex: CELEX number of a European text.
        url: A page that gives the text.
        aliases: Former ids.
    """

    id: str
    kind: TextKind
    name: Text
    short: Text | None = None
    title: str | None = None
    signed: dt.date | None = None
    published: dt.date | None = None
    nor: str | None = None
    jorf: str | None = None
    celex: str | None = None
    url: str | None = None
    aliases: tuple[str, ...] = ()

    def may_be_known_on(self, day: dt.date) -> bool:
        """Tell whether the text can have been known on a day: not before its publication, or its signature where that is all we know."""
        earliest = self.published or self.signed
        return earliest is None or earliest <= day

    @property
    def link(self) -> str | None:
        """A page where the text can be read, either the one given or the one that its identifier resolves to."""
        if self.url is not None:
            return self.url
        if self.jorf is not None:
            place = "codes/texte_lc" if self.jorf.startswith("LEGI") else "jorf/id"
            return f"https://www.legifrance.gouv.fr/{place}/{self.jorf}"
        if self.celex is not None:
            return f"https://eur-lex.europa.eu/legal-content/FR/TXT/?uri=CELEX:{self.celex}"
        return None


@attrs.frozen(order=True)
class Citation:
    """A text of law and the place in it, written ``"<text id> <article>"``.

    Example:
        >>> Citation.parse("code-urbanisme L423-3")
        Citation(text='code-urbanisme', article='L423-3')
        >>> str(Citation.parse("loi-2021-1485 art. 35"))
        'loi-2021-1485 art. 35'
    """

    text: str
    article: str | None = None

    @classmethod
    def parse(cls, written: str) -> Citation:
        """Read a citation.

        Raises:
            InputError: *written* is blank.
        """
        text, _, article = written.strip().partition(" ")
        if not text:
            raise InputError(NO_CITATION, value=written)
        return cls(text, article.strip() or None)

    def to_json(self) -> CitationJson:
        """Give the citation as plain data."""
        return {"text": self.text, "article": self.article}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Citation:
        """Read what :meth:`to_json` gave.

        Raises:
            DataError: The data are no citation.
        """
        from tnt_core.forms import check
        from tnt_core.rules.reason_json import CitationJson

        check(CitationJson, data, "citation")
        return cls(**data)

    def __str__(self) -> str:
        return self.text if self.article is None else f"{self.text} {self.article}"

    def label(self, text: LawText, lang: Lang, *, short: bool = False) -> str:
        """Write the citation for a reader, given the *text* that it names, by its *short* name if it has one.

        Example:
            >>> reen = LawText(id="reen", kind="loi", name=Text(fr="loi REEN", en="REEN Act"))
            >>> Citation("reen", "art. 35").label(reen, "en")
            'REEN Act, art. 35'
        """
        name = (text.short if short and text.short else text.name).get(lang)
        return name if self.article is None else f"{name}, {self.article}"


@attrs.frozen(kw_only=True)
class Source:
    """A page or document that was read, and what it shows.

    Attributes:
        url: Its address, or a package and path for a dataset.
        title: Its title, in its own language.
        shows: What it shows, in our words.
        read: Day on which it was read.
    """

    url: str
    title: str
    shows: Text
    read: dt.date
