"""Every component on one page (部品の見本): for developers, for pictures and for the accessibility gate.

Served at `/ui/` in demonstration and debug mode only.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from towa.platform.ui import charts
from towa.platform.ui.days import DayField


class SampleForm(forms.Form):
    """見本の入力欄: one of each kind."""

    name = forms.CharField(label="氏名", help_text="戸籍の字のまま入力します。")
    day = DayField(label="約束日")
    channel = forms.ChoiceField(label="手段", choices=[("", "選んでください"), ("sms", "SMS"), ("call", "電話")])
    result = forms.ChoiceField(
        label="結果", choices=[("paid", "納付約束"), ("away", "不在")], widget=forms.RadioSelect, required=False
    )
    shared = forms.BooleanField(label="世帯で同じ番号を使っている", required=False)
    note = forms.CharField(label="メモ", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="抽出ファイル", required=False)


class SampleFilter(forms.Form):
    """見本の絞り込み."""

    q = forms.CharField(label="検索", required=False, widget=forms.TextInput(attrs={"data-hotkey": "/"}))
    tax = forms.ChoiceField(label="税目", choices=[("", "すべて"), ("nhi", "国民健康保険税")], required=False)
    use_required_attribute = False


class SampleSlider(forms.Form):
    """見本のつまみ."""

    sms = forms.IntegerField(label="SMSの送信数", min_value=0, max_value=1000, initial=500)


@dataclass(frozen=True)
class SampleRun:
    """見本の処理."""

    state: str = "running"
    stage: str = "収納データの照合"
    done: int = 412_300
    total: int | None = 1_000_000
    seconds_left: float | None = 190
    message: str = ""


def context() -> dict[str, Any]:
    """What the sample page shows: made-up, fixed figures."""
    wrong = SampleForm({"name": "", "day": "2026-13-01", "channel": "sms"}, prefix="wrong")
    wrong.is_valid()
    bars = [("SMS", 4_210), ("自動音声", 2_180), ("オペレーター", 960), ("訪問", 310), ("文書", 1_840)]
    months = [("9月", 91.2, 90.1), ("10月", 93.0, 91.7), ("11月", 93.6, 92.4)]
    lines = [(m, year, v) for m, now, before in months for year, v in (("2026年度", now), ("2025年度", before))]
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "slider": SampleSlider(),
        "filter": SampleFilter(),
        "page": Paginator(range(9_500), 50).page(3),
        "rows": [
            ("0012345678", "髙﨑　花子", "国民健康保険税", 148_300),
            ("0012345690", "渡邉　一郎", "固定資産税・都市計画税", 1_204_000),
            ("0012345702", "株式会社とわ商事", "軽自動車税種別割", 12_900),
        ],
        "run": SampleRun(),
        "finished": SampleRun(state="done", done=1_000_000, seconds_left=None, message="取込が終わりました。"),
        "bars": charts.bars(
            bars, title="手段別の対象者数", description="SMSが最も多く、4,210人です。", category="手段", amount="人"
        ),
        "lines": charts.lines(
            lines, title="収納率", description="昨年度を上回っています。", heads=("月", "年度", "収納率（%）")
        ),
    }


def show(request: HttpRequest) -> HttpResponse:
    """部品の見本."""
    return render(request, "ui/gallery.html", context())
