from datetime import date

from towa.law.demand import explain_demand


def test_a_late_demand_is_valid_and_said_to_be_late() -> None:
    lines = explain_demand(date(2026, 2, 2), date(2026, 3, 10)).lines()
    assert lines == [
        "督促と差押え",
        "督促状を発すべき期限：納期限 令和8年2月2日 後20日以内 → 令和8年2月22日 〔地方税法329条1項〕",
        "督促状の発付：令和8年3月10日（期限後の発付（訓示規定のため督促は有効）） 〔地方税法329条1項〕",
        "経過する日：発した日から起算して → 令和8年3月20日 〔地方税法331条1項1号〕",
        "差押えが可能となる日：その翌日 → 令和8年3月21日 〔地方税法331条1項1号〕",
        "根拠：地方税法329条1項、地方税法331条1項1号",
    ]
