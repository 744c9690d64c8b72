"""A small town, written once in both encodings for all tests here."""

from pathlib import Path

import pytest

from sample_town.generate import Made, generate


SCALE = 0.05


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """とわ市 at a twentieth of its size."""
    return generate(tmp_path_factory.mktemp("town") / "extract", seed=7, scale=SCALE, encoding="both")


@pytest.fixture(scope="session")
def cp932(made: Made) -> Path:
    return made.folders[0]


@pytest.fixture(scope="session")
def utf8(made: Made) -> Path:
    return made.folders[1]
