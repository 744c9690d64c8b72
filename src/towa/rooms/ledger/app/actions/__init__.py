"""What is done in the ledger: one verb, one transaction, one audit line each."""

from towa.rooms.ledger.app.actions.take_in import preview_extract, take_in_extract


__all__ = ["preview_extract", "take_in_extract"]
