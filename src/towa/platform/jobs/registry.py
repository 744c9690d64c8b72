"""All background work of the house (処理の登録簿), filled by the decorator when `app/jobs.py` of each room is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


Work = TypeVar("Work", bound=Callable[..., Any])


class UnknownJob(LookupError):
    """登録されていない処理です。"""


@dataclass(frozen=True)
class Job:
    """処理: what is done, and how it is called on screen (a lazy translation is fine)."""

    name: str
    work: Callable[..., Any]
    title: Any


_jobs: dict[str, Job] = {}


def background(name: str, *, title: Any = "") -> Callable[[Work], Work]:
    """処理として登録する: `work(progress, **ids)` runs in one transaction for the requester's town, in the requester's name.

    Its result (a mapping, or None) is kept; `{"url": …}` becomes the link to the result.
    """

    def register(work: Work) -> Work:
        _jobs[name] = Job(name, work, title or name)
        return work

    return register


def job_named(name: str) -> Job:
    """The job of this name.

    Raises:
        UnknownJob: no room offers it.
    """
    try:
        return _jobs[name]
    except KeyError as error:
        raise UnknownJob(f"処理 {name} は登録されていません") from error


def title_of(name: str) -> str:
    """Its name for people; the plain name when the room that offered it is gone."""
    return str(_jobs[name].title) if name in _jobs else name
