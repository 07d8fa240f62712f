"""Amounts of money: decimal, with their currency."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

import attrs

from tnt_core.errors import InputError
from tnt_core.texts import NO_BREAK_SPACE, Lang, Text, format_number

__all__ = ["Currency", "Money", "euros"]

NOT_MONEY = Text(
    fr="{name} : {value!r} n'est pas une somme d'argent ; donnez un nombre décimal positif ou nul, par exemple 4000 ou '0.50'.",
    en="{name}: {value!r} is not an amount of money; give a decimal number, 0 or more, for instance 4000 or '0.50'.",
)

Currency: TypeAlias = Literal["EUR"]

CENT = Decimal("0.01")


def _not_negative(_: Money, attribute: attrs.Attribute[Decimal], value: object) -> None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        raise _refused(attribute.name, value)


@attrs.frozen(order=True)
class Money:
    """An amount, never a binary fraction.

    Attributes:
        amount: How much, 0 or more.
        currency: ISO 4217 code; every amount of this dataset is in euros.

    Raises:
        InputError: The amount is no decimal number, or is below 0.

    Example:
        >>> euros("0.50").label("en"), euros(16_000).label("en")
        ('€0.50', '€16,000')
    """

    amount: Decimal = attrs.field(validator=_not_negative)
    currency: Currency = "EUR"

    def label(self, lang: Lang) -> str:
        """Write it as the language does: "16 000 €", "€16,000"."""
        written = format_number(_shown(self.amount), lang)
        return f"{written}{NO_BREAK_SPACE}€" if lang == "fr" else f"€{written}"

    @property
    def text(self) -> Text:
        """It, as each language writes it."""
        return Text(fr=self.label("fr"), en=self.label("en"))


LARGEST = Decimal(10) ** 15
"""No aid and no project costs more; beyond it, cents could not be counted."""


def euros(amount: Decimal | int | str) -> Money:
    """Make an amount in euros.

    Raises:
        InputError: *amount* is no decimal number, or is below 0. A binary fraction (``0.1``) is refused: write it as text.
    """
    if isinstance(amount, bool | float):
        raise _refused("amount", amount)
    try:
        checked = Decimal(amount)
        if checked > LARGEST:
            raise _refused("amount", amount)
        return Money(checked)
    except (InvalidOperation, TypeError, ValueError):
        raise _refused("amount", amount) from None


def _shown(amount: Decimal) -> Decimal:
    """Whole euros without cents, anything else with two."""
    whole = amount.to_integral_value()
    return whole.quantize(Decimal(1)) if amount == whole else amount.quantize(CENT)


def _refused(name: str, value: object) -> InputError:
    return InputError(NOT_MONEY.format(name=name, value=value), value=value)
