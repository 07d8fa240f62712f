"""Facts: what may be known, typed, worded and checked; both engines ask theirs here.

>>> from tnt_core.facts import FactTable
>>> school = FactTable.from_table({
...     "pupils": {"type": "int", "label": {"fr": "nombre d'élèves", "en": "number of pupils"}},
... })
>>> school.check({"pupils": 120})
Facts({'pupils': 120})
"""

from tnt_core.facts.fact import Fact, FactType, FactValue
from tnt_core.facts.table import Facts, FactTable

__all__ = ["Fact", "FactTable", "FactType", "FactValue", "Facts"]
