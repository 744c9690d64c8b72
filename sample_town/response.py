"""応答の真値 (planted truth): how would each addressee answer to each channel and at each hour? Written apart, never into the extract."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_town.arrays import Floats, Ints
from sample_town.people import MOVED, People
from sample_town.willingness import WILLINGNESS


CHANNELS = ("letter", "sms", "auto_call", "operator_call", "visit")
SLOTS = ("morning", "midday", "afternoon", "evening")
# Chance to pay within a month after being reached through the channel, by willingness.
PAY_IF_REACHED = np.array(
    [
        [0.62, 0.66, 0.60, 0.72, 0.78],
        [0.38, 0.46, 0.36, 0.55, 0.60],
        [0.12, 0.13, 0.11, 0.24, 0.30],
        [0.03, 0.02, 0.02, 0.06, 0.10],
    ]
)
REACH_YOUNG = np.array([0.16, 0.24, 0.20, 0.48])
REACH_OLD = np.array([0.62, 0.48, 0.58, 0.44])
READS = np.array([0.72, 0.80])
"""Letters and short messages are read whatever the hour."""


@dataclass(frozen=True)
class Response:
    """応答確率: [addressee, slot] and [addressee, channel]."""

    reach: Floats
    pay: Floats


def draw_response(rng: np.random.Generator, people: People, willingness: Ints) -> Response:
    """Everybody gets a leaning of their own around the figures of their age and willingness."""
    size = len(people.home)
    old = np.clip((people.age - 45) / 30, 0, 1)[:, None]
    reach = REACH_YOUNG * (1 - old) + REACH_OLD * old
    reach = np.clip(reach * np.exp(0.35 * rng.standard_normal((size, 4), dtype=np.float32)), 0.02, 0.95)
    reach = np.where((people.residence == MOVED)[:, None], reach * 0.6, reach)
    pay = PAY_IF_REACHED[willingness] * np.exp(0.45 * rng.standard_normal((size, 5), dtype=np.float32))
    digital = np.where(people.age < 50, 1.15, 0.6)[:, None] * np.array([0, 1, 1, 0, 0]) + np.array([1, 0, 0, 1, 1])
    return Response(reach.astype(np.float32), np.clip(pay * digital, 0.001, 0.97).astype(np.float32))


def truth(people: People, willingness: Ints, response: Response, addressee_no: pl.Series) -> pl.DataFrame:
    """真値表: what a later evaluation of routing and of response models is measured against."""
    reached = np.stack(
        [np.full(len(people.home), READS[0]), np.full(len(people.home), READS[1]), *[response.reach.max(axis=1)] * 3]
    )
    best = (response.pay * reached.T).argmax(axis=1)
    columns: dict[str, pl.Series] = {
        "addressee_no": addressee_no,
        "willingness": pl.Series(WILLINGNESS).gather(willingness.astype(np.uint32)),
        "best_channel": pl.Series(CHANNELS).gather(best.astype(np.uint32)),
        "best_slot": pl.Series(SLOTS).gather(response.reach.argmax(axis=1).astype(np.uint32)),
    }
    columns |= {f"reach_{slot}": pl.Series(response.reach[:, place]) for place, slot in enumerate(SLOTS)}
    columns |= {f"pay_{channel}": pl.Series(response.pay[:, place]) for place, channel in enumerate(CHANNELS)}
    return pl.DataFrame(columns)
