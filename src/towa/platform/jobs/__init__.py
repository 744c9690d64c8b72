"""What runs by itself, how far is it, and how is it stopped? Long work with progress, for one town, in somebody's name.

@background("ledger.take_in", title=_("抽出ファイルの取込"))          # in a room's app/jobs.py
def take_in(progress: Progress, *, extract_id: int) -> dict[str, Any] | None: ...

run = start("ledger.take_in", extract_id=extract.pk)                # in an action: queued when it is committed
"""

from towa.platform.jobs.progress import Cancelled, NullProgress, Progress, RichProgress
from towa.platform.jobs.registry import background
from towa.platform.jobs.starting import cancel, start


__all__ = ["Cancelled", "NullProgress", "Progress", "RichProgress", "background", "cancel", "start"]
