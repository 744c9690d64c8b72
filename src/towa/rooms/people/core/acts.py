"""Acts and roles (行為と役割): what is done in the house, under which article, and who may do it.

Every room lists its own `ACTS` in its `core/acts.py`; the words for describing them stand here, in the lowest room.
An act of public power (公権力の行使) is never open to a contractor's role: the table refuses to be written that way.
"""

from dataclasses import dataclass
from enum import StrEnum


class OrganisationKind(StrEnum):
    """組織の種類: the city itself, or the contractor it has commissioned."""

    CITY = "city"
    CONTRACTOR = "contractor"

    @property
    def term(self) -> str:
        return {"city": "市", "contractor": "受託者"}[self.value]


class Role(StrEnum):
    """役割: one per account."""

    TAX_OFFICER = "tax_officer"
    CHIEF = "chief"
    DIVISION_HEAD = "division_head"
    ACCOUNTING_OFFICER = "accounting_officer"
    COUNTER_CLERK = "counter_clerk"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    CONTRACTOR_MANAGER = "contractor_manager"
    CONTRACTOR_DEPUTY = "contractor_deputy"
    TEAM_LEADER = "team_leader"
    SUB_LEADER = "sub_leader"
    OPERATOR = "operator"
    COUNTER_STAFF = "counter_staff"

    @property
    def organisation(self) -> OrganisationKind:
        return OrganisationKind.CONTRACTOR if self in CONTRACTOR else OrganisationKind.CITY


CONTRACTOR = frozenset(
    {
        Role.CONTRACTOR_MANAGER,
        Role.CONTRACTOR_DEPUTY,
        Role.TEAM_LEADER,
        Role.SUB_LEADER,
        Role.OPERATOR,
        Role.COUNTER_STAFF,
    }
)
CITY = frozenset(Role) - CONTRACTOR
OFFICERS = frozenset({Role.TAX_OFFICER, Role.CHIEF, Role.DIVISION_HEAD})
LEADERS = frozenset({Role.CONTRACTOR_MANAGER, Role.CONTRACTOR_DEPUTY, Role.TEAM_LEADER, Role.SUB_LEADER})
EVERYONE = frozenset(Role)


class ActRefused(ValueError):
    """行為の定義に誤りがあります: public power cannot be given to a contractor."""


@dataclass(frozen=True)
class Act:
    """行為: one thing that a person does in the house.

    Args:
        name: "room.verb_object", as written into the audit trail.
        term: the official Japanese term.
        article: the article that it rests on, e.g. "地方税法第329条"; "" where there is none.
        public_power: 公権力の行使 — only roles of the city may ever be named.
        roles: who may.
        purpose_required: the person has to say why before it is done.
    """

    name: str
    term: str
    article: str
    public_power: bool
    roles: frozenset[Role]
    purpose_required: bool = False

    def __post_init__(self) -> None:
        if self.public_power and self.roles & CONTRACTOR:
            raise ActRefused(f"{self.name}: 公権力の行使を受託者の役割に認めることはできません")

    def allows(self, role: Role) -> bool:
        """May this role do it?"""
        return role in self.roles


SEE_OWN_ACCOUNT = Act("people.see_own_account", "自分の利用者情報の確認", "", False, EVERYONE)
MANAGE_ACCOUNTS = Act("people.manage_accounts", "利用者の管理", "", False, frozenset({Role.SYSTEM_ADMINISTRATOR}))
SEE_AUDIT = Act("people.see_audit", "監査記録の閲覧", "", False, frozenset({Role.AUDITOR, Role.DIVISION_HEAD}))
SEE_ALL_JOBS = Act(
    "people.see_all_jobs",
    "すべての処理の確認と取消",
    "",
    False,
    frozenset({Role.SYSTEM_ADMINISTRATOR, Role.CHIEF, Role.DIVISION_HEAD, Role.CONTRACTOR_MANAGER}),
)

ACTS: tuple[Act, ...] = (SEE_OWN_ACCOUNT, MANAGE_ACCOUNTS, SEE_AUDIT, SEE_ALL_JOBS)
