"""Why can this problem not be planned? Refusals whose message is their docstring's promise: it says what to mend."""


class AllocationRefused(ValueError):
    """計画できない問題."""


class MalformedProblem(AllocationRefused):
    """問題の形の誤り: an array is missing, has the wrong shape, or holds a number that is none."""


class InfeasibleProblem(AllocationRefused):
    """同時に満たせない制限: no choice of allowed actions keeps these rows together."""

    def __init__(self, rows: tuple[int, ...], names: tuple[str, ...], *, proven: bool = True) -> None:
        self.rows, self.names, self.proven = rows, names, proven
        listed = "、".join(names)
        head = (
            "次の制限は、許された手段の中では同時に満たせません"
            if proven
            else "次の制限を同時に満たす割り当てが見つかりません"
        )
        super().__init__(f"{head}: {listed}。最低件数を減らすか、容量を増やしてください。")
