"""What is done in the ledger: one verb, one transaction, one audit line each."""

from towa.rooms.ledger.app.actions.mend import export_quarantined, mend_quarantined
from towa.rooms.ledger.app.actions.receive import keep_upload, receive_extract, start_preview, start_take_in
from towa.rooms.ledger.app.actions.take_in import preview_extract, take_in_extract


__all__ = [
    "export_quarantined",
    "keep_upload",
    "mend_quarantined",
    "preview_extract",
    "receive_extract",
    "start_preview",
    "start_take_in",
    "take_in_extract",
]
