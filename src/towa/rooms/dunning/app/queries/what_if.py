"""もしもの試算: what would today's plan be under other limits? Nothing is written."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from towa.rooms.dunning.app.models import Decision
from towa.rooms.dunning.app.queries.plan_files import NoRecord, plan_file
from towa.rooms.dunning.core import what_if as core
from towa.rooms.dunning.core.what_if import CapacityChange, Move, MovedPerson, WhatIf


__all__ = ["CapacityChange", "Move", "MovedPerson", "WhatIf", "what_if"]


def what_if(plan_id: int, limits: Mapping[str, int]) -> WhatIf:
    """The plan under these limits (code of the row → limit in the row's unit), beside the plan as it was made.

    What cannot be planned comes back as `refusal`, a sentence in Japanese. Under a second for one city.
    """
    try:
        stored = plan_file(plan_id)
    except NoRecord:
        return core.refused(None, _("この振分計画には、計算の記録がありません。新しい計画を作ると、試算できます。"))
    found = core.what_if(stored, limits)
    ids = [person.addressee_id for person in found.people]
    numbers = dict(
        Decision.objects.filter(plan_id=plan_id, addressee_id__in=ids).values_list("addressee_id", "addressee_no")
    )
    people = tuple(replace(person, addressee_no=numbers.get(person.addressee_id, "")) for person in found.people)
    return replace(found, people=people)
