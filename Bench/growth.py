"""What a large organisation costs, and how long administrators wait."""

import statistics
import time

import organisation
from calls import MusterCalls
from load import Client, at_a_rate, closed


def growth(bench):
    """Each call in turn on a small and on the large organisation, one connection each."""
    size = bench.size
    bench.report.section(
        f"with {size.units:,} units, {size.departments:,} departments, {size.users:,} users, beside 10 of each")
    large, small = bench.muster(), bench.start("small", organisation.SMALL)
    worst = 0
    try:
        clients = [Client(small), Client(large)]
        both = [MusterCalls(organisation.SMALL).administrative(), MusterCalls(size).administrative()]
        for name in both[0]:
            few, many = alternating(clients, [calls[name] for calls in both], bench.samples)
            median, p99 = statistics.median(many), percentile(many, 99)
            worst = max(worst, p99)
            bench.report.keep(f"{name}: small", few, "ms")
            bench.report.keep(f"{name}: large", many, "ms")
            bench.report.goal(
                f"large / small: {name}", median / statistics.median(few), 1.3,
                remark=f"   large: median {median:.2f} ms, p99 {p99:.1f} ms")
    finally:
        bench.stop("small")
    bench.report.goal("p99 of the slowest administrative call", worst, 50, "ms")


WARM_UP = 10
PATIENCE_SECONDS = 10  # for one call; of a slow one there are fewer samples


def alternating(clients, calls, samples):
    """Milliseconds of each client's calls."""
    times = [[], []]
    until = time.monotonic() + PATIENCE_SECONDS
    for number in range(samples + WARM_UP):
        if time.monotonic() > until and len(times[0]) > 20:
            break
        for client, call, took in zip(clients, calls, times):
            _, milliseconds = client.exchange(call(number * 37))
            if number >= WARM_UP:
                took.append(milliseconds)
    return times


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def arrivals(bench):
    """Creations that begin at half the rate that is possible."""
    bench.report.section("creating at half the maximum rate, beginning whatever became of those before")
    calls = MusterCalls(bench.size)
    if not bench.most_creations:
        bench.most_creations = closed(
            bench.muster(), calls.create_moving, range(20_000), 32, bench.seconds, bench.folder).rate
    rate = max(1, int(bench.most_creations / 2))
    seconds = max(3, bench.seconds)
    p99 = []
    for turn in range(min(3, bench.rounds)):
        told = at_a_rate(
            bench.k6, bench.muster(), calls.create_moving, range(turn * rate * seconds, (turn + 1) * rate * seconds),
            rate, seconds, bench.folder)
        p99.append(told["p99_milliseconds"])
        if told["not_begun"]:
            print(f"    the load program was too slow to begin {told['not_begun']} requests")
    bench.report.figure("rate", [rate], "/s")
    bench.report.goal("p99 of creations at half the maximum rate", bench.report.figure("p99", p99, "ms"), 10, "ms")
