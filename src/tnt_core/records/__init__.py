"""The compiler: records that people write (TOML) -> the checked resources of the data package (JSON).

Every fault of every file is gathered with its place, so that an author mends them in one go. What the compiler lets through, the
rest of the library trusts.
"""

from tnt_core.records.compiler import compile_records
from tnt_core.records.faults import fault_tree
from tnt_core.records.reading import Resources

__all__ = ["Resources", "compile_records", "fault_tree"]
