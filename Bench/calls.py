"""The requests that are sent to each contestant, as bytes, and what a right answer to them is."""

import json
from dataclasses import dataclass

from organisation import ADMIN, identifier


@dataclass(frozen=True)
class Call:
    """A request, and a text that its answer must have."""

    method: str
    path: str
    expected: str
    body: object = None

    def raw(self, host, headers):
        body = b"" if self.body is None else json.dumps(self.body, separators=(",", ":")).encode()
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if self.body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class MusterCalls:
    base = "/api/v1/livechat"

    def __init__(self, size):
        self.size = size

    def health(self, _):
        return Call("GET", "/health/live", '"status":"live"')

    def read(self, number):
        unit = 1 + number % self.size.units
        return Call("GET", f"{self.base}/units/{identifier('n', unit)}", f'"name":"Unit {unit}"')

    def page(self, _, offset=0, count=30):
        return Call("GET", f"{self.base}/units?count={count}&offset={offset}", f'"count":{count}')

    def unit(self, name, number, department):
        monitor = 1 + number % self.size.monitors
        return {
            "unitData": {"name": name, "visibility": "public"},
            "unitMonitors": [{"monitorId": identifier("u", monitor), "username": f"user{monitor}"}],
            "unitDepartments": [{"departmentId": identifier("d", department)}],
        }

    def create(self, number):
        """A unit with a monitor and a department that has no unit, as long as there are such."""
        free = self.size.departments - self.size.departments_in_units
        department = self.size.departments_in_units + 1 + number % free
        return Call("POST", f"{self.base}/units", '"numDepartments":1', self.unit(f"Made {number}", number, department))

    def create_moving(self, number):
        """The same with a department that leaves the unit it was in: the same work however often it is done."""
        department = 1 + number % self.size.departments_in_units
        return Call("POST", f"{self.base}/units", '"numDepartments":1', self.unit(f"Made {number}", number, department))

    def update(self, number):
        unit, department = 1 + number % self.size.units, 1 + number % self.size.departments_in_units
        return Call(
            "POST", f"{self.base}/units/{identifier('n', unit)}", '"numDepartments":1',
            self.unit(f"Unit {unit}", number, department))

    def administrative(self):
        """Name and call of what administrators do all day; a call takes the number of the request."""
        base, size = self.base, self.size
        def unit(number): return identifier("n", 1 + number % size.units)
        def department(number): return identifier("d", 1 + number % size.departments)
        def user(number): return identifier("u", 1 + number % size.users)
        def monitor(number): return f"user{1 + number % size.monitors}"
        def agent(number): return identifier("u", size.monitors + 1 + number % size.agents)

        def get(path, expected='"success":true'):
            return lambda number: Call("GET", "/api/v1/" + path(number), expected)

        return {
            "units: read": self.read,
            "units: list 10": get(lambda n: "livechat/units?count=10"),
            "units: list 10, with a text": get(lambda n: f"livechat/units?count=10&text=Unit%20{1 + n % size.units}"),
            "units: create": self.create_moving,
            "units: update": self.update,
            "units: their monitors": get(lambda n: f"livechat/units/{unit(n)}/monitors"),
            "units: their departments, 10": get(lambda n: f"livechat/units/{unit(n)}/departments?count=10"),
            "units: departments they may have, 10": get(
                lambda n: f"livechat/units/{unit(n)}/departments/available?count=10"),
            "monitors: list 5": get(lambda n: "livechat/monitors?count=5"),
            "monitors: read": get(lambda n: f"livechat/monitors/{monitor(n)}"),
            "departments: list 10": get(lambda n: "livechat/department?count=10"),
            "departments: list 10, with a text": get(
                lambda n: f"livechat/department?count=10&text=Department%20{1 + n % size.departments}"),
            "departments: read": get(lambda n: f"livechat/department/{department(n)}"),
            "departments: their agents": get(lambda n: f"livechat/department/{department(n)}/agents"),
            "departments: find": get(
                lambda n: f"livechat/department.autocomplete?selector=%7B%22term%22:%22Department%20"
                f"{size.departments - n % 10}%22%7D", '"items"'),
            "agents: list 5": get(lambda n: "livechat/users/agent?count=5"),
            "agents: their departments": get(lambda n: f"livechat/agents/{agent(n)}/departments"),
            "users: list 10": get(lambda n: "users.list?count=10"),
            "users: read": get(lambda n: f"users.info?userId={user(n)}"),
            "users: find": get(
                lambda n: f"users.autocomplete?selector=%7B%22term%22:%22user{size.users - n % 10}%22%7D", '"items"'),
            "roles: list": get(lambda n: "roles.list"),
            "roles: their holders, 5": get(lambda n: "roles.getUsersInRole?role=livechat-monitor&count=5"),
            "permissions: list": get(lambda n: "permissions.listAll"),
            "settings: list 10": get(lambda n: "settings?count=10"),
            "me": get(lambda n: "me", f'"username":"{ADMIN}"'),
        }


def short(letter, number):
    """PocketBase's ids have 15 characters."""
    return f"{letter}{number:014d}"


class PocketBaseCalls:
    base = "/api/collections"

    def __init__(self, size):
        self.size = size

    def read(self, number):
        unit = 1 + number % self.size.units
        return Call("GET", f"{self.base}/units/records/{short('n', unit)}", f'"name":"Unit {unit}"')

    def page(self, _, offset=0, count=30):
        page = 1 + offset // count
        return Call(
            "GET", f"{self.base}/units/records?sort=name&perPage={count}&page={page}", f'"perPage":{count}')

    def create(self, number):
        """The same as Muster's, as one batch, which PocketBase makes one transaction."""
        free = self.size.departments - self.size.departments_in_units
        department = short("d", self.size.departments_in_units + 1 + number % free)
        unit, monitor = short("x", number), short("u", 1 + number % self.size.monitors)
        return Call("POST", "/api/batch", f'"name":"Made {number}"', {"requests": [
            {"method": "POST", "url": f"{self.base}/units/records",
             "body": {"id": unit, "name": f"Made {number}", "visibility": "public"}},
            {"method": "POST", "url": f"{self.base}/unit_monitors/records", "body": {"unit": unit, "user": monitor}},
            {"method": "PATCH", "url": f"{self.base}/departments/records/{department}", "body": {"unit": unit}},
        ]})
