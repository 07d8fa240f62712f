"""Records by id, read-only, each built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar

from tnt_core.errors import UnknownNameError
from tnt_core.misreading import reading
from tnt_core.packages import Content, json_object
from tnt_core.texts import Text

__all__ = ["Collection", "RawRecords", "package_of"]

T = TypeVar("T")

RawRecords: TypeAlias = Mapping[str, Mapping[str, Any]]
"""Records as plain data, by id."""


def _names(record: Mapping[str, Any]) -> Iterator[str]:
    """Give the other names of a record: former ids, and the names that an organisation or a service bears and bore."""
    yield from record.get("aliases", ())
    if isinstance(record.get("name"), str):
        yield record["name"]
        for former in (*record.get("former_names", ()), *record.get("formerly", ())):
            yield former["name"]
            if "full_name" in former:
                yield former["full_name"]


class Collection(Mapping[str, T], Generic[T]):
    """Records by id, in the order of their ids; read-only, built when first asked for.

    A former id (alias) leads to the present record, and so does a name that it bears or bore, in any case of letters: "AdCF".
    An unknown id is an ``UnknownNameError`` with the nearest ids; a record that cannot be read is a ``DataError`` with its place.
    """

    __slots__ = ("__dict__", "_build", "_built", "_noun", "_source")

    def __init__(
        self,
        noun: Text,
        raw: RawRecords | Callable[[], RawRecords],
        build: Callable[[Mapping[str, Any]], T],
    ) -> None:
        self._noun = noun
        self._source = raw
        self._build = build
        self._built: dict[str, T] = {}

    @cached_property
    def raw(self) -> RawRecords:
        """The records as plain data, read when first needed."""
        with reading(self._noun):
            raw = self._source() if callable(self._source) else self._source
        for id_, record in raw.items():
            if not isinstance(record, dict):
                with self._reading(raw, id_):
                    json_object(record)
        return raw

    def _reading(self, raw: RawRecords, id_: str) -> AbstractContextManager[None]:
        """Name a record while it is read: what it is, its id and the package that it came from, as far as that is known."""
        return reading(self._noun.map(lambda noun: f"{noun} {id_!r}{package_of(raw)}"))

    def naming(self, key: str, id_: str) -> tuple[T, ...]:
        """Give the records whose list *key* names *id_*, in order; the others are not built."""
        return tuple(self[name] for name in self.raw if self._names(name, key, id_))

    def _names(self, name: str, key: str, id_: str) -> bool:
        with self._reading(self.raw, name):
            return id_ in self.raw[name].get(key, ())

    @cached_property
    def _aliases(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for id_, record in self.raw.items():
            with self._reading(self.raw, id_):
                for name in _names(record):
                    found.setdefault(name, id_)
        return found

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {name.casefold(): id_ for name, id_ in self._aliases.items()}

    def _find(self, key: str) -> str | None:
        if key in self.raw:
            return key
        return self._aliases.get(key) or self._folded.get(key.casefold())

    def __getitem__(self, key: str) -> T:
        if not isinstance(key, str):
            raise UnknownNameError(self._noun, str(key))
        id_ = self._find(key)
        if id_ is None:
            raise UnknownNameError(self._noun, key, (*self.raw, *self._aliases))
        if id_ not in self._built:
            # Two threads may both build a record; the first one stays, so that identity is stable.
            with self._reading(self.raw, id_):
                self._built.setdefault(id_, self._build(self.raw[id_]))
        return self._built[id_]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)

    def __repr__(self) -> str:
        return f"<Collection of {len(self)} {self._noun.en} records>"


def package_of(raw: object) -> str:
    """Give the package that plain data came from, in brackets, as far as that is known."""
    return f" ({raw.place})" if isinstance(raw, Content) else ""
