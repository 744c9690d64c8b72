"""Who is in arrears, what is carried over from earlier years, and whose first time is it?"""

from datetime import date


BOOKS_CLOSE = (5, 31)
"""出納閉鎖: the books of a fiscal year close on 31 May after it (地方自治法235条の5)."""


def is_overdue(due: date, on: date) -> bool:
    """納期限後: the due date itself is still in time."""
    return due < on


def books_close_on(fiscal_year: int) -> date:
    """出納閉鎖日 of a fiscal year."""
    return date(fiscal_year + 1, *BOOKS_CLOSE)


def is_carried_over(fiscal_year: int, on: date) -> bool:
    """滞納繰越分: the books of the levy's year have closed; before that it is 現年課税分."""
    return on > books_close_on(fiscal_year)


def first_open_year(on: date) -> int:
    """現年課税分の最初の年度: levies of an earlier 調定年度 are carried over on that day."""
    candidate = on.year - 1
    while is_carried_over(candidate, on):
        candidate += 1
    return candidate


def is_first_time(carried_over: int, demands_of_former_years: int) -> bool:
    """新規滞納: nothing owed from an earlier year, and no 督促 in any former fiscal year."""
    return carried_over == 0 and demands_of_former_years == 0


def demand_has_ripened(issued_on: date | None, on: date) -> bool:
    """督促後10日を経過した: "発した日から起算して十日を経過した日まで" has passed (地方税法331条1項1号)."""
    return issued_on is not None and (on - issued_on).days > DEMAND_DAYS


DEMAND_DAYS = 10
