"""What is done in the ledger's room, and who may? Nothing here is public power: the ledger mirrors what the core decided."""

from towa.rooms.people.core.acts import CITY, LEADERS, OFFICERS, Act, Role


STAFF = OFFICERS | LEADERS | {
    Role.ACCOUNTING_OFFICER,
    Role.COUNTER_CLERK,
    Role.OPERATOR,
    Role.COUNTER_STAFF,
}  # fmt: skip
TAKERS = OFFICERS | {Role.ACCOUNTING_OFFICER, Role.CONTRACTOR_MANAGER, Role.CONTRACTOR_DEPUTY}

SEE_EXTRACTS = Act(
    "ledger.see_extracts", "抽出データの取込状況の閲覧", "", False, (STAFF & CITY) | TAKERS | {Role.AUDITOR}
)
TAKE_IN_EXTRACT = Act("ledger.take_in_extract", "抽出データの取込", "", False, frozenset(TAKERS))
OVERRIDE_STOP = Act(
    "ledger.override_stop",
    "取込停止の解除",
    "",
    False,
    frozenset({Role.CHIEF, Role.DIVISION_HEAD}),
    purpose_required=True,
)
MEND_QUARANTINED = Act("ledger.mend_quarantined", "隔離行の修正取込", "", False, frozenset(TAKERS))
SEARCH_PEOPLE = Act("ledger.search_people", "宛名の検索", "地方税法第22条（秘密漏えい）", False, frozenset(STAFF))
SEE_PERSON = Act("ledger.see_person", "個人別の収納状況の閲覧", "地方税法第22条（秘密漏えい）", False, frozenset(STAFF))

ACTS: tuple[Act, ...] = (
    SEE_EXTRACTS,
    TAKE_IN_EXTRACT,
    OVERRIDE_STOP,
    MEND_QUARANTINED,
    SEARCH_PEOPLE,
    SEE_PERSON,
)
