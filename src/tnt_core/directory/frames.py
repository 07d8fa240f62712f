"""The whole directory as one dataframe (extra ``bulk``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tnt_core.directory.entries import FIRST_VINTAGE, LAST_VINTAGE, check_vintage
from tnt_core.directory.profiles import StandIn, check_estimate
from tnt_core.errors import MissingExtraError
from tnt_core.misreading import reading
from tnt_core.model.territory import territory_of_departement, zone_of_departement
from tnt_core.packages import read_bytes
from tnt_core.texts import Text

if TYPE_CHECKING:
    import polars as pl

__all__ = ["frame"]

COLUMNS = (
    "kind",
    "epci_type",
    "population_total",
    "population_municipal",
    "zone",
    "territory",
    "departement",
    "region",
    "code",
    "siren",
    "name",
    "epci",
)


def frame(vintage: int = LAST_VINTAGE, *, estimate: StandIn | None = None) -> pl.DataFrame:
    """Give one row per collectivity of a vintage, its columns named as the facts of the vocabulary; null is what is not known.

    Args:
        vintage: The year on whose 1 January populations and perimeters came into force.
        estimate: As for :func:`tnt_core.directory.profile`.

    Raises:
        MissingExtraError: Polars is not installed.
        DateError: There is no such vintage.
        UnknownNameError: There is no such estimate.

    Example:
        >>> table = frame(vintage=2025)
        >>> int((table["kind"] == "commune").sum())
        34958
    """
    try:
        import polars  # noqa: F401, ICN001  # only asked for
    except ModuleNotFoundError:
        raise MissingExtraError(
            "bulk", Text(fr="Un tableau de l'annuaire", en="A frame of the directory")
        ) from None
    check_vintage(vintage)
    check_estimate(estimate)
    return _frame(vintage, estimate)


@reading(Text(fr="les tables de l'annuaire", en="the tables of the directory"))
def _frame(vintage: int, estimate: StandIn | None) -> pl.DataFrame:
    import polars as pl

    groups = _listed("groups", vintage)
    both = pl.concat([_communes(groups, vintage), groups], how="diagonal").sort("kind", "code")
    return (
        _named_then(both, vintage)
        .with_columns(
            population_total=_total(vintage, estimate),
            population_municipal=pl.col(f"municipal_{vintage}").cast(pl.Int64),
        )
        .select(COLUMNS)
    )


def _source(name: str) -> pl.DataFrame:
    import polars as pl

    # Every column is text at first: codes such as 01001 are no numbers.
    return pl.read_csv(read_bytes(f"directory-{name}"), infer_schema=False)


def _listed(name: str, vintage: int) -> pl.DataFrame:
    """Give the rows of a table that stand in a vintage."""
    import polars as pl

    first = pl.col("first").cast(pl.Int32).fill_null(FIRST_VINTAGE)
    last = pl.col("last").cast(pl.Int32).fill_null(LAST_VINTAGE)
    return _source(name).filter((first <= vintage) & (last >= vintage))


def _communes(groups: pl.DataFrame, vintage: int) -> pl.DataFrame:
    """Give the communes of a vintage, each with where it lies and its EPCI."""
    import polars as pl

    territorial = groups.filter(pl.col("kind") == "ept")["code"].implode()
    epci = _listed("memberships", vintage).filter(~pl.col("group").is_in(territorial))
    communes = _listed("communes", vintage)
    departements = communes["departement"].unique().to_list()
    zones = {d: zone_of_departement(d) for d in departements}
    territories = {d: territory_of_departement(d) for d in departements}
    return communes.with_columns(
        kind=pl.lit("commune"),
        epci_type=pl.lit(None, dtype=pl.String),
        zone=pl.col("departement").replace_strict(zones),
        territory=pl.col("departement").replace_strict(territories),
    ).join(epci.select(code="commune", epci="group"), on="code", how="left")


def _named_then(rows: pl.DataFrame, vintage: int) -> pl.DataFrame:
    """Give the rows under the names and types that they had in a vintage."""
    import polars as pl

    history = (
        _source("history")
        .filter(pl.col("last").cast(pl.Int32) >= vintage)
        .sort("code", "field", "last")
    )
    for field in ("name", "epci_type"):
        former = history.filter(pl.col("field") == field).unique("code", keep="first")
        rows = (
            rows.join(former.select("code", former="value"), on="code", how="left")
            .with_columns(pl.coalesce("former", field).alias(field))
            .drop("former")
        )
    return rows


def _total(vintage: int, estimate: StandIn | None) -> pl.Expr:
    """Give the population totale, by the same rule as the profile of one collectivity."""
    import polars as pl

    in_force = pl.col(f"total_{vintage}").cast(pl.Int64)
    if estimate is None:
        return in_force
    earlier = pl.coalesce(
        pl.lit(None, dtype=pl.String),
        *(pl.col(f"total_{year}") for year in range(vintage - 1, FIRST_VINTAGE - 1, -1)),
    ).cast(pl.Int64)
    floor = pl.max_horizontal(earlier, pl.col(f"municipal_{vintage}").cast(pl.Int64))
    return pl.coalesce(in_force, pl.when(earlier.is_not_null()).then(floor))
