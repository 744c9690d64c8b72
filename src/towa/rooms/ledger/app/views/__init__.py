"""Screens of the ledger's room (台帳の画面)."""
