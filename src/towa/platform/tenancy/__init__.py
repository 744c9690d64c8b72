"""Whose data is this? One town's rows are never seen, referenced or written from another town's session.

Three layers, each sufficient alone: row-level security in PostgreSQL, the scoped manager of `TownModel`,
and keys that contain the municipality (`UNIQUE (municipality_id, id)`, composite foreign keys).
"""

from towa.platform.tenancy.context import (
    NoTown,
    OtherTown,
    current_municipality,
    current_municipality_or_none,
    municipality_by_code,
    outside_town,
    town,
)


__all__ = [
    "NoTown",
    "OtherTown",
    "current_municipality",
    "current_municipality_or_none",
    "municipality_by_code",
    "outside_town",
    "town",
]
