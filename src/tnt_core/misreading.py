"""Turns whatever goes wrong while data are read into one error, a :class:`~tnt_core.errors.DataError` that says what was read.

Readers of packages trust them: the compiler checked what it packed. What somebody else packed may have any shape, so reading it may
raise anything; no list of kinds of errors would be whole, so there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tnt_core.errors import DataError, TntError, shown
from tnt_core.texts import Text

__all__ = ["misread", "reading"]

NOT_READ = Text(fr="{what} : lecture impossible, {why}.", en="{what} cannot be read: {why}.")
KEY_MISSING = Text(fr="la clé {key} manque", en="key {key} is missing")
TOO_DEEP = Text(fr="trop d'imbrications", en="it is nested too deeply")


@contextmanager
def reading(what: Text) -> Iterator[None]:
    """Turn whatever goes wrong inside the block into one ``DataError`` that says what was being read.

    Args:
        what: What is read, and where it stands: the beginning of the sentence.

    Raises:
        DataError: The block raised something else than a ``DataError``.

    Example:
        >>> with reading(Text(fr="l'aide x", en="aid x")):
        ...     {}["title"]
        Traceback (most recent call last):
        tnt_core.errors.DataError: aid x cannot be read: key 'title' is missing.
    """
    try:
        yield
    except (DataError, MemoryError):
        raise
    except Exception as fault:
        raise misread(what, fault) from fault


def misread(what: Text, fault: Exception) -> DataError:
    """Make the error of :func:`reading`, for the rare place that is too hot for a ``with``."""
    why = _told(fault).map(lambda words: words.rstrip("."))
    return DataError(NOT_READ.format(what=what, why=why))


def _told(fault: Exception) -> Text:
    match fault:
        case TntError():
            return fault.message
        case KeyError(args=(key, *_)):
            return KEY_MISSING.format(key=shown(key))
        case RecursionError():
            return TOO_DEEP
        case _:
            words = f"{type(fault).__name__}: {fault}"
            return Text(fr=words, en=words)
