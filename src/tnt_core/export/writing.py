"""Writes an agenda into a file: the suffix says in which format, and each format is one file of this room.

A format is a module ``agenda_<suffix>.py`` with a function ``written(agenda, lang)`` that gives bytes. Nothing else names it.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from tnt_core.errors import DataError, UnknownNameError
from tnt_core.texts import Lang, Text, ambient_language

if TYPE_CHECKING:
    from tnt_core.agendas import Agenda

__all__ = ["Exporter", "formats", "write"]

ROOM = __name__.rpartition(".")[0]
PREFIX = f"{ROOM}.agenda_"

NOT_WRITTEN = Text(
    fr="{path} ne peut pas être écrit : {fault}.", en="{path} cannot be written: {fault}."
)


class Exporter(Protocol):
    """A format of an agenda: what a module ``agenda_<suffix>.py`` offers."""

    def written(self, agenda: Agenda, lang: Lang) -> bytes:
        """Give the agenda in this format; the same agenda gives the same bytes."""
        ...


def formats() -> tuple[str, ...]:
    """Give the formats in which an agenda can be written, by their suffixes.

    Example:
        >>> {"ics", "json"} <= {*formats()}
        True
    """
    names = (module.name for module in iter_modules(import_module(ROOM).__path__, f"{ROOM}."))
    return tuple(sorted(name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)))


def write(agenda: Agenda, path: str | Path, lang: Lang | None = None) -> Path:
    """Write an agenda into a file, in the format that the suffix of *path* names.

    Args:
        agenda: The agenda; ``agenda.concerned`` or ``agenda.where(…)`` writes a part of it.
        path: The file, for instance ``"agenda.ics"``; it is written anew.
        lang: The language of its sentences; ``None`` for that of the locale.

    Returns:
        The path of the file.

    Raises:
        UnknownNameError: The suffix is that of no format; those that there are are named.
        MissingExtraError: The format needs a library that is not installed.
        DataError: The file cannot be written.
    """
    file = Path(path)
    suffix = file.suffix.removeprefix(".").lower()
    if suffix not in formats():
        noun = Text(fr="format d'un agenda", en="format of an agenda")
        raise UnknownNameError(noun, suffix or file.name, formats(), where=str(file))
    exporter = cast("Exporter", import_module(f"{PREFIX}{suffix}"))
    content = exporter.written(agenda, lang or ambient_language())
    try:
        file.write_bytes(content)
    except OSError as fault:
        raise DataError(NOT_WRITTEN.format(path=file, fault=fault)) from None
    return file
