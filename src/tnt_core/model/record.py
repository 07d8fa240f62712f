"""What every record says of itself."""

from __future__ import annotations

import datetime as dt

import attrs

from tnt_core.model.legal import Confidence, Source
from tnt_core.texts import Text

__all__ = ["Record"]


@attrs.frozen(kw_only=True)
class Record:
    """A record of the dataset: how it is named, how sure it is, and what it rests on.

    Attributes:
        id: Its id, for ever.
        reviewed: Day of the last review of the record; what happened later is not known.
        confidence: How sure the record is.
        notes: Disagreements between sources, limits, and what is not known.
        aliases: Former ids, and ids of twins merged into this record.
        sources: What was read.
    """

    id: str
    reviewed: dt.date
    confidence: Confidence
    notes: Text | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
