"""Progress (進み具合) as the work sees it: it tells, and it is told when to stop. Three forms of the same methods."""

from types import TracebackType
from typing import Protocol, Self

from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Column
from rich.text import Text


# In cells of the terminal, 80 of which must be enough: a command shows one table after the other, and their columns align.
WIDEST_STAGE = len("滞納者を台帳から読んでいます") * 2
USUAL_COUNT = len("226,684/226,684")


class Cancelled(Exception):
    """処理は取り消されました。"""


class Progress(Protocol):
    """What every long piece of work is given."""

    def plan(self, stages: int) -> None:
        """How many stages there will be (optional)."""

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins; `total` in pieces, None when it cannot be known."""

    def advance(self, pieces: int = 1) -> None:
        """So many pieces more are done. Raises `Cancelled` when somebody asked to stop."""

    def message(self, text: str) -> None:
        """One short line for people; no personal data."""

    def check_cancelled(self) -> None:
        """Raises `Cancelled` when somebody asked to stop."""


class NullProgress:
    """Nobody looks: for tests and short work."""

    def plan(self, stages: int) -> None: ...
    def stage(self, name: str, total: int | None = None) -> None: ...
    def advance(self, pieces: int = 1) -> None: ...
    def message(self, text: str) -> None: ...
    def check_cancelled(self) -> None: ...


class Counted(ProgressColumn):
    """済んだ数／全体の数, as people write numbers: 1,234/82,367; the whole is ? while it is not known."""

    def __init__(self) -> None:
        super().__init__(Column(justify="right", no_wrap=True, min_width=USUAL_COUNT))

    def render(self, task: Task) -> Text:
        """The cell of one stage."""
        whole = "?" if task.total is None else f"{int(task.total):,}"
        return Text(f"{int(task.completed):,}/{whole}", style="progress.download")


class Left(TimeRemainingColumn):
    """残り時間. Rich keeps the last cell of a stage without pieces for a while: it would end as "unknown"."""

    max_refresh = 0.0


class RichProgress:
    """Progress of a command on the terminal: one line per stage with count and time left.

    Use as a context manager: `with RichProgress() as progress:`.
    """

    def __init__(self) -> None:
        self._bars = Bars(
            TextColumn("{task.description}", table_column=Column(no_wrap=True, min_width=WIDEST_STAGE)),
            BarColumn(),
            Counted(),
            TimeElapsedColumn(),
            TextColumn("残り"),
            Left(),
            TextColumn("{task.fields[message]}"),
        )
        self._task = self._bars.add_task("", total=None, visible=False, message="")

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._finish_stage()
        self._bars.stop()

    def plan(self, stages: int) -> None: ...

    def stage(self, name: str, total: int | None = None) -> None:
        self._finish_stage()
        self._task = self._bars.add_task(name, total=total, message="")

    def advance(self, pieces: int = 1) -> None:
        self._bars.advance(self._task, pieces)

    def message(self, text: str) -> None:
        self._bars.update(self._task, message=text)

    def check_cancelled(self) -> None: ...

    def _finish_stage(self) -> None:
        """A stage that ended well is complete with what it did: its size was an estimate, or nobody knew it."""
        task = self._bars.tasks[self._task]
        self._bars.update(self._task, total=task.completed)
        self._bars.stop_task(self._task)
