"""The dataset: immutable collections by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import attrs

from tnt_core.errors import UnknownNameError
from tnt_core.model.legal import Citation, LawText
from tnt_core.model.obligations import Obligation
from tnt_core.rules import Vocabulary
from tnt_core.texts import Lang, Text

__all__ = ["Collection", "Dataset", "Theme"]

T = TypeVar("T")


class Collection(Mapping[str, T], Generic[T]):
    """Records by id, in the order of their ids; read-only, built when first asked for.

    A former id (alias) leads to the present record. An unknown id is an :class:`UnknownNameError` with the nearest ids.
    """

    __slots__ = ("_aliases", "_build", "_built", "_noun", "_raw")

    def __init__(
        self,
        noun: tuple[str, str],
        raw: Mapping[str, Mapping[str, Any]],
        build: Callable[[Mapping[str, Any]], T],
    ) -> None:
        self._noun = noun
        self._raw = raw
        self._build = build
        self._built: dict[str, T] = {}
        self._aliases = {
            alias: id_ for id_, record in raw.items() for alias in record.get("aliases", ())
        }

    def __getitem__(self, key: str) -> T:
        id_ = key if key in self._raw else self._aliases.get(key)
        if id_ is None:
            raise UnknownNameError(self._noun, key, (*self._raw, *self._aliases))
        if id_ not in self._built:
            # Two threads may both build a record; the first one stays, so that identity is stable.
            self._built.setdefault(id_, self._build(self._raw[id_]))
        return self._built[id_]

    def __contains__(self, key: object) -> bool:
        return key in self._raw or key in self._aliases

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __repr__(self) -> str:
        return f"<Collection of {len(self)} {self._noun[0]} records>"


@attrs.frozen(kw_only=True)
class Theme:
    """A theme under which obligations are read.

    Attributes:
        id: Its id, for instance ``"finance"``.
        title: Its name.
        order: Its place in a table of contents.
        aliases: Former ids.
    """

    id: str
    title: Text
    order: int
    aliases: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class Dataset:
    """Everything that the data package says; immutable.

    Attributes:
        version: Version of the data, CalVer (``"2026.11.0"``).
        state: Day up to which the facts were checked.
        vocabulary: The facts that rules may test, and the named scopes.
        themes: The themes, by id.
        texts: The texts of law, by id.
        obligations: The obligations, by id.
    """

    version: str
    state: dt.date
    vocabulary: Vocabulary
    themes: Collection[Theme]
    texts: Collection[LawText]
    obligations: Collection[Obligation]

    @classmethod
    def from_resources(cls, resources: Mapping[str, Any]) -> Dataset:
        """Make a dataset from the resources of a data package, by name: plain data as JSON holds it."""
        from tnt_core.model.converter import make_converter

        vocabulary = Vocabulary.from_json(resources["vocabulary"])
        converter = make_converter(vocabulary)

        def collection(name: str, noun: tuple[str, str], kind: type[T]) -> Collection[T]:
            return Collection(noun, resources[name], lambda raw: converter.structure(raw, kind))

        return cls(
            version=resources["dataset"]["version"],
            state=dt.date.fromisoformat(resources["dataset"]["state"]),
            vocabulary=vocabulary,
            themes=collection("themes", ("theme", "thème"), Theme),
            texts=collection("texts", ("text of law", "texte de droit"), LawText),
            obligations=collection("obligations", ("obligation", "obligation"), Obligation),
        )

    def cite(self, citation: Citation, lang: Lang, *, short: bool = False) -> str:
        """Write a citation for a reader, by the *short* name of the text if it has one.

        Raises:
            UnknownNameError: The dataset has no such text.
        """
        return citation.label(self.texts[citation.text], lang, short=short)

    def cite_all(self, citations: Iterable[Citation], lang: Lang) -> str:
        """Write citations for a narrow column: short names, articles of one text together.

        Raises:
            UnknownNameError: The dataset has no such text.
        """
        articles: dict[str, list[str]] = {}
        for citation in citations:
            found = articles.setdefault(citation.text, [])
            if citation.article is not None:
                found.append(citation.article)
        return " ; ".join(
            ", ".join([Citation(text).label(self.texts[text], lang, short=True), *found])
            for text, found in articles.items()
        )

    def obligations_of(self, text: str) -> tuple[Obligation, ...]:
        """Give the obligations that a text of law founds, moves or ends.

        Args:
            text: Id of the text.

        Raises:
            UnknownNameError: The dataset has no such text.
        """
        wanted = self.texts[text].id
        return tuple(o for o in self.obligations.values() if wanted in self.texts_of(o))

    def texts_of(self, obligation: Obligation) -> frozenset[str]:
        """Give the ids of the texts of law that found, move or end an obligation."""
        return frozenset(self.texts[text].id for text in _texts_of(obligation))


def _texts_of(obligation: Obligation) -> set[str]:
    cited = {citation.text for citation in obligation.legal}
    for requirement in obligation.requirements:
        cited.update(citation.text for citation in requirement.legal)
        schedules = (*requirement.schedule.history, requirement.schedule)
        cited.update(s.text for s in schedules if s.text)
        cited.update(s.ends.text for s in schedules if s.ends and s.ends.text)
    return cited
