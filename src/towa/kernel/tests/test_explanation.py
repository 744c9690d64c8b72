from towa.kernel.explanation import Explanation, Step


def test_an_explanation_reads_like_a_clerks_working_paper() -> None:
    explanation = Explanation(
        title="延滞金",
        steps=(Step("基礎税額", "48,500円の1,000円未満切捨て", 48000, "法20条の4の2第2項"), Step("日数", "29日")),
        result=1100,
        articles=("地方税法326条",),
    )
    assert explanation.lines() == [
        "延滞金",
        "基礎税額：48,500円の1,000円未満切捨て ＝ 48,000円 〔法20条の4の2第2項〕",
        "日数：29日",
        "結果：1,100円",
        "根拠：地方税法326条",
    ]
