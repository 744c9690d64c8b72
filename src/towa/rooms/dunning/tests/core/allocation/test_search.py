"""Two bugs of earlier prototypes, kept away: curvature without people of one action, clipped Newton steps."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from towa.rooms.dunning.core.allocation.box import box_step
from towa.rooms.dunning.core.allocation.crew import Crew
from towa.rooms.dunning.core.allocation.layout import layout_of
from towa.rooms.dunning.core.allocation.sample import smooth_dual
from towa.rooms.dunning.tests.core.allocation.small import town


def test_hessian_is_the_slope_of_the_gradient_with_people_of_a_single_action_too() -> None:
    problem = town(300)
    value = problem.value.copy()
    value[1:, ::3] = -np.inf
    object.__setattr__(problem, "value", value)
    layout = layout_of(problem)
    at, mu, step = np.full(problem.rows, 900.0), 500.0, 20.0
    with Crew(1) as crew:
        here = smooth_dual(crew, layout, at, layout.uses.limit, mu)
        for row in range(problem.rows):
            up, down = (
                smooth_dual(crew, layout, at + s * np.eye(problem.rows)[row], layout.uses.limit, mu)
                for s in (step, -step)
            )
            slope = (up.gradient - down.gradient) / (2 * step)
            np.testing.assert_allclose(here.hessian[row], slope, rtol=2e-2, atol=2e-4)
            assert abs((up.value - down.value) / (2 * step) - here.gradient[row]) < 1e-3 * (1 + abs(here.gradient[row]))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 8))
def test_bounded_step_is_never_uphill_and_no_worse_than_the_clipped_one(seed: int, m: int) -> None:
    chance = np.random.default_rng(seed)
    root = chance.standard_normal((m, m))
    hessian, gradient = root @ root.T + 0.01 * np.eye(m), chance.standard_normal(m) * 10
    low, high = -chance.random(m) * (chance.random(m) < 0.7), chance.random(m)
    step = box_step(hessian, gradient, low, high)
    clipped = np.clip(np.linalg.solve(hessian, -gradient), low, high)

    def model(d: np.ndarray) -> float:
        return float(d @ hessian @ d / 2 + gradient @ d)

    assert (step >= low).all()
    assert (step <= high).all()
    assert model(step) <= min(0.0, model(clipped)) + 1e-9


def test_clipped_newton_would_go_uphill_here() -> None:
    hessian, gradient = np.array([[1.0, 0.99], [0.99, 1.0]]), np.array([1.0, 0.95])
    low, high = np.array([0.0, -10.0]), np.array([10.0, 10.0])
    step = box_step(hessian, gradient, low, high)
    np.testing.assert_allclose(step, [0.0, -0.95], atol=1e-9)
