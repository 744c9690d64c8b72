"""What is done to accounts (利用者の登録・サインイン): one verb, one transaction, one line in the audit trail."""

from towa.rooms.people.app.actions.accounts import DEMO_PASSWORD, create_account, make_demo_accounts, make_organisation
from towa.rooms.people.app.actions.signing_in import Refusal, sign_in, sign_out


__all__ = [
    "DEMO_PASSWORD",
    "Refusal",
    "create_account",
    "make_demo_accounts",
    "make_organisation",
    "sign_in",
    "sign_out",
]
