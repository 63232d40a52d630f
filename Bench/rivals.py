"""Reading, listing and creating, beside PocketBase, nginx and the server's own constant answer."""

from calls import MusterCalls, PocketBaseCalls
from load import Client, Wrong, closed
from nginx import Nginx


def rounds(bench, contestants, connections):
    """Rates of each contestant, taking turns; one is a server, what to call, and the numbers of its requests."""
    rates = {name: [] for name in contestants}
    for _ in range(bench.rounds):
        for name, (server, call, numbers) in contestants.items():
            result = closed(server, call, numbers(), connections, bench.seconds, bench.folder)
            rates[name].append(result.rate)
    for name, values in rates.items():
        bench.report.figure(f"{name}, {connections} connections", values, "/s")
    return rates


def read(bench):
    bench.report.section("reading a unit, logged in")
    muster, rival = bench.muster(), bench.pocketbase()
    calls, others = MusterCalls(bench.size), PocketBaseCalls(bench.size)
    health = Client(muster).send(calls.health(0))
    nginx = Nginx(bench.folder, health, "application/json; charset=utf-8")
    numbers = lambda: range(2000)
    try:
        rates = rounds(bench, {
            "muster: read": (muster, calls.read, numbers),
            "muster: /health/live": (bench.muster().stranger(), calls.health, numbers),
            "nginx: the same constant": (nginx, calls.health, numbers),
            "pocketbase: read": (rival, others.read, numbers),
        }, 32)
    finally:
        nginx.stop()
    ours, constant, theirs, other = rates.values()
    goal, ratios = bench.report.goal, bench.report.ratios
    goal("read / PocketBase", ratios("read / PocketBase", ours, other), 4, at_least=True)
    goal("read / constant", ratios("read / constant", ours, constant), 0.75, at_least=True)
    goal("constant / nginx", ratios("constant / nginx", constant, theirs), 0.3, at_least=True)


def listing(bench):
    bench.report.section(f"listing 30 of {bench.size.units:,} units")
    calls, others = MusterCalls(bench.size), PocketBaseCalls(bench.size)
    numbers = lambda: range(100)
    rates = rounds(bench, {
        "muster: first 30": (bench.muster(), calls.page, numbers),
        "muster: 30 at 9,900": (bench.muster(), lambda number: calls.page(number, offset=9900), numbers),
        "pocketbase: first 30": (bench.pocketbase(), others.page, numbers),
    }, 32)
    first, late, other = rates.values()
    goal, ratios = bench.report.goal, bench.report.ratios
    goal("list / PocketBase", ratios("list / PocketBase", first, other), 8, at_least=True)
    goal("late page / first page", ratios("late page / first page", late, first), 0.9, at_least=True)


class Creations:
    """A server whose creations are counted: each gets a number once, and each must be in the database in the end."""

    def __init__(self, server, call):
        self.server = server
        self.call = call
        self.next = 1
        self.stored = 0

    def numbers(self, seconds):
        """Numbers for a run. What was on the way when the one before it ended has arrived: another ran meanwhile."""
        self.stored = self.server.units_stored()
        first, self.next = self.next, self.next + 12_000 * seconds
        return range(first, self.next)

    def check(self, acknowledged, connections):
        made = self.server.units_stored() - self.stored
        # One more was sent beforehand, and of those on the way when time was up some were made.
        if not acknowledged <= made <= acknowledged + connections + 1:
            raise Wrong(f"{self.server.name} acknowledged {acknowledged} units and stored {made}")


def create(bench):
    bench.report.section("creating a unit with one monitor and one department")
    contestants = {
        "muster": bench.creations("muster", lambda: Creations(bench.muster(), MusterCalls(bench.size).create)),
        "pocketbase": bench.creations(
            "pocketbase", lambda: Creations(bench.pocketbase(), PocketBaseCalls(bench.size).create)),
    }
    goal, ratios = bench.report.goal, bench.report.ratios
    for connections, bound in ((32, 3), (1, 1)):
        rates = {name: [] for name in contestants}
        for _ in range(bench.rounds):
            for name, one in contestants.items():
                result = closed(
                    one.server, one.call, one.numbers(bench.seconds), connections, bench.seconds, bench.folder)
                one.check(result.requests, connections)
                rates[name].append(result.rate)
        for name, values in rates.items():
            bench.report.figure(f"{name}: create, {connections} connections", values, "/s")
        name = f"create / PocketBase, {connections} connections"
        goal(name, ratios(name, rates["muster"], rates["pocketbase"]), bound, at_least=True)
        bench.most_creations = max(bench.most_creations, *rates["muster"]) if connections > 1 else bench.most_creations
