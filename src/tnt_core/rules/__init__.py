"""The rules engine: three-valued, explained, analysed; knows nothing of French law and is usable alone.

>>> from tnt_core.rules import Vocabulary, parse
>>> v = Vocabulary.from_table({
...     "population": {"type": "int", "label": {"fr": "population", "en": "population"}},
... })
>>> parse("population > 3_500", v).truth({"population": 3501})
Truth.YES
"""

from tnt_core.facts.fact import Fact
from tnt_core.facts.table import Facts
from tnt_core.rules.decide import any_decision, decide
from tnt_core.rules.reasons import DayReason, FactReason, PlaceReason, Reason
from tnt_core.rules.rule import Decision, Rule, all_of, always, any_of, never, parse
from tnt_core.rules.scopes import Scope
from tnt_core.rules.truth import Truth
from tnt_core.rules.vocabulary import Vocabulary

__all__ = [
    "DayReason",
    "Decision",
    "Fact",
    "FactReason",
    "Facts",
    "PlaceReason",
    "Reason",
    "Rule",
    "Scope",
    "Truth",
    "Vocabulary",
    "all_of",
    "always",
    "any_decision",
    "any_of",
    "decide",
    "never",
    "parse",
]
