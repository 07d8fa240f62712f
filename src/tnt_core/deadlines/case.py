"""One case to compute: what is asked, what is known, and the story told so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import attrs

from tnt_core.deadlines.calendars import DOUBTFUL, WorkingDays, holidays, working_days
from tnt_core.deadlines.delays import Delay
from tnt_core.deadlines.facts import FactValue
from tnt_core.deadlines.holiday_rules import Territory
from tnt_core.deadlines.regimes import Regime
from tnt_core.deadlines.story import Story, spoken

__all__ = ["Case", "ReadingName"]

ReadingName: TypeAlias = Literal["text", "fewest", "most"]


@attrs.frozen
class Case:
    """All that a count needs to know.

    Attributes:
        regime: The regime.
        delay: What is counted.
        territory: Whose holidays and local time apply.
        facts: The checked facts.
        article: Where the length of the delay is written, if the regime gave it.
        zone: The IANA time zone of the case.
        story: Steps and warnings, filled on the way.
    """

    regime: Regime
    delay: Delay
    territory: Territory
    facts: Mapping[str, FactValue]
    article: str
    zone: str
    story: Story

    @property
    def count_article(self) -> str:
        """The article to quote for the count itself."""
        return self.article or self.regime.articles.count

    @property
    def readings(self) -> tuple[ReadingName, ...]:
        """The readings of the holidays that may give another date."""
        return ("fewest", "most") if self.territory in DOUBTFUL else ()

    def working(self, reading: ReadingName = "text") -> WorkingDays:
        """Give the days that the delay counts, when it counts working days."""
        week: Literal["ouvre", "ouvrable"] = (
            "ouvrable" if self.delay.kind == "ouvrable" else "ouvre"
        )
        return working_days(self.territory, week, self._temple, reading)

    def carrying(self, reading: ReadingName = "text") -> WorkingDays:
        """Give the days to which a last day is carried over: never a Saturday."""
        return working_days(self.territory, "ouvre", self._temple, reading)

    @property
    def _temple(self) -> bool | None:
        temple = self.facts.get("temple")
        return temple if isinstance(temple, bool) else None

    def warn_of_holidays(self, first: int, last: int) -> None:
        """Name the uncertain holidays from *first* to *last* that make the readings differ."""
        start, end = spoken(first)[0], spoken(last)[0]
        for year in range(start.year, end.year + 1):
            for day in holidays(year, self.territory):
                if not start <= day.date <= end:
                    continue
                _, fr, en = spoken(day.date.toordinal())
                if day.status == "conditional" and self._temple is None:
                    self.story.notice(
                        "conditional-holiday",
                        f"{day.name.fr}, {fr}, n'est férié que dans certaines communes, et on ne sait pas si celle-ci en est : "
                        "donnez le fait « temple ».",
                        f"{day.name.en}, {en}, is a holiday in some communes only, and it is not known whether this is one of them: "
                        "give the fact 'temple'.",
                        day.text,
                    )
                elif day.status == "disputed":
                    self.story.notice(
                        "disputed-holiday",
                        f"{day.name.fr}, {fr} : les textes et la pratique divergent sur ce jour férié.",
                        f"{day.name.en}, {en}: texts and practice disagree on this holiday.",
                        day.text,
                    )
