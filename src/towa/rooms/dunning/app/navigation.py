"""The doors of 催告 in the navigation."""

from django.utils.translation import gettext_lazy as _

from towa.platform.ui.navigation import Entry
from towa.rooms.dunning.core import acts


HEADING = _("催告")
ENTRIES = (
    Entry(label=_("最新の振り分け"), url_name="dunning:newest", act=acts.SEE_PLAN.name, order=10, hotkey="g d"),
    Entry(label=_("振分計画の一覧"), url_name="dunning:plans", act=acts.SEE_PLAN.name, order=20, hotkey="g p"),
)
