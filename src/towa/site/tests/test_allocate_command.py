"""`towa allocate`: a file in, a file out, and refusals that say what to mend."""

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from towa.site.cli import build


def _parts(limit: list[float]) -> dict[str, np.ndarray]:
    count = np.zeros((2, 1, 2))
    count[0, 0, 1], count[1, 0, 1] = 1, -1
    value = np.vstack([np.zeros(5), np.arange(5)]).astype(np.float32)
    names = {"row_names": np.array(["郵便", "最低件数"]), "note": np.array("x")}
    people = {"value": value, "minutes": np.ones(5, np.int32), "cell": np.zeros(5, np.int32)}
    return people | {"count_use": count, "minute_use": 0 * count, "limit": np.array(limit)} | names


def _run(tmp_path: Path, parts: dict[str, np.ndarray] | bytes) -> tuple[int, str, Path]:
    given, out = tmp_path / "problem.npz", tmp_path / "result.npz"
    if isinstance(parts, bytes):
        given.write_bytes(parts)
    else:
        np.savez(given, **parts)  # type: ignore[arg-type]
    ended = CliRunner().invoke(build("allocate"), ["allocate", str(given), "--out", str(out)])
    return ended.exit_code, ended.output, out


def test_result_holds_plan_proof_prices_and_usage(tmp_path: Path) -> None:
    code, told, out = _run(tmp_path, _parts([2, -1]))
    assert code == 0
    assert "5人に割り当てました" in told
    with np.load(out) as made:
        assert {"choice", "objective", "bound", "gap", "price", "usage"} <= set(made.files)
        assert made["choice"].tolist() == [0, 0, 0, 1, 1]
        assert float(made["objective"]) == 7
        assert made["usage"].tolist() == [2, -2]


def test_limits_that_cannot_be_met_together_are_named(tmp_path: Path) -> None:
    code, told, out = _run(tmp_path, _parts([2, -3]))
    assert code == 2
    assert "郵便、最低件数" in told.replace("\n", "")
    assert not out.exists()


def test_missing_arrays_are_named(tmp_path: Path) -> None:
    parts = _parts([2, -1])
    del parts["cell"], parts["limit"]
    code, told, _ = _run(tmp_path, parts)
    assert (code, "cell、limit" in told) == (2, True)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"no arrays at all"])
def test_files_that_are_no_arrays_are_refused(tmp_path: Path, content: bytes) -> None:
    code, told, _ = _run(tmp_path, content)
    assert code == 2
    assert "読めません" in told


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    parts = _parts([2, -1])
    parts["cell"] = np.array([{}] * 5, dtype=object)
    code, told, out = _run(tmp_path, parts)
    assert (code, "数や文字の配列だけ" in told, out.exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("key", "wrong", "told"),
    [
        ("value", np.zeros((2, 5), "U3"), "value は数の配列"),
        ("value", np.full((2, 5), np.nan), "value に数でない"),
        ("minutes", np.ones(4), "minutes の長さ"),
        ("cell", np.full(5, 7), "cell は 0 以上 0 以下"),
        ("count_use", np.zeros((2, 2)), "count_use は 3 次元"),
        ("limit", np.array([1.0]), "limit の長さ"),
    ],
)
def test_wrong_types_and_shapes_are_named(tmp_path: Path, key: str, wrong: np.ndarray, told: str) -> None:
    code, output, _ = _run(tmp_path, _parts([2, -1]) | {key: wrong})
    assert (code, told in output.replace("\n", "")) == (2, True)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    ended = CliRunner().invoke(
        build("allocate"), ["allocate", str(tmp_path / "no.npz"), "--out", str(tmp_path / "o.npz")]
    )
    assert ended.exit_code == 2
    assert "ファイルがありません" in ended.output
