"""Sphinx extension: writes the catalogue from the data, a stable page per record, and lists by theme, text, date and confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, assert_never

from tnt_core.model.dataset import Dataset, Theme
from tnt_core.model.legal import LawText
from tnt_core.model.obligations import Obligation
from tnt_core.model.requirements import Requirement
from tnt_core.model.schedules import Milestone, OnEvent, Recurring, Schedule, Standing
from tnt_core.store import load
from tnt_core.texts import Lang, Text, format_date

FOLDER = "catalogue"

NATURES = {
    "obligation": Text(fr="obligation", en="obligation"),
    "recommendation": Text(fr="recommandation", en="recommendation"),
    "faculty": Text(fr="faculté", en="faculty"),
    "draft": Text(fr="projet, pas du droit", en="draft, not law"),
}
CONFIDENCE = {"high": "high", "medium": "medium", "low": "low"}


def write_catalogue(folder: Path, dataset: Dataset) -> None:
    """Write every page below *folder*; a page whose words have not changed is left alone, so that Sphinx need not read it again."""
    themes = _by_theme(dataset)
    pages = {
        "index": _index(dataset, themes),
        "by-text": _by_text(dataset),
        "by-date": _by_date(dataset),
        "by-confidence": _by_confidence(dataset),
    }
    for theme, mine in themes.items():
        pages[f"theme-{theme}"] = _theme(dataset.themes[theme], mine)
    for obligation in dataset.obligations.values():
        pages[obligation.id] = _record(obligation, dataset)
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        if path.stem not in pages:
            path.unlink()
    for name, lines in pages.items():
        words = "\n".join(lines) + "\n"
        path = folder / f"{name}.md"
        if not path.is_file() or path.read_text(encoding="utf-8") != words:
            path.write_text(words, encoding="utf-8")


def _by_theme(dataset: Dataset) -> dict[str, list[Obligation]]:
    order = sorted(dataset.themes.values(), key=lambda theme: theme.order)
    found = {t.id: [o for o in dataset.obligations.values() if o.theme == t.id] for t in order}
    return {theme: mine for theme, mine in found.items() if mine}


def _index(dataset: Dataset, themes: dict[str, list[Obligation]]) -> Iterator[str]:
    yield "# Catalogue of obligations\n"
    yield f"{len(dataset.obligations)} records, data {dataset.version}, state of {format_date(dataset.state, 'en')}.\n"
    for theme, mine in themes.items():
        title = dataset.themes[theme].title
        yield f"- [{title.fr} · {title.en}](theme-{theme}.md) ({len(mine)})"
    yield "\nOther lists: [by text of law](by-text.md), [by date](by-date.md), [by confidence](by-confidence.md).\n"
    yield "```{toctree}\n:hidden:\n"
    yield from (f"theme-{theme}" for theme in themes)
    yield "by-text\nby-date\nby-confidence\n```"


def _theme(theme: Theme, mine: list[Obligation]) -> Iterator[str]:
    yield f"# {theme.title.fr}\n\n*{theme.title.en}*\n"
    yield from (_line(o) for o in mine)
    yield "\n```{toctree}\n:hidden:\n"
    yield from (o.id for o in mine)
    yield "```"


def _line(obligation: Obligation, note: str = "") -> str:
    mark = "" if obligation.nature == "obligation" else f" — *{NATURES[obligation.nature].en}*"
    return f"- [{obligation.title.fr}]({obligation.id}.md) · {obligation.title.en}{mark}{note}"


def _by_text(dataset: Dataset) -> Iterator[str]:
    yield "# Obligations by text of law\n"
    cited: dict[str, list[Obligation]] = defaultdict(list)
    for obligation in dataset.obligations.values():
        for text in sorted(dataset.texts_of(obligation)):
            cited[text].append(obligation)
    for text in (t for t in dataset.texts.values() if t.id in cited):
        yield f"## {_linked(text, 'fr')}\n"
        yield from (_line(o) for o in cited[text.id])
        yield ""


def _linked(text: LawText, lang: Lang) -> str:
    name = text.name.get(lang)
    return name if text.link is None else f"[{name}]({text.link})"


def _by_date(dataset: Dataset) -> Iterator[str]:
    yield "# Obligations by date\n"
    yield "The day by which, or from which, each requirement holds; the latest first.\n"
    dated: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for obligation in dataset.obligations.values():
        for requirement in obligation.requirements:
            day = requirement.schedule.start
            if day is not None:
                dated[day.year].append((day, obligation.id, requirement, obligation))
    for year in sorted(dated, reverse=True):
        yield f"## {year}\n"
        for day, _, requirement, obligation in sorted(
            dated[year], key=lambda r: r[:2], reverse=True
        ):
            yield _line(obligation, f" — {format_date(day, 'en')} ({requirement.title.en})")
        yield ""


def _by_confidence(dataset: Dataset) -> Iterator[str]:
    yield "# Obligations by confidence\n"
    for confidence in CONFIDENCE:
        mine = [o for o in dataset.obligations.values() if o.confidence == confidence]
        if mine:
            yield f"## {confidence.capitalize()} ({len(mine)})\n"
            yield from (_line(o) for o in mine)
            yield ""


def _record(obligation: Obligation, dataset: Dataset) -> Iterator[str]:
    theme = dataset.themes[obligation.theme]
    yield f"# {obligation.title.fr}\n"
    yield f"*{obligation.title.en}*\n"
    yield f"| | |\n|---|---|\n| id | `{obligation.id}` |\n| theme | {theme.title.fr} · {theme.title.en} |"
    nature = NATURES[obligation.nature]
    yield f"| nature | {nature.fr} · {nature.en} |\n| confidence | {obligation.confidence} |"
    yield f"| reviewed | {obligation.reviewed} |"
    if obligation.aliases:
        yield f"| former ids | {', '.join(obligation.aliases)} |"
    yield ""
    yield from _both(obligation.summary)
    for requirement in obligation.requirements:
        yield from _requirement(requirement, dataset)
    headings = {"exemptions": "Exemptions", "sanction": "Sanction", "notes": "Notes"}
    for name, heading in headings.items():
        text: Text | None = getattr(obligation, name)
        if text is not None:
            yield f"## {heading}\n"
            yield from _both(text)
    related = [id_ for id_ in obligation.related if id_ in dataset.obligations]
    if related:
        yield "## Related\n"
        yield from (_line(dataset.obligations[id_]) for id_ in related)
        yield ""
    yield "## Sources\n"
    for source in obligation.sources:
        title = f"<{source.url}>" if source.url.startswith("http") else f"`{source.url}`"
        yield f"- {source.title} — {source.shows.fr} · *{source.shows.en}* {title} ({source.read})"


def _both(text: Text) -> Iterable[str]:
    return f"{text.fr}\n", f"*{text.en}*\n"


def _requirement(requirement: Requirement, dataset: Dataset) -> Iterator[str]:
    rule = requirement.applies
    yield f"## {requirement.title.fr}\n"
    yield f"*{requirement.title.en}*\n"
    yield f"- Pour · *for*: {rule.sentence('fr')} · *{rule.sentence('en')}*"
    yield f"- `{rule.text}`"
    for schedule in (requirement.schedule, *reversed(requirement.schedule.history)):
        label = "Quand · *when*" if schedule is requirement.schedule else "Auparavant · *formerly*"
        yield f"- {label}: {_when(schedule, dataset)}"
    if requirement.legal:
        cited = "; ".join(
            f"{_linked(dataset.texts[c.text], 'fr')}{', ' + c.article if c.article else ''}"
            for c in requirement.legal
        )
        yield f"- Textes · *texts*: {cited}"
    if requirement.note is not None:
        yield f"- {requirement.note.fr} · *{requirement.note.en}*"
    yield ""


def _when(schedule: Schedule, dataset: Dataset) -> str:
    parts = [str(schedule.start)] if schedule.start is not None else []
    match schedule:
        case Recurring():
            parts.append(f"{schedule.every.sentence('fr')} · *{schedule.every.sentence('en')}*")
        case OnEvent():
            delay = "" if schedule.delay is None else f"{schedule.delay.sentence('fr')} — "
            parts.append(f"{delay}{schedule.event.fr} · *{schedule.event.en}*")
        case Standing() if not parts:
            parts.append("en permanence · *at all times*")
        case Standing() | Milestone():
            pass
        case _:
            assert_never(schedule)
    if schedule.text is not None:
        parts.append(dataset.texts[schedule.text].name.fr)
    if schedule.published is not None:
        parts.append(f"publié le · *published on* {schedule.published}")
    if schedule.ends is not None:
        parts.append(f"prend fin le · *ends on* {schedule.ends.day}")
    return ", ".join(parts)


def setup(app: Any) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("builder-inited", lambda app: write_catalogue(Path(app.srcdir) / FOLDER, load()))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
