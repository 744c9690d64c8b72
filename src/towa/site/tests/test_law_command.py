from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from towa.site.commands.law import app


HEAD = "番号,principal_yen,due_date,paid_date,備考\r\n"
GOOD = (
    HEAD
    + '1,700000,2024-01-31,2024-02-28,"佐藤, 様"\r\n2,48500,2024-01-31,2024-05-30,\r\n003,1999,2024-01-31,2027-05-30,髙\r\n'
)


def law(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def computed(folder: Path, content: str | bytes, word: str = "late-charge") -> tuple[Result, Path]:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    return law(word, "--csv", source, "--out", target), target


def test_one_late_charge_is_printed_with_its_explanation() -> None:
    answer = law("late-charge", "--principal", "48500", "--due", "2024-01-31", "--paid", "2024-05-30")
    assert answer.exit_code == 0
    assert "結果：1,100円" in answer.stdout
    assert "地方税法附則3条の2第1項" in answer.stdout


def test_one_refund_interest_is_printed_with_its_explanation() -> None:
    answer = law("refund-interest", "--refund", "900000", "--count-from", "2025-03-01", "--decision", "2026-02-27")
    assert answer.exit_code == 0
    assert "結果：8,600円" in answer.stdout


def test_the_towns_way_of_rounding_can_be_chosen() -> None:
    question = ("late-charge", "--principal", "55000", "--due", "2020-06-30", "--paid", "2021-06-17")
    assert "結果：4,300円" in law(*question).stdout
    assert "結果：4,400円" in law(*question, "--rounding", "per_band").stdout


def test_a_due_date_on_a_holiday_is_pointed_out() -> None:
    answer = law("late-charge", "--principal", "50000", "--due", "2024-06-30", "--paid", "2024-07-01")
    assert answer.exit_code == 0
    assert "令和6年7月1日に動きます" in answer.stderr


@pytest.mark.parametrize(
    ("principal", "due", "paid", "reason"),
    [
        ("1_000", "2024-01-31", "2024-02-28", "--principal：金額「1_000」"),
        ("１０００", "2024-01-31", "2024-02-28", "--principal：金額「１０００」"),
        ("1000", "2024-02-30", "2024-03-28", "--due：日付「2024-02-30」は暦にありません"),
        ("1000", "2024-01-31", "R6.2.28", "--paid：日付「R6.2.28」"),
        ("", "", "", "--principal：金額「」"),
        ("50000", "2026-12-25", "2027-02-01", "令和9年（2027年）の延滞金の割合はまだ登録されていません"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(principal: str, due: str, paid: str, reason: str) -> None:
    answer = law("late-charge", "--principal", principal, "--due", due, "--paid", paid)
    assert answer.exit_code == 2
    assert reason in answer.stderr


def test_a_file_gets_one_more_column_and_keeps_all_others(tmp_path: Path) -> None:
    answer, target = computed(tmp_path, GOOD)
    assert answer.exit_code == 0
    lines = [
        "番号,principal_yen,due_date,paid_date,備考,late_charge_yen",
        '1,700000,2024-01-31,2024-02-28,"佐藤, 様",1200',
    ]
    lines += ["2,48500,2024-01-31,2024-05-30,,1100", "003,1999,2024-01-31,2027-05-30,髙,0", ""]
    assert target.read_bytes().decode() == "\r\n".join(lines)
    assert "3件を計算しました（合計 2,300円）" in answer.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_the_encoding_of_the_input_is_kept(tmp_path: Path, encoding: str) -> None:
    answer, target = computed(tmp_path, GOOD.encode(encoding))
    assert answer.exit_code == 0
    assert "佐藤, 様" in target.read_bytes().decode(encoding)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_line_ends_of_the_input_are_kept(tmp_path: Path) -> None:
    _answer, target = computed(tmp_path, GOOD.replace("\r\n", "\n"))
    assert b"\r" not in target.read_bytes()


def test_the_way_other_cells_were_quoted_is_kept(tmp_path: Path) -> None:
    content = HEAD + '"1",5000,"2024-01-31",2024-02-28,"二行の\r\n備考 ""引用"""\r\n2,5000,2024-01-31,2024-02-28,'
    answer, target = computed(tmp_path, content)
    assert answer.exit_code == 0
    written = target.read_bytes().decode()
    assert written == content.replace("備考\r\n", "備考,late_charge_yen\r\n", 1).replace('引用"""', '引用""",0') + ",0"


def test_refund_interest_of_a_file(tmp_path: Path) -> None:
    content = "refund_yen,count_from,decision_date\n900000,2025-03-01,2026-02-27\n1999,2025-03-01,2026-02-27\n"
    answer, target = computed(tmp_path, content, "refund-interest")
    assert answer.exit_code == 0
    assert target.read_text().splitlines()[1:] == ["900000,2025-03-01,2026-02-27,8600", "1999,2025-03-01,2026-02-27,0"]


def test_every_bad_row_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    content = (
        HEAD
        + "1,1_000,2024-01-31,2024-02-28,\r\n2,5000,2024-02-30,2024-05-30,\r\n3,5000,2024-01-31,２０２４-05-30,\r\n"
    )
    answer, _target = computed(tmp_path, content)
    assert answer.exit_code == 2
    assert "in.csv 2行目 「principal_yen」 値「1_000」" in answer.stderr
    assert "in.csv 3行目 「due_date」 値「2024-02-30」" in answer.stderr
    assert "in.csv 4行目 「paid_date」 値「２０２４-05-30」" in answer.stderr
    assert "誤りが3件あるため、何も書き出していません。" in answer.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_an_earlier_result_survives_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("earlier")
    answer, target = computed(tmp_path, HEAD + "1,x,2024-01-31,2024-02-28,\r\n")
    assert answer.exit_code == 2
    assert target.read_text() == "earlier"


def test_only_the_first_twenty_bad_rows_are_shown(tmp_path: Path) -> None:
    answer, _target = computed(tmp_path, HEAD + "1,x,2024-01-31,2024-02-28,\r\n" * 25)
    assert answer.stderr.count("金額「x」") == 20
    assert "ほか5件。" in answer.stderr


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "列「principal_yen」がちょうど一つ必要です"),
        ("principal_yen,due_date\n1,2024-01-31\n", "列「paid_date」がちょうど一つ必要です"),
        ("principal_yen,due_date,paid_date,due_date\n", "列「due_date」がちょうど一つ必要です"),
        ("principal_yen,due_date,paid_date,late_charge_yen\n", "結果の列「late_charge_yen」がすでにあります"),
        (HEAD + "1,5000,2024-01-31,2024-02-28\n", "2行目：列の数が4です（見出しは5列）"),
        (HEAD + "\n1,5000,2024-01-31,2024-02-28,\n", "2行目：列の数が0です"),
        (HEAD + '1,5000,2024-01-31,2024-02-28,"開いたまま\n2,5000,2024-01-31,2024-02-28,\n', "CSVとして読めません"),
        (HEAD + '1,"5000\n6000",2024-01-31,2024-02-28,\n', "金額「5000\n6000」は読み取れません"),
        (HEAD + "1,1000000000001,2024-01-31,2024-02-28,\n", "大きすぎます"),
        (HEAD + "1,50000,2026-12-25,2026-12-28,\n2,50000,2026-12-25,2027-01-04,\n", "3行目 「paid_date」 値「2027-01-04」：令和9年"),
        (b"\xff\xfe\x00\x81", "文字コードが読み取れません"),
    ],
)  # fmt: skip
def test_a_file_of_another_form_is_refused_with_the_place(tmp_path: Path, content: str | bytes, reason: str) -> None:
    answer, target = computed(tmp_path, content)
    assert answer.exit_code == 2
    assert reason in answer.stderr
    assert not target.exists()


def test_a_file_with_a_head_only_gives_a_head_only(tmp_path: Path) -> None:
    answer, target = computed(tmp_path, HEAD)
    assert answer.exit_code == 0
    assert target.read_bytes().decode() == "番号,principal_yen,due_date,paid_date,備考,late_charge_yen\r\n"


def test_a_file_question_needs_both_its_files(tmp_path: Path) -> None:
    answer = law("late-charge", "--csv", tmp_path / "in.csv")
    assert answer.exit_code == 2
    assert "--csv と --out の両方" in answer.stderr
    absent = law("late-charge", "--csv", tmp_path / "in.csv", "--out", tmp_path / "out.csv")
    assert absent.exit_code == 2
    assert "読み書きできません" in absent.stderr
