"""Is the ledger still true? The invariants (不変条件) that run after every take-in, all of them, in this one module.

Yen are conserved from file to ledger to balance; nothing is negative; the ledger is the sum of its items and of the
manifest. A violation is our own fault or a fault of the file as a whole: the take-in is rolled back.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from towa.kernel.result import Finding, Severity


@dataclass(frozen=True)
class RecordSums:
    """件数と金額 of one record on its way from the file into the ledger."""

    term: str
    rows_manifest: int
    rows_in: int
    rows_taken: int
    rows_quarantined: int
    rows_kept: int
    """Rows of an earlier extract kept because their new version waits in quarantine."""
    rows_ledger: int
    yen_manifest: int | None
    yen_in: int
    """Yen of all rows whose amount could be read, bad rows included."""
    yen_unreadable: int
    """Rows whose amount could not be read."""
    yen_taken: int
    yen_kept: int
    yen_ledger: int


@dataclass(frozen=True)
class PostingSums:
    """消込と残高の金額 of the whole ledger, in yen."""

    receipts: int
    by_posting: Mapping[str, int] = field(default_factory=dict)
    instalments: int = 0
    paid: int = 0
    outstanding: int = 0
    overpaid: int = 0
    negative_balances: int = 0
    instalments_without_balance: int = 0
    effective_slips_twice: int = 0


@dataclass(frozen=True)
class LedgerSums:
    """Everything that the invariants look at; computed by `app/actions/sums.py`."""

    records: Mapping[str, RecordSums]
    posting: PostingSums


Violation = tuple[str, str]


def violations(sums: LedgerSums) -> tuple[Finding, ...]:
    """不変条件の検査: one error per broken invariant; empty when the ledger is true."""
    return tuple(
        Finding(
            Severity.ERROR, code, message, "取込を取り消しました。抽出ファイルと記録を添えて管理者に連絡してください。"
        )
        for invariant in INVARIANTS
        for code, message in invariant(sums)
    )


def every_row_is_accounted_for(sums: LedgerSums) -> Iterator[Violation]:
    """good + bad = input, and input = manifest."""
    for record in sums.records.values():
        if record.rows_taken + record.rows_quarantined != record.rows_in:
            yield (
                "rows_lost",
                (
                    f"{record.term}: 取込 {record.rows_taken} 件 + 隔離 {record.rows_quarantined} 件が"
                    f"入力 {record.rows_in} 件と一致しません。"
                ),
            )
        if record.rows_in != record.rows_manifest:
            yield (
                "rows_differ_from_manifest",
                (f"{record.term}: 入力 {record.rows_in} 件がマニフェストの {record.rows_manifest} 件と一致しません。"),
            )


def yen_of_the_file_are_those_of_the_manifest(sums: LedgerSums) -> Iterator[Violation]:
    """Manifest = what was read; only rows whose amount is unreadable may make the difference."""
    for record in sums.records.values():
        if record.yen_manifest is None or record.yen_unreadable:
            continue
        if record.yen_in != record.yen_manifest:
            yield (
                "yen_differ_from_manifest",
                (
                    f"{record.term}: 入力の合計 {record.yen_in} 円がマニフェストの {record.yen_manifest} 円と一致しません。"
                ),
            )


def the_ledger_is_what_was_taken(sums: LedgerSums) -> Iterator[Violation]:
    """Ledger = rows taken + rows kept for those in quarantine, in rows and in yen."""
    for record in sums.records.values():
        if record.rows_ledger != record.rows_taken + record.rows_kept:
            yield (
                "ledger_rows_differ",
                (f"{record.term}: 台帳 {record.rows_ledger} 件が取込 {record.rows_taken} 件と一致しません。"),
            )
        if record.yen_ledger != record.yen_taken + record.yen_kept:
            yield (
                "ledger_yen_differ",
                (f"{record.term}: 台帳の合計 {record.yen_ledger} 円が取込の合計 {record.yen_taken} 円と一致しません。"),
            )


def every_receipt_is_posted_once(sums: LedgerSums) -> Iterator[Violation]:
    """Σ receipts = Σ over the postings, and no slip counts twice."""
    posting = sums.posting
    if sum(posting.by_posting.values()) != posting.receipts:
        yield "receipts_unposted", "消込区分ごとの合計が収納の合計と一致しません。"
    if posting.effective_slips_twice:
        yield "slip_counted_twice", f"同じ収納照合番号が二重に計上されています（{posting.effective_slips_twice} 件）。"


def yen_are_conserved(sums: LedgerSums) -> Iterator[Violation]:
    """期別税額 = 充てた額 + 未済額; 有効な収納 = 充てた額 + 過誤納金."""
    posting = sums.posting
    applied = posting.paid - posting.overpaid
    if posting.by_posting.get("effective", 0) != posting.paid:
        yield "paid_differs", "有効な収納の合計が残高の収納額と一致しません。"
    if applied + posting.outstanding != posting.instalments:
        yield "balance_differs", "収納額と未済額の合計が期別税額の合計と一致しません。"


def no_balance_is_negative(sums: LedgerSums) -> Iterator[Violation]:
    """A balance below zero, or an instalment without a balance, does not exist."""
    if sums.posting.negative_balances:
        yield "negative_balance", f"負の残高があります（{sums.posting.negative_balances} 件）。"
    if sums.posting.instalments_without_balance:
        yield "balance_missing", f"残高のない期別があります（{sums.posting.instalments_without_balance} 件）。"


INVARIANTS: tuple[Callable[[LedgerSums], Iterator[Violation]], ...] = (
    every_row_is_accounted_for,
    yen_of_the_file_are_those_of_the_manifest,
    the_ledger_is_what_was_taken,
    every_receipt_is_posted_once,
    yen_are_conserved,
    no_balance_is_negative,
)
