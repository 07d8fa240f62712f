"""Sphinx extension: writes what the page "Counting days" shows of each regime, and draws its picture, from the records.

In a page, each of these is replaced:

    ```{regimes}          a table of all of them
    ```{regime} franc     texts, validity, a worked example and the picture of one
    ```{other-regimes}    the same for those that no page explains, with their names and summaries
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from timelines import draw

from tnt_core.deadlines import REGIMES, Delay
from tnt_core.deadlines.regimes import FIELDS, Articles, Regime, Worked
from tnt_core.deadlines.worked import solve
from tnt_core.texts import format_date

PAGE = "deadlines"
PICTURES = "_static/timelines"
BLOCK = re.compile(r"^```\{(regimes|regime|other-regimes)\} *(\S*)\n```$", re.MULTILINE)

STEPS = {
    "day_zero": "first day", "count": "count", "working": "working days", "clear": "clear period", "extension": "last day carried over",
    "distance": "distance", "end": "end of the last day",
}  # fmt: skip
"""What each article of a regime founds."""


def expand(page: str, regimes: Mapping[str, Regime]) -> str:
    """Give the page with what it shows of the regimes."""
    shown = {name for kind, name in BLOCK.findall(page) if kind == "regime"}

    def lines(block: re.Match[str]) -> str:
        match block[1]:
            case "regimes":
                return "\n".join(table(regimes))
            case "regime":
                return "\n".join(details(regimes[block[2]]))
            case _:
                rest = [regime for name, regime in regimes.items() if name not in shown]
                return "\n".join(line for regime in rest for line in section(regime))

    return BLOCK.sub(lines, page)


def table(regimes: Mapping[str, Regime]) -> Iterator[str]:
    """List the regimes, by field of law."""
    yield "| regime | | in force | confidence |\n|---|---|---|---|"
    for field in (*FIELDS, None):
        for regime in regimes.values():
            if regime.field == field:
                names = ", ".join(f"`{name}`" for name in (regime.id, *regime.aliases))
                label = f"{regime.label.en} (*{regime.label.fr}*)"
                yield f"| {names} | {label} | {validity(regime)} | {regime.confidence} |"


def section(regime: Regime) -> Iterator[str]:
    """Explain a regime that no page explains."""
    yield f"### {regime.label.en}: `{regime.id}`\n"
    for words in (regime.summary, regime.details, regime.note):
        if words is not None:
            yield f"{words.en}\n"
    yield from details(regime)
    yield ""


def details(regime: Regime) -> Iterator[str]:
    """Show the picture of a regime, a worked example, its texts, the article behind each step, since when it holds."""
    drawn, *others = regime.examples
    label = f"{regime.label.en}: {asked(drawn, regime)}"
    yield f"![{label}]({PICTURES}/{picture(regime.id)})\n"
    yield from (f"- {worked(case, regime)}" for case in (*others, drawn)[:1])
    if regime.since or regime.until:
        yield f"- In force {validity(regime)}."
    cited = (f"[{c.article}]({c.url})" if c.url else c.article for c in regime.citations)
    yield f"- Texts: {'; '.join(cited)}."
    articles = attrs.asdict(regime.articles) if regime.articles != Articles() else {}
    steps = "; ".join(f"{STEPS[name]}: {article}" for name, article in articles.items() if article)
    if steps:
        yield f"- Steps: {steps}."


def validity(regime: Regime) -> str:
    """Say since when a regime holds, and until when."""
    since = f"since {format_date(regime.since, 'en')}" if regime.since else ""
    until = f"until {format_date(regime.until, 'en')}" if regime.until else ""
    return " ".join(filter(None, (since, until)))


def asked(question: Worked, regime: Regime) -> str:
    """Say a question."""
    match question.event:
        case int(year):
            return f"{question.delay} of {year}"
        case str(moment):
            when = moment
        case day:
            when = format_date(day, "en")
    delay = solve(question, regime).delay
    length = delay.sentence("en") if isinstance(delay, Delay) else ""
    where = "" if question.territory == "metropole" else f" ({question.territory})"
    facts = "".join(f", {name}: {value}" for name, value in question.facts)
    return f"{length}{' ' if length.endswith('before') else ' from '}{when}{where}{facts}"


def worked(case: Worked, regime: Regime) -> str:
    """Say a worked example, and where it was read."""
    end = case.instant or format_date(case.legal_date, "en")
    source = f"[{case.source}]({case.url})" if case.url else case.source
    return f"Example: {asked(case, regime)} → {end}{f' ({source})' if source else ''}."


def picture(name: str) -> str:
    """Give the file of the picture of a regime."""
    return f"{name.replace('+', '-')}.svg"


def draw_pictures(folder: Path, regimes: Mapping[str, Regime]) -> None:
    """Draw every picture; one that has not changed is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for regime in regimes.values():
        drawn = draw(solve(regime.examples[0], regime))
        file = folder / picture(regime.id)
        if not file.is_file() or file.read_text(encoding="utf-8") != drawn:
            file.write_text(drawn, encoding="utf-8")


def setup(app: Any) -> dict[str, Any]:
    """Register with Sphinx."""

    def read(_: Any, name: str, source: list[str]) -> None:
        if name == PAGE:
            source[0] = expand(source[0], REGIMES)

    app.connect("builder-inited", lambda app: draw_pictures(Path(app.srcdir) / PICTURES, REGIMES))
    app.connect("env-get-outdated", lambda *_: {PAGE})
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
