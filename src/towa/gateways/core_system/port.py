"""The door: whatever gives an extract of the core system (基幹系の抽出データ), however it came."""

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from towa.gateways.core_system.batch import Batch, Totals
from towa.gateways.core_system.format import ExtractLayout
from towa.gateways.core_system.manifest import Manifest
from towa.kernel.result import Finding


class ExtractSource(Protocol):
    """抽出データ. `findings` grows while batches are read; an error among them means: take nothing in."""

    layout: ExtractLayout
    manifest: Manifest | None
    findings: list[Finding]

    def batches(self, record: str) -> Iterator[Batch]: ...
    def totals(self, record: str) -> Totals: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
