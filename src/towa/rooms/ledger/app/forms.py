"""What is typed and uploaded in the ledger's room (入力)."""

from typing import Any, TypeAlias

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


LARGEST_UPLOAD = 2 << 30
Upload: TypeAlias = "UploadedFile[Any]"


class ExtractUploadForm(forms.Form):
    """抽出データの受付."""

    file = forms.FileField(
        label=_("抽出データ（zip）、または一つのレコードのファイル（CSV・Excel）"),
        help_text=_(
            "全件の抽出は、manifest.json と全てのファイルを入れた zip を選んでください。"
            "一つのレコードだけを足すときは、そのファイルを選びます。ここに引いて置くこともできます。"
        ),
        error_messages={"required": _("ファイルを選んでください。")},
    )

    def clean_file(self) -> Upload:
        file: Upload = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith((".zip", ".csv", ".xlsx")):
            raise forms.ValidationError(_("zip、CSV、Excel（xlsx）のどれかのファイルを選んでください。"))
        return _not_too_large(file)


class MendedUploadForm(forms.Form):
    """直した隔離行の受付."""

    file = forms.FileField(
        label=_("直したファイル（Excel または CSV）"),
        help_text=_("この画面から書き出したファイルの赤いセルを直し、そのまま選んでください。"),
        error_messages={"required": _("ファイルを選んでください。")},
    )

    def clean_file(self) -> Upload:
        file: Upload = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith((".xlsx", ".csv")):
            raise forms.ValidationError(_("Excel（xlsx）または CSV のファイルを選んでください。"))
        return _not_too_large(file)


class TakeInForm(forms.Form):
    """取込の確定."""

    reason = forms.CharField(
        label=_("停止を解除する理由"),
        max_length=200,
        required=False,
        help_text=_("件数の急減などで止まった取込を進めるときだけ書きます。監査記録に残ります。"),
    )


class SearchForm(forms.Form):
    """宛名の検索."""

    q = forms.CharField(
        label=_("氏名・カナ・宛名番号・通知書番号・電話番号"),
        required=False,
        max_length=100,
        help_text=_("全角と半角、旧字と新字、電話番号のハイフンの違いは気にせず探せます。"),
    )


def _not_too_large(file: Upload) -> Upload:
    if (file.size or 0) > LARGEST_UPLOAD:
        raise forms.ValidationError(_("ファイルが大きすぎます（2 GiB まで）。"))
    return file
