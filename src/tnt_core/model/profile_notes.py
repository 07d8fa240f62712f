"""What has to be said beside a profile, and what it is about."""

from __future__ import annotations

from typing import Any, Literal, Self, TypeAlias

import attrs

from tnt_core.texts import Text

__all__ = ["NoteSubject", "ProfileNote"]

NoteSubject: TypeAlias = Literal["collectivity", "population", "vintage"]
"""``collectivity``: which one is meant; ``population``: where its numbers come from; ``vintage``: its numbers and perimeter are those
of another day."""


@attrs.frozen
class ProfileNote(Text):
    """A sentence beside a profile.

    Attributes:
        about: What it is about, so that a program need not read the words.

    Example:
        >>> note = ProfileNote(fr="Populations de 2025.", en="Populations of 2025.", about="population")
        >>> note.en, note.about
        ('Populations of 2025.', 'population')
    """

    about: NoteSubject = attrs.field(kw_only=True)

    @classmethod
    def of(cls, text: Text, about: NoteSubject) -> Self:
        """Say what a sentence is about."""
        return cls(fr=text.fr, en=text.en, about=about)

    def to_json(self) -> dict[str, Any]:
        """Give both sentences, by language, and what they are about."""
        return {**super().to_json(), "about": self.about}
