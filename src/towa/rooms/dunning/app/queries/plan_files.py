"""The record of a plan (計画の記録), read once per process: a what-if must not read and unpack half a megabyte every time."""

from functools import lru_cache
from hashlib import sha256

from towa.rooms.dunning.app.models import PlanRecord
from towa.rooms.dunning.core.plan_record import PlanFile, unpacked


KEPT = 4
"""Plans in memory per process; a plan of a city is some megabytes."""


class NoRecord(LookupError):
    """この振分計画には、計算の記録がありません。"""


class RecordBroken(Exception):
    """計算の記録が、記録したときの内容と一致しません。"""


def plan_file(plan_id: int) -> PlanFile:
    """計画の記録 of a plan in this town.

    Raises:
        NoRecord: the plan was made before records were kept, or is not there.
        RecordBroken: the bytes do not have the sum that was kept with them.
    """
    digest = PlanRecord.objects.filter(plan_id=plan_id).values_list("sha256", flat=True).first()
    if digest is None:
        raise NoRecord(plan_id)
    return _unpacked(plan_id, digest)


@lru_cache(maxsize=KEPT)
def _unpacked(plan_id: int, digest: str) -> PlanFile:
    """Only asked after the town's own row was found: another town's plan never comes out of the memory."""
    content = bytes(PlanRecord.objects.values_list("content", flat=True).get(plan_id=plan_id))
    if sha256(content).hexdigest() != digest:
        raise RecordBroken(plan_id)
    return unpacked(content)
