"""Addresses of 催告."""

from django.urls import path

from towa.rooms.dunning.app.views import changes, decisions, exports, filters, lists, people, plans, release, what_if


app_name = "dunning"
urlpatterns = [
    path("", plans.newest, name="newest"),
    path("plans/", plans.plan_list, name="plans"),
    path("plans/export.<str:form>", exports.export_plans, name="export-plans"),
    path("plans/make/", plans.make, name="make"),
    path("plans/<int:plan_id>/", plans.plan_page, name="plan"),
    path("plans/<int:plan_id>/release/", release.release, name="release"),
    path("plans/<int:plan_id>/release/sheet.pdf", release.sheet, name="decision-sheet"),
    path("plans/<int:plan_id>/people/", decisions.decision_list, name="decisions"),
    path("plans/<int:plan_id>/people/export.<str:form>", decisions.export_list, name="export"),
    path("plans/<int:plan_id>/tables/<str:name>.<str:form>", exports.export_table, name="export-table"),
    path("plans/<int:plan_id>/changes/", changes.change_list, name="changes"),
    path("plans/<int:plan_id>/what-if/", what_if.show, name="what-if"),
    path("plans/<int:plan_id>/what-if/reckon/", what_if.reckon, name="reckon"),
    path("plans/<int:plan_id>/what-if/export/", what_if.export, name="export-what-if"),
    path("plans/<int:plan_id>/what-if/remake/", what_if.remake, name="remake"),
    path("plans/<int:plan_id>/exclusions/", decisions.exclusion_list, name="exclusions"),
    path("plans/<int:plan_id>/filters/", filters.save, name="save-filter"),
    path("plans/<int:plan_id>/filters/<int:filter_id>/drop/", filters.drop, name="drop-filter"),
    path("plans/<int:plan_id>/lists/", lists.files, name="files"),
    path("plans/<int:plan_id>/lists/write/", lists.write, name="write-lists"),
    path("plans/<int:plan_id>/lists/<int:file_id>/", lists.fetch, name="fetch-list"),
    path("people/<int:addressee_id>/", people.person, name="person"),
]
