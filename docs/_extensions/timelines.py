"""Draws the timeline of a deadline as SVG: what the page "Counting days" shows of each regime."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any

from tnt_core.deadlines import Deadline, holidays

WIDTH, MARGIN, AXIS, LINE = 860, 24, 92, 19
INK, PALE, OFF, HOLIDAY, LAST, SAFE = (
    "#1f2933",
    "#9aa5b1",
    "#e4e7eb",
    "#f7d4a8",
    "#b42318",
    "#1d6fb8",
)
SOURCE, FULL = "#7b8794", 104
FONT = "font-family='Segoe UI, Helvetica, Arial, sans-serif'"


def draw(found: Deadline) -> str:
    """Draw a deadline as SVG: days off, one mark for each step, and the steps in words below."""
    days = [step.day for step in found.steps] + [found.earliest_date, found.latest_date]
    first, last = min(days) - dt.timedelta(days=2), max(days) + dt.timedelta(days=2)
    count = (last - first).days + 1
    pitch = min((WIDTH - 2 * MARGIN) / count, 56)
    left = (WIDTH - pitch * count) / 2

    def middle(day: dt.date) -> float:
        return left + ((day - first).days + 0.5) * pitch

    legend = _legend(found)
    height = AXIS + 62 + LINE * (len(legend) + 1)
    title = f"{found.regime}: {found.legal_date}"
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' role='img' aria-label='{escape(title)}'>",
        f"<rect width='{WIDTH}' height='{height}' rx='6' fill='#ffffff'/>",
        *_cells(found, first, count, pitch, left),
        *_span(found, middle),
        *_marks(found, middle),
        *legend,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _cells(found: Deadline, first: dt.date, count: int, pitch: float, left: float) -> list[str]:
    """Shade the days off, and write the days of the month under the axis."""
    parts = []
    for place in range(count):
        day = first + dt.timedelta(days=place)
        names = [
            h.name.en
            for h in holidays(day.year, found.territory)
            if h.date == day and h.status != "usage"
        ]
        x = left + place * pitch
        if names or day.weekday() >= 5:
            color = HOLIDAY if names else OFF
            label = f"<title>{escape(names[0])}</title>" if names else ""
            parts.append(
                f"<rect x='{x:.1f}' y='{AXIS - 14}' width='{pitch:.1f}' height='28' fill='{color}'>{label}</rect>"
            )
        sparse = pitch < 22
        if not sparse or day.weekday() == 0:
            text = f"{day:%a} {day.day}" if pitch >= 44 else str(day.day)
            parts.append(
                f"<text x='{x + pitch / 2:.1f}' y='{AXIS + 28}' {FONT} font-size='10' fill='{PALE}' text-anchor='middle'>{text}</text>"
            )
        room = (count - place) * pitch
        following = (day.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
        if place == 0:
            room = min(room, (following - day).days * pitch)
        if (day.day == 1 or place == 0) and room > 100:
            parts.append(
                f"<text x='{x + 2:.1f}' y='{AXIS + 43}' {FONT} font-size='11' font-weight='600' fill='{INK}'>{day:%B %Y}</text>"
            )
    right = left + count * pitch
    parts.append(
        f"<line x1='{left:.1f}' y1='{AXIS}' x2='{right:.1f}' y2='{AXIS}' stroke='{PALE}' stroke-width='1'/>"
    )
    return parts


def _span(found: Deadline, middle: Any) -> list[str]:
    """Draw the period as a thick line, and the other date where two readings exist."""
    start, end = middle(found.steps[0].day), middle(found.legal_date)
    parts = [
        f"<line x1='{start:.1f}' y1='{AXIS}' x2='{end:.1f}' y2='{AXIS}' stroke='{LAST}' stroke-width='3'/>"
    ]
    if found.safe_date != found.legal_date:
        safe = middle(found.safe_date)
        parts.append(
            f"<line x1='{safe:.1f}' y1='{AXIS - 20}' x2='{safe:.1f}' y2='{AXIS + 14}' stroke='{SAFE}' stroke-width='3'/>"
            f"<text x='{safe:.1f}' y='{AXIS - 24}' {FONT} font-size='10' fill='{SAFE}' text-anchor='middle'>safe</text>"
        )
    return parts


def _marks(found: Deadline, middle: Any) -> list[str]:
    """Put a numbered mark on the day of each step; neighbours stand one above the other."""
    at: dict[dt.date, list[int]] = {}
    for step in found.steps:
        at.setdefault(step.day, []).append(step.number)
    parts = []
    placed: list[tuple[float, int]] = []
    for day in sorted(at):
        x = middle(day)
        label = "·".join(str(number) for number in at[day])
        width = 10 + 7 * len(label)
        level = 0
        while any(abs(x - other) < width + 8 and level == taken for other, taken in placed):
            level += 1
        placed.append((x, level))
        y = AXIS - 34 - 22 * level
        color = LAST if day == found.legal_date else INK
        parts.append(
            f"<line x1='{x:.1f}' y1='{y + 9}' x2='{x:.1f}' y2='{AXIS}' stroke='{color}' stroke-width='1'/>"
            f"<circle cx='{x:.1f}' cy='{AXIS}' r='4' fill='{color}'/>"
            f"<rect x='{x - width / 2:.1f}' y='{y - 9}' width='{width}' height='18' rx='9' fill='{color}'/>"
            f"<text x='{x:.1f}' y='{y + 4}' {FONT} font-size='11' fill='#ffffff' text-anchor='middle'>{label}</text>"
        )
    return parts


def _legend(found: Deadline) -> list[str]:
    """Say the steps, each article beside its step or, where the line is full, below it."""
    lines = []
    for step in found.steps:
        number = f"<tspan font-weight='600'>{step.number}</tspan>"
        article = f"<tspan fill='{SOURCE}'>{escape(step.article)}</tspan>"
        if len(step.text.en) + len(step.article) <= FULL:
            lines.append(f"{number}  {escape(step.text.en)}  {article}")
        else:
            lines += [f"{number}  {escape(step.text.en)}", f"<tspan dx='16'>{article}</tspan>"]
    return [
        f"<text x='{MARGIN}' y='{AXIS + 72 + LINE * place}' {FONT} font-size='13' fill='{INK}' xml:space='preserve'>{line}</text>"
        for place, line in enumerate(lines)
    ]
