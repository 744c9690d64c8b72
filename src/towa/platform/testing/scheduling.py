"""Which worker runs which test (テストの割り当て): the journeys share one running town, so one worker runs them all.

The marker `xdist_group` alone does not do it: pytest 9.2 no longer lets pytest-xdist 3.8 write a group into a test's name.
"""

from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]


TOGETHER = ("tests/journeys/",)
ALONE = ("tests/journeys/test_gallery.py",)


class ByPlace(LoadGroupScheduling):  # type: ignore[misc]
    """Groups the tests of a folder; every other test is a group of its own."""

    def _split_scope(self, nodeid: str) -> str:
        for place in (*ALONE, *TOGETHER):
            if nodeid.startswith(place):
                return place
        return str(super()._split_scope(nodeid))
