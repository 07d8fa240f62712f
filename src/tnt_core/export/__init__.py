"""The export room: the same data in the formats that others read."""

from tnt_core.export.writing import formats, write

__all__ = ["formats", "write"]
