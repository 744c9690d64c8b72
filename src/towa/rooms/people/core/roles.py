"""The table of roles (役割の一覧): the term on screen and what the role is for."""

from dataclasses import dataclass

from towa.rooms.people.core.acts import Role


@dataclass(frozen=True)
class RoleDescription:
    """One line of the table."""

    role: Role
    term: str
    duty: str


TABLE: tuple[RoleDescription, ...] = (
    RoleDescription(Role.TAX_OFFICER, "徴税吏員", "賦課・督促・滞納処分など、公権力の行使を含む税務を行う"),
    RoleDescription(Role.CHIEF, "係長", "係の事務を統括し、徴税吏員の処理を確認する"),
    RoleDescription(Role.DIVISION_HEAD, "課長", "決裁を行い、課の事務に責任を負う"),
    RoleDescription(Role.ACCOUNTING_OFFICER, "会計管理者", "収納と支払いの確認を行う"),
    RoleDescription(Role.COUNTER_CLERK, "窓口職員", "窓口で届出・証明の事務を行う"),
    RoleDescription(Role.AUDITOR, "監査", "記録を確かめる。書き換えはしない"),
    RoleDescription(Role.SYSTEM_ADMINISTRATOR, "システム管理者", "利用者と設定を管理する。住民の情報は扱わない"),
    RoleDescription(Role.CONTRACTOR_MANAGER, "業務責任者", "受託業務の全体を指揮し、市との窓口になる"),
    RoleDescription(Role.CONTRACTOR_DEPUTY, "副責任者", "業務責任者を補佐し、不在のときに代わる"),
    RoleDescription(Role.TEAM_LEADER, "リーダー", "班の業務を指揮する"),
    RoleDescription(Role.SUB_LEADER, "サブリーダー", "リーダーを補佐する"),
    RoleDescription(Role.OPERATOR, "オペレーター", "納付の案内の電話と記録を行う"),
    RoleDescription(Role.COUNTER_STAFF, "窓口担当", "窓口で受付と案内を行う"),
)
_BY_ROLE = {line.role: line for line in TABLE}


def describe(role: Role) -> RoleDescription:
    """The line of one role."""
    return _BY_ROLE[role]
