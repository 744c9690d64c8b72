"""How does each record of an extract find its place in the ledger? Declared once; staging and merging read it."""

from towa.gateways.core_system.layouts.towa import LAYOUT
from towa.rooms.ledger.app.actions.target import Parent, Target


_ADDRESSEE = Parent(
    column="addressee_id",
    join="LEFT JOIN ledger_addressee p ON p.addressee_no = s.addressee_no AND NOT p.withdrawn",
    record="addressee",
    term="宛名番号",
    fields=("addressee_no",),
)
_OF_ADDRESSEE = "JOIN ledger_addressee a ON a.id = t.addressee_id"


def _columns(record: str, *without: str) -> tuple[str, ...]:
    return tuple(item.name for item in LAYOUT[record].fields if item.name not in ("municipality_code", *without))


TARGETS: tuple[Target, ...] = (
    Target(
        record="addressee",
        table="ledger_addressee",
        match="t.addressee_no = s.addressee_no",
        keys=("t.addressee_no",),
        existing="ledger_addressee t",
        columns=_columns("addressee"),
        computed=(("search_key", "text"),),
        keeps_rows=True,
    ),
    Target(
        record="phone",
        table="ledger_phone",
        match="t.addressee_id = p.id AND t.phone_no = s.phone_no",
        keys=("a.addressee_no", "t.phone_no"),
        existing=f"ledger_phone t {_OF_ADDRESSEE}",
        columns=_columns("phone", "addressee_no"),
        computed=(("phone_key", "text"),),
        parent=_ADDRESSEE,
    ),
    Target(
        record="levy",
        table="ledger_levy",
        match="t.notice_no = s.notice_no",
        keys=("t.notice_no",),
        existing="ledger_levy t",
        columns=_columns("levy", "addressee_no"),
        parent=_ADDRESSEE,
        yen="levied_amount",
    ),
    Target(
        record="instalment",
        table="ledger_instalment",
        match="t.levy_id = p.id AND t.period_no = s.period_no",
        keys=("l.notice_no", "t.period_no::text"),
        existing="ledger_instalment t JOIN ledger_levy l ON l.id = t.levy_id",
        columns=_columns("instalment", "notice_no"),
        parent=Parent(
            column="levy_id",
            join="LEFT JOIN ledger_levy p ON p.notice_no = s.notice_no",
            record="levy",
            term="通知書番号",
            fields=("notice_no",),
        ),
        yen="instalment_amount",
    ),
    Target(
        record="receipt",
        table="ledger_receipt",
        match="t.receipt_no = s.receipt_no",
        keys=("t.receipt_no",),
        existing="ledger_receipt t",
        columns=_columns("receipt", "notice_no", "period_no"),
        parent=Parent(
            column="instalment_id",
            join=(
                "LEFT JOIN ledger_levy l ON l.notice_no = s.notice_no "
                "LEFT JOIN ledger_instalment p ON p.levy_id = l.id AND p.period_no = s.period_no"
            ),
            record="instalment",
            term="通知書番号・期別",
            fields=("notice_no", "period_no"),
        ),
        yen="amount",
    ),
    Target(
        record="standing",
        table="ledger_standing",
        match="t.standing_no = s.standing_no",
        keys=("t.standing_no",),
        existing="ledger_standing t",
        columns=_columns("standing", "addressee_no"),
        parent=_ADDRESSEE,
        yen="amount",
    ),
    Target(
        record="plan_instalment",
        table="ledger_planinstalment",
        match="t.standing_id = p.id AND t.sequence = s.sequence",
        keys=("st.standing_no", "t.sequence::text"),
        existing="ledger_planinstalment t JOIN ledger_standing st ON st.id = t.standing_id",
        columns=_columns("plan_instalment", "standing_no"),
        parent=Parent(
            column="standing_id",
            join="LEFT JOIN ledger_standing p ON p.standing_no = s.standing_no",
            record="standing",
            term="整理番号",
            fields=("standing_no",),
        ),
        yen="amount",
    ),
    Target(
        record="contact",
        table="ledger_pastcontact",
        match="t.contact_no = s.contact_no",
        keys=("t.contact_no",),
        existing="ledger_pastcontact t",
        columns=_columns("contact", "addressee_no"),
        parent=_ADDRESSEE,
    ),
)
BY_RECORD = {target.record: target for target in TARGETS}
"""Parents stand before their children."""
