"""One printed line per number: what was measured, its baseline in the same run, the gate and the goal."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles


def heading() -> None:
    _line("what", "baseline", "ours", "ratio", "gate", "goal")


def ratio_row(what: str, unit: str, baseline: Sequence[float], ours: Sequence[float], gate: float, goal: float) -> None:
    """Medians, and the median of the ratios of every pair: both of a pair ran at the same time of day."""
    ratios = [one / other for one, other in zip(ours, baseline, strict=True)]
    _line(
        *(what, f"{median(baseline):.0f} {unit}", f"{median(ours):.0f} {unit}"),
        *(f"{median(ratios):.2f} x", f"{gate:g} x", f"{goal:g} x"),
    )


def time_rows(what: str, times_ms: Sequence[float], gate_ms: float | None = None, goal_ms: float | None = None) -> None:
    """The middle and the 95th of a hundred; it is the latter that gate and goal are for."""
    ends = [f"{limit:g} ms" if limit else "" for limit in (gate_ms, goal_ms)]
    _line(f"{what}, p50", "", f"{median(times_ms):.1f} ms", "", "", "")
    _line(f"{what}, p95", "", f"{quantiles(times_ms, n=20)[-1]:.1f} ms", "", *ends)


def key_rows(what: str, times_ms: Sequence[float], gate_ms: float | None = None, goal_ms: float | None = None) -> None:
    """The middle and the 99th of a hundred; it is the latter that gate and goal are for."""
    ends = [f"{limit:g} ms" if limit else "" for limit in (gate_ms, goal_ms)]
    _line(f"{what}, p50", "", f"{median(times_ms):.1f} ms", "", "", "")
    _line(f"{what}, p99", "", f"{quantiles(times_ms, n=100)[-1]:.1f} ms", "", *ends)


def plain_row(what: str, value: str) -> None:
    """A number without a limit."""
    _line(what, "", value, "", "", "")


def times_row(what: str, baseline_ms: float, ours_ms: float, gate: float, goal: float) -> None:
    """How many times longer one takes than the other."""
    _line(
        *(what, f"{baseline_ms:.1f} ms", f"{ours_ms:.1f} ms"),
        *(f"{ours_ms / baseline_ms:.1f} x", f"{gate:g} x", f"{goal:g} x"),
    )


def seconds_row(
    what: str, baseline_s: float | None, ours_s: float, gate_s: float | None = None, goal_s: float | None = None
) -> None:
    """What is done once and takes seconds."""
    told = [f"{one:g} s" if one else "" for one in (gate_s, goal_s)]
    beside = (f"{baseline_s:.2f} s", f"{ours_s / baseline_s:.2f} x") if baseline_s else ("", "")
    _line(what, beside[0], f"{ours_s:.2f} s", beside[1], *told)


def size_row(what: str, size: int, gate_mb: float, goal_mb: float) -> None:
    _line(what, "", f"{size / 1e6:.1f} MB", "", f"{gate_mb:g} MB", f"{goal_mb:g} MB")


def _line(what: str, *cells: str) -> None:
    print(f"{what:<50}" + "".join(f"{cell:>11}" for cell in cells))  # noqa: T201
