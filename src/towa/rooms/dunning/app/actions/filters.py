"""絞り込み条件の保存: name the address line of a filter, share it with colleagues, throw it away."""

from django.db import transaction

from towa.platform.audit import trail
from towa.rooms.dunning.app.models import SavedFilter


@transaction.atomic
def save_filter(account_id: int, name: str, query: str, *, shared: bool) -> int:
    """Keeps a query string under a name; the same name again replaces the older one."""
    saved, _created = SavedFilter.objects.update_or_create(
        owner_id=account_id, name=name, defaults={"query": query, "shared": shared}
    )
    trail.record(
        "dunning.save_filter",
        object_kind="dunning.saved_filter",
        object_id=saved.pk,
        detail={"shared": shared},
    )
    return saved.pk


@transaction.atomic
def drop_filter(account_id: int, filter_id: int) -> bool:
    """Throws one's own filter away; somebody else's stays (False)."""
    count, _ = SavedFilter.objects.filter(pk=filter_id, owner_id=account_id).delete()
    if count:
        trail.record("dunning.drop_filter", object_kind="dunning.saved_filter", object_id=filter_id)
    return bool(count)
