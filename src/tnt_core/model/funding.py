"""Several aids for one project, under the minimum that its owner must pay (CGCT, article L1111-10, III)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import attrs

from tnt_core.errors import InputError
from tnt_core.model.aids import Estimate
from tnt_core.model.amounts import AmountStep
from tnt_core.model.money import euros
from tnt_core.model.profiles import Profile
from tnt_core.model.territory import Territory
from tnt_core.rules import Truth
from tnt_core.texts import Text

__all__ = ["EXEMPT_TERRITORIES", "OWN_SHARE", "FundingPlan", "plan_funding"]

OUT_OF_BOUNDS = Text(
    fr="l'argent privé ({private}) ne peut dépasser le coût ({cost}), et une part ({share}) est comprise entre 0 et 1.",
    en="private money ({private}) cannot exceed the cost ({cost}), and a share ({share}) lies between 0 and 1.",
)
MOST_PUBLIC_AID = Text(
    fr="aides publiques au plus, le maître d'ouvrage payant au moins {share:.0%} (CGCT L1111-10, III)",
    en="most public aid, the owner paying at least {share:.0%} (CGCT L1111-10, III)",
)
PUBLIC_COST = Text(fr="coût, moins les fonds privés", en="cost, less private money")
KNOWN_AIDS = Text(fr="total des aides connues", en="sum of the known aids")
KIND_UNKNOWN = Text(fr="la nature du maître d'ouvrage", en="the kind of the owner")
TERRITORY_UNKNOWN = Text(fr="le territoire du maître d'ouvrage", en="the territory of the owner")
INVESTMENT_UNKNOWN = Text(
    fr="s'il s'agit d'un investissement", en="whether the project is an investment"
)
AMOUNT_UNKNOWN = Text(fr="le montant de l'aide « {id} »", en="the amount of aid {id!r}")
OTHER_RULES = Text(
    fr="les règles de cumul propres à chaque aide, et les dérogations que le préfet peut accorder",
    en="each aid's own rules on adding aids, and the exceptions that the prefect may grant",
)

Brought: TypeAlias = Estimate | Decimal | int | None
"""What is said of an aid: an estimate, an amount in euros, or nothing."""

OWN_SHARE = Decimal("0.2")
"""Least share of the public money of a project that its owner pays (CGCT, article L1111-10, III, second paragraph)."""

EXEMPT_TERRITORIES: frozenset[Territory] = frozenset(
    {
        "guadeloupe",
        "guyane",
        "reunion",
        "martinique",
        "mayotte",
        "saint-barthelemy",
        "saint-martin",
        "spm",
    }
)
"""Where article L1111-10, III, asks for no minimum."""

SCOPED = frozenset(
    {
        "commune",
        "epci_fp",
        "ept",
        "departement",
        "region",
        "collectivite_unique",
        "metropole_lyon",
        "syndicat",
    }
)
"""The kinds that are a local government or a grouping of them in the sense of the article."""


@attrs.frozen(kw_only=True)
class FundingPlan:
    """How a project is paid for.

    Attributes:
        cost: What it costs, in euros.
        aids: What each aid brings, by the id that was given; ``None`` where that cannot be said.
        private: Money that is not public.
        known_aids: Sum of the aids that are known.
        most_aids: The most that all public aids may come to; ``None``: no limit, or not known whether there is one.
        own: What is left for the owner, once the known aids are within the limit.
        excess: By how much the known aids are above the limit; 0 if they are not.
        allowed: Whether the known aids can be added: UNKNOWN where it is not known whether the rule holds.
        steps: How it was worked out.
        unknowns: What is not known and could change the plan.
    """

    cost: Decimal
    aids: Mapping[str, Decimal | None] = attrs.field(hash=False)
    private: Decimal
    known_aids: Decimal
    most_aids: Decimal | None
    own: Decimal
    excess: Decimal
    allowed: Truth
    steps: tuple[AmountStep, ...]
    unknowns: tuple[Text, ...]


def plan_funding(
    profile: Profile,
    cost: Decimal | int | str,
    aids: Mapping[str, Brought],
    *,
    private: Decimal | int | str = 0,
    investment: bool | None = None,
    own_share: Decimal | str | None = None,
) -> FundingPlan:
    """Put several aids together.

    The owner of an investment project pays at least a fifth of the public money in it: of the cost, less what is private.

    Args:
        profile: The owner of the project.
        cost: What it costs, in euros.
        aids: What each aid brings, by id: an estimate, an amount in euros, or ``None`` where it is not known.
        private: Money in it that is not public, in euros.
        investment: Whether it is an investment; ``None``: not known. Running costs fall outside the article.
        own_share: A smaller share that the prefect granted (protected monuments, damage by calamities, energy renovation of schools…).

    Raises:
        InputError: An amount is no decimal number or is below 0, the private money is more than the cost, or the share is none.

    Example:
        >>> town = Profile(kind="commune", territory="metropole")
        >>> plan = plan_funding(town, 10_000, {"dsil": 6_000, "other": 3_000}, investment=True)
        >>> plan.most_aids, plan.excess, plan.own
        (Decimal('8000.0'), Decimal('1000.0'), Decimal('2000.0'))
    """
    total = euros(cost).amount
    outside = euros(private).amount
    share = OWN_SHARE if own_share is None else euros(own_share).amount
    if outside > total or not 0 <= share <= 1:
        raise InputError(
            OUT_OF_BOUNDS.format(private=outside, cost=total, share=share), value=private
        )
    brought = {id_: _amount(aid) for id_, aid in aids.items()}
    known = _sum(brought)
    public = total - outside
    bound = _bound(profile, investment)
    limit = public * (1 - share) if bound is not Truth.NO else public
    return FundingPlan(
        cost=total,
        aids=brought,
        private=outside,
        known_aids=known,
        most_aids=limit if bound is Truth.YES else None,
        own=public - min(known, limit),
        excess=max(Decimal(0), known - limit),
        allowed=_allowed(aids, brought, public, limit, bound),
        steps=tuple(_steps(public, known, share, bound)),
        unknowns=tuple(_unknowns(profile, investment, brought)),
    )


def _steps(public: Decimal, known: Decimal, share: Decimal, bound: Truth) -> Iterator[AmountStep]:
    yield AmountStep(PUBLIC_COST, public)
    yield AmountStep(KNOWN_AIDS, known)
    if bound is not Truth.NO:
        yield AmountStep(MOST_PUBLIC_AID.format(share=share), public * (1 - share))


def _allowed(
    aids: Mapping[str, Brought],
    brought: Mapping[str, Decimal | None],
    public: Decimal,
    limit: Decimal,
    bound: Truth,
) -> Truth:
    """Tell whether the known aids can be added up, under a limit of which *bound* says whether it holds."""
    known = _sum(brought)
    if known <= limit:
        return Truth.UNKNOWN if None in brought.values() else Truth.YES
    # Above the cost nothing can be added, whether the article holds or not; but an aid may be granted below its ceiling.
    allowed = Truth.NO if known > public else ~bound
    return allowed | Truth.UNKNOWN if _without_ceilings(aids, brought) <= limit else allowed


def _sum(brought: Mapping[str, Decimal | None]) -> Decimal:
    return sum((amount for amount in brought.values() if amount is not None), Decimal(0))


def _amount(aid: Brought) -> Decimal | None:
    if isinstance(aid, Estimate):
        return aid.amount
    return None if aid is None else euros(aid).amount


def _without_ceilings(
    aids: Mapping[str, Brought], brought: Mapping[str, Decimal | None]
) -> Decimal:
    """Sum the amounts that are no mere ceilings."""
    sure = (id_ for id_, aid in aids.items() if not isinstance(aid, Estimate) or aid.exact)
    return sum((brought[id_] or Decimal(0) for id_ in sure), Decimal(0))


def _bound(profile: Profile, investment: bool | None) -> Truth:
    """Tell whether the minimum holds for this owner and this project."""
    kind = Truth.of(None if profile.kind is None else profile.kind in SCOPED)
    if profile.territory is not None:
        place = Truth.of(profile.territory not in EXEMPT_TERRITORIES)
    else:
        place = Truth.of({"metro": True, "drom": False}.get(profile.zone or ""))
    return kind & place & Truth.of(investment)


def _unknowns(
    profile: Profile, investment: bool | None, brought: Mapping[str, Decimal | None]
) -> Iterator[Text]:
    if profile.kind is None:
        yield KIND_UNKNOWN
    if profile.territory is None and profile.zone not in {"metro", "drom"}:
        yield TERRITORY_UNKNOWN
    if investment is None:
        yield INVESTMENT_UNKNOWN
    yield from (AMOUNT_UNKNOWN.format(id=id_) for id_, amount in brought.items() if amount is None)
    yield OTHER_RULES
