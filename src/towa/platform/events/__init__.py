"""What has happened? A lower room announces a fact; upper rooms listen. Delivered after commit, each in its own work.

    announce("ledger.taken_in", extract_id=extract.pk)         # in actions.py, inside the transaction

    @listen("ledger.taken_in")                                 # in an upper room's app/jobs.py
    def settle_promises(*, extract_id: int) -> None: ...

A listener that fails is logged and does not undo the fact. Long work belongs into a job started by the listener.
In tests with rollback nothing is committed: use `django_capture_on_commit_callbacks(execute=True)`.
"""

from towa.platform.events.board import announce, listen, listeners_of


__all__ = ["announce", "listen", "listeners_of"]
