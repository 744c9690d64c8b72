"""django-tables2 in the look of the house (表)."""

import django_tables2 as tables
from django.template import engines
from django.test import RequestFactory


class People(tables.Table):  # type: ignore[misc]
    """見本の表."""

    name = tables.Column(verbose_name="氏名")
    note = tables.Column(verbose_name="メモ", orderable=False)


def drawn(rows: list[dict[str, str]], address: str = "/?sort=name") -> str:
    request = RequestFactory().get(address)
    table = People(rows)
    tables.RequestConfig(request, paginate={"per_page": 2}).configure(table)
    source = "{% load render_table from django_tables2 %}{% render_table table %}"
    return engines["django"].from_string(source).render({"table": table}, request)


def test_sorted_column_says_so_and_others_can_be_sorted() -> None:
    page = drawn([{"name": "髙﨑", "note": "<b>x</b>"}])
    assert 'aria-sort="ascending"' in page
    assert 'href="?sort=-name"' in page
    assert "<b>x</b>" not in page


def test_long_table_gets_the_pagination_of_the_house() -> None:
    page = drawn([{"name": str(number), "note": ""} for number in range(5)])
    assert "5件のうち1～2件" in page
    assert 'rel="next"' in page
