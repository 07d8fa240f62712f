"""The dataset: immutable collections by id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

import attrs

from tnt_core.misreading import reading
from tnt_core.model.collection import Collection, package_of
from tnt_core.model.legal import Citation, LawText
from tnt_core.model.obligations import Obligation
from tnt_core.rules import Vocabulary
from tnt_core.texts import Lang, Text

if TYPE_CHECKING:
    from cattrs import Converter

    # The records around the obligations are loaded when first asked for; so are their classes.
    from tnt_core.model.aids import Aid
    from tnt_core.model.consultation import ConsultationRule
    from tnt_core.model.events import Event
    from tnt_core.model.groups import Deliverable, Programme, ProjectGroup
    from tnt_core.model.organisations import Organisation
    from tnt_core.model.services import Service

__all__ = ["Dataset", "DatasetOrigin", "Theme"]

T = TypeVar("T")


class DatasetOrigin(Protocol):
    """Where a dataset comes from, when another process can get the same one there.

    Each method raises a ``DataError`` where what is there now is not the same.
    """

    def dataset(self) -> Dataset:
        """Get the dataset."""
        ...

    def vocabulary(self) -> Vocabulary:
        """Get its vocabulary."""
        ...

    def obligation(self, id_: str) -> Obligation:
        """Get one of its obligations."""
        ...


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


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Dataset:
    """Everything that the data package says; immutable.

    Attributes:
        version: Version of the data, CalVer (``"2026.11.0"``).
        state: Day up to which the facts were checked.
        vocabulary: The facts that rules may test, and the named scopes.
        themes: The themes, by id.
        texts: The texts of law, by id.
        obligations: The obligations, by id.
        organisations: The organisations, by id; found under their former names too.
        events: The dated events, by id.
        programmes: The programmes, by id.
        groups: The project groups, by id.
        deliverables: What the groups have to produce, by id.
        consultations: The rules of consultation, by id.
        aids: The aids, by id.
        services: The State's APIs and building blocks, by id; found under their former names too.
        origin: Where it comes from, when it was loaded: it is pickled as this address, and so are its vocabulary, its obligations,
            and the agendas and decisions made with it. ``None`` for one that a program made: it is pickled by value.
    """

    version: str
    state: dt.date
    vocabulary: Vocabulary
    themes: Collection[Theme]
    texts: Collection[LawText]
    obligations: Collection[Obligation]
    organisations: Collection[Organisation]
    events: Collection[Event]
    programmes: Collection[Programme]
    groups: Collection[ProjectGroup]
    deliverables: Collection[Deliverable]
    consultations: Collection[ConsultationRule]
    aids: Collection[Aid]
    services: Collection[Service]
    # Not taken over by attrs.evolve: what was changed is not what is there.
    origin: DatasetOrigin | None = attrs.field(init=False, default=None, repr=False)

    def __repr__(self) -> str:
        # The obligations are read together with the dataset; to count the others would read them all.
        number = len(self.obligations)
        return f"<Dataset {self.version}, state of {self.state}: {number} obligations>"

    @classmethod
    def from_resources(
        cls, resources: Mapping[str, Any], *, origin: DatasetOrigin | None = None
    ) -> Dataset:
        """Make a dataset from the resources of a data package, by name: plain data as JSON holds it.

        A resource is read when its collection is first used.

        Args:
            resources: The resources.
            origin: Where another process gets the same dataset; ``load`` gives it.
        """
        from tnt_core.model.converter import make_converter

        with reading(_named(resources, "vocabulary")):
            vocabulary = Vocabulary.from_json(resources["vocabulary"])
        with reading(_named(resources, "dataset")):
            version = str(resources["dataset"]["version"])
            state = dt.date.fromisoformat(resources["dataset"]["state"])
        converter = make_converter(vocabulary)

        def collection(name: str, noun: Text, kind: type[T]) -> Collection[T]:
            return Collection(
                noun, lambda: resources[name], lambda raw: converter.structure(raw, kind)
            )

        @cache
        def surroundings() -> tuple[Converter, Mapping[str, type[Any]]]:
            from tnt_core.model.surroundings_converter import (
                SURROUNDINGS,
                make_surroundings_converter,
            )

            return make_surroundings_converter(vocabulary), SURROUNDINGS

        def later(name: str, noun: Text) -> Collection[Any]:
            def build(raw: Mapping[str, Any]) -> Any:
                other, kinds = surroundings()
                return other.structure(raw, kinds[name])

            return Collection(noun, lambda: resources[name], build)

        made = cls(
            version=version,
            state=state,
            vocabulary=vocabulary,
            themes=collection("themes", Text(fr="thème", en="theme"), Theme),
            texts=collection("texts", Text(fr="texte de droit", en="text of law"), LawText),
            obligations=collection(
                "obligations", Text(fr="obligation", en="obligation"), Obligation
            ),
            organisations=later("organisations", Text(fr="organisme", en="organisation")),
            events=later("events", Text(fr="événement", en="event")),
            programmes=later("programmes", Text(fr="programme", en="programme")),
            groups=later("groups", Text(fr="groupe projet", en="project group")),
            deliverables=later("deliverables", Text(fr="livrable", en="deliverable")),
            consultations=later(
                "consultations", Text(fr="règle de consultation", en="consultation rule")
            ),
            aids=later("aids", Text(fr="aide", en="aid")),
            services=later("services", Text(fr="service", en="service")),
        )
        for part in (made, vocabulary):
            object.__setattr__(part, "origin", origin)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        if self.origin is not None:
            return self.origin.dataset, ()
        # By the plain data that it was made from: they go to another process as they are.
        resources: dict[str, Any] = {
            field.name: dict(value.raw)
            for field in attrs.fields(type(self))
            if isinstance(value := getattr(self, field.name), Collection)
        }
        resources["vocabulary"] = self.vocabulary.to_json()
        resources["dataset"] = {"version": self.version, "state": self.state.isoformat()}
        return type(self).from_resources, (resources,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

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

    def aids_for(self, obligation: str, *, general: bool = False) -> tuple[Aid, ...]:
        """Give the aids that help to meet an obligation, open or not; with *general*, those for any digital project after them.

        Args:
            obligation: Id of the obligation.
            general: Whether to add the aids that help digital projects of any kind.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        id_ = self.obligations[obligation].id
        named = self.aids.naming("helps", id_)
        if not general:
            return named
        others = (aid for aid, raw in self.aids.raw.items() if raw.get("general"))
        return (*named, *(aid for aid in map(self.aids.__getitem__, others) if aid not in named))

    def services_for(self, obligation: str) -> tuple[Service, ...]:
        """Give the services that help to meet an obligation.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return self.services.naming("serves", self.obligations[obligation].id)

    def groups_for(self, obligation: str) -> tuple[ProjectGroup, ...]:
        """Give the project groups that work on an obligation.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return self.groups.naming("obligations", self.obligations[obligation].id)

    def deliverables_for(self, obligation: str) -> tuple[Deliverable, ...]:
        """Give what the groups produced, or have to, for an obligation.

        Raises:
            UnknownNameError: The dataset has no such obligation.
        """
        return self.deliverables.naming("obligations", self.obligations[obligation].id)

    def deliverables_of(self, group: str) -> tuple[Deliverable, ...]:
        """Give what a project group has to produce.

        Raises:
            UnknownNameError: The dataset has no such group.
        """
        id_ = self.groups[group].id
        return tuple(d for d in self.deliverables.values() if d.group == id_)


def _named(resources: Mapping[str, Any], name: str) -> Text:
    place = package_of(resources.get(name))
    return Text(fr=f"la ressource « {name} »{place}", en=f"resource {name!r}{place}")


def _texts_of(obligation: Obligation) -> set[str]:
    cited = {citation.text for citation in obligation.legal}
    for requirement in obligation.requirements:
        cited.update(citation.text for citation in requirement.legal)
        schedules = (*requirement.schedule.history, requirement.schedule)
        cited.update(s.text for s in schedules if s.text)
        cited.update(s.ends.text for s in schedules if s.ends and s.ends.text)
    return cited
