"""Short forms for a debugger: what a value is, in at most two hundred characters."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["LONGEST", "short"]

LONGEST = 200


def short(name: str, said: Mapping[str, object]) -> str:
    """Write a value with as many of its parts as fit; three dots stand for the rest.

    Example:
        >>> short("Profile", {"kind": "commune", "population_total": 3400})
        "Profile(kind='commune', population_total=3400)"
    """
    parts = [f"{part}={value!r}" for part, value in said.items()]
    whole = f"{name}({', '.join(parts)})"
    while len(whole) > LONGEST:
        parts.pop()
        whole = f"{name}({', '.join([*parts, '…'])})"
    return whole
