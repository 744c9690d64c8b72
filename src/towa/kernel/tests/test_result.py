from towa.kernel.result import Finding, Place, Result, Severity, errors_in


BAD_DATE = Finding(
    Severity.ERROR, "date", "日付が暦にありません。", "正しい日付に直してください。", Place("receipt.csv", 12, "領収日", "2026-02-30")
)  # fmt: skip
WORTH_TELLING = Finding(Severity.NOTICE, "bom", "先頭にBOMがあります。")


def test_a_result_with_notices_only_is_good() -> None:
    assert Result(3, (WORTH_TELLING,)).ok
    assert not Result(3, (WORTH_TELLING, BAD_DATE)).ok
    assert errors_in((WORTH_TELLING, BAD_DATE)) == (BAD_DATE,)


def test_a_finding_tells_place_reason_and_cure_in_one_line() -> None:
    line = "receipt.csv 12行目 「領収日」 値「2026-02-30」：日付が暦にありません。 → 正しい日付に直してください。"
    assert BAD_DATE.line() == line
    assert WORTH_TELLING.line() == "先頭にBOMがあります。"


def test_severities_are_plain_words() -> None:
    assert [str(severity) for severity in Severity] == ["error", "warning", "notice"]
