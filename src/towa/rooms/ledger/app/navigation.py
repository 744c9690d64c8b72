"""Doors of the ledger's room (ナビゲーション)."""

from django.utils.translation import gettext_lazy as _

from towa.platform.ui.navigation import Entry


HEADING = _("台帳")
ENTRIES = (
    Entry(label=_("宛名検索"), url_name="ledger:search", act="ledger.search_people", order=10),
    Entry(label=_("抽出データの取込"), url_name="ledger:extracts", act="ledger.see_extracts", order=20),
)
