"""Addresses of the ledger's room (台帳)."""

from django.urls import path

from towa.rooms.ledger.app.views import extracts, people, quarantine


app_name = "ledger"
urlpatterns = [
    path("", people.search, name="search"),
    path("people/<int:addressee_id>/", people.instalments, name="person"),
    path("people/<int:addressee_id>/receipts/", people.receipts, name="receipts"),
    path("people/<int:addressee_id>/phones/", people.phones, name="phones"),
    path("people/<int:addressee_id>/standings/", people.standings, name="standings"),
    path("people/<int:addressee_id>/contacts/", people.contacts, name="contacts"),
    path("extracts/", extracts.history, name="extracts"),
    path("extracts/upload/", extracts.upload, name="upload"),
    path("extracts/<int:extract_id>/", extracts.page, name="extract"),
    path("extracts/<int:extract_id>/take-in/", extracts.take_in, name="take-in"),
    path("extracts/<int:extract_id>/quarantine/<slug:record>.xlsx", quarantine.download, name="quarantine"),
    path("extracts/<int:extract_id>/quarantine/<slug:record>/mend/", quarantine.mend, name="mend"),
]
