"""Doors of the room of people (ナビゲーション)."""

from django.utils.translation import gettext_lazy as _

from towa.platform.ui.navigation import Entry


HEADING = _("利用者")
ENTRIES = (
    Entry(label=_("処理の一覧"), url_name="jobs:runs", order=80),
    Entry(label=_("利用者情報"), url_name="people:account", act="people.see_own_account", order=90),
)
