"""Sheets and letters (帳票); no business word."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "towa.platform.documents"
    label = "documents"
    verbose_name = "帳票"
