"""計画の記録の保管: the bytes from which a plan can be recomputed, kept once and for ever."""

from hashlib import sha256

from django.utils import timezone

from towa.rooms.dunning.app.models import PlanRecord


def keep_record(plan_id: int, content: bytes) -> str:
    """Keeps the bytes of a plan and gives their SHA-256; inside the transaction of the plan itself."""
    digest = sha256(content).hexdigest()
    PlanRecord.objects.create(plan_id=plan_id, content=content, sha256=digest, made_at=timezone.now())
    return digest
