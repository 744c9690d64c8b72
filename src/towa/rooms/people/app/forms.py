"""Forms of people (サインインの入力)."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """サインイン: name and password, nothing else."""

    login_name = forms.CharField(
        label=_("利用者名"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("パスワード"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
