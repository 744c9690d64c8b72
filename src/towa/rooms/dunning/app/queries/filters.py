"""Which filters has somebody saved, and which have colleagues shared?"""

from django.db.models import Q

from towa.rooms.dunning.app.models import SavedFilter
from towa.rooms.dunning.app.queries.records import SavedFilterView


def saved_filters(account_id: int) -> list[SavedFilterView]:
    """保存した条件: one's own first, then what colleagues shared, each by name."""
    rows = SavedFilter.objects.filter(Q(owner_id=account_id) | Q(shared=True)).order_by("name", "id")
    views = [
        SavedFilterView(id=row.pk, name=row.name, query=row.query, shared=row.shared, own=row.owner_id == account_id)
        for row in rows
    ]
    return sorted(views, key=lambda view: not view.own)
