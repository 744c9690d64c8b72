"""What a person may fill in: the filter over a plan's decisions, the name of a saved filter, the day of a new plan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from towa.kernel.text import search_key
from towa.platform.ui.days import DayField
from towa.rooms.dunning.app.queries import Choices, Conditions
from towa.rooms.dunning.app.queries.changes import CHANGED, KINDS, Wanted
from towa.rooms.dunning.app.queries.labels import CHANNELS, HANDLERS, LOTS, TAX_ITEMS, YEARS, slot_words, team_words
from towa.rooms.dunning.app.queries.records import Limit


Options = list[tuple[str, Any]]
MOST_OF_ANYTHING = 100_000_000
"""A limit beyond this is a slip of the finger: nobody sends a hundred million letters a day."""


def _any(pairs: list[tuple[str, Any]]) -> Options:
    return [("", _("すべて")), *pairs]


class YenField(forms.IntegerField):
    """金額: accepts what people type: full-width digits, commas, a trailing 円."""

    def to_python(self, value: Any) -> int | None:
        """Whole yen, or None where nothing was typed."""
        cleaned = search_key(str(value or "")).replace(",", "").replace("、", "").removesuffix("円")
        return super().to_python(cleaned)


class FilterForm(forms.Form):
    """絞り込み: every field may stay empty; a word that does not exist in the plan finds nobody, it is no error."""

    text = forms.CharField(
        label=_("氏名・カナ・宛名番号・電話番号"),
        required=False,
        max_length=80,
        widget=forms.SearchInput(attrs={"data-hotkey": "/", "autocomplete": "off"}),
    )
    channel = forms.ChoiceField(label=_("手段"), required=False)
    team = forms.ChoiceField(label=_("担当"), required=False)
    slot = forms.ChoiceField(label=_("時間帯"), required=False)
    district = forms.ChoiceField(label=_("地区"), required=False)
    tax_item = forms.ChoiceField(label=_("税目"), required=False, choices=_any(list(TAX_ITEMS.items())))
    years = forms.ChoiceField(label=_("年度"), required=False, choices=_any(list(YEARS.items())))
    handler = forms.ChoiceField(label=_("扱える人"), required=False, choices=_any(list(HANDLERS.items())))
    forbidden = forms.ChoiceField(label=_("使えない手段の理由"), required=False)
    lot = forms.ChoiceField(label=_("くじ"), required=False, choices=_any(list(LOTS.items())))
    yen_from = YenField(label=_("滞納額（から）"), required=False, min_value=0)
    yen_to = YenField(label=_("滞納額（まで）"), required=False, min_value=0)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, offered: Choices, *, contractor_only: bool = False) -> None:
        super().__init__(data)
        self._offer("channel", [(code, CHANNELS.get(code, code)) for code in offered.channels])
        self._offer("team", [(code, team_words(name)) for code, name in offered.teams])
        self._offer("slot", [(code, slot_words(name)) for code, name in offered.slots])
        self._offer("district", [(name, name) for name in offered.districts])
        self._offer("forbidden", [(code, gettext(reason)) for code, reason in offered.masks])
        if contractor_only:
            del self.fields["handler"]

    def _offer(self, name: str, pairs: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type; the fields stand above
        field.choices = _any(pairs)

    def conditions(self) -> Conditions:
        """The conditions that are readable; a mistyped amount is shown as an error and left out."""
        self.full_clean()
        wanted = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return Conditions(**wanted)


class SavedFilterForm(forms.Form):
    """条件の保存: a name, and whether colleagues may use it."""

    name = forms.CharField(label=_("名前"), max_length=40)
    shared = forms.BooleanField(label=_("係で共有する"), required=False)
    query = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)


class MakePlanForm(forms.Form):
    """振分計画の作成: the day on which the contacts are to happen."""

    on = DayField(label=_("基準日"))


class ChangesForm(forms.Form):
    """前の計画との違いの条件: the address line of a drill-down; a word that does not exist finds nobody."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS], required=False)
    was = forms.CharField(required=False, max_length=60)
    now = forms.CharField(required=False, max_length=60)

    def wanted(self) -> Wanted:
        """The conditions; an unknown kind means the people whose way has changed."""
        self.full_clean()
        found = self.cleaned_data
        return Wanted(found.get("kind") or CHANGED, found.get("was", ""), found.get("now", ""))


class CapacityForm(forms.Form):
    """容量の試算: one whole number for each capacity of a plan; what is left empty stays as it is."""

    use_required_attribute = False

    def __init__(self, data: Any, limits: Sequence[Limit]) -> None:
        super().__init__(data)
        self.limits = limits
        for place, limit in enumerate(limits):
            self.fields[self.name_of(place)] = forms.IntegerField(
                label=limit.words, initial=limit.limit, min_value=0, max_value=MOST_OF_ANYTHING, required=False
            )

    @staticmethod
    def name_of(place: int) -> str:
        """The field of the capacity in this place of the plan."""
        return f"limit-{place}"

    def changed(self) -> dict[str, int]:
        """Code of each capacity that is to be another one, with its new limit."""
        given = {limit.code: self.cleaned_data.get(self.name_of(place)) for place, limit in enumerate(self.limits)}
        now = {limit.code: limit.limit for limit in self.limits}
        return {code: value for code, value in given.items() if value is not None and value != now[code]}


class ReleaseForm(forms.Form):
    """決裁: every part of the page was looked at, and this content is meant; a remark is welcome."""

    figures = forms.BooleanField(label=_("件数と金額を確認しました"))
    channels = forms.BooleanField(label=_("手段ごとの件数を、これまでの計画と比べて確認しました"))
    samples = forms.BooleanField(label=_("抜き取った人を確認しました"))
    skipped = forms.BooleanField(label=_("連絡しない人と理由を確認しました"))
    warnings = forms.BooleanField(label=_("注意を読み、支障がないことを確認しました"))
    comment = forms.CharField(
        label=_("所見（任意）"),
        help_text=_("決裁文書と監査記録に残ります。個人の氏名や事情は書かないでください。"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, data: Any, *, warned: bool, seen: str = "") -> None:
        super().__init__(data, initial={"seen": seen})
        for name, field in self.fields.items():
            field.error_messages["required"] = _("内容を見て、確認の印を付けてください。")
            if isinstance(field, forms.BooleanField):
                field.widget.attrs["form"] = "release"
                field.required = name != "warnings" or warned
        if not warned:
            del self.fields["warnings"]
