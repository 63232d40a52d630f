"""Fills a SQLite database of Muster with a large organisation, as if it had been made through the API."""

import argparse
import json
import os
import sqlite3
import subprocess
from dataclasses import dataclass

ADMIN = "bench-admin"
MADE_AT = 1_790_000_000_000  # milliseconds since 1970: the same organisation has the same bytes in every run


@dataclass(frozen=True)
class Size:
    """How many there are of what. Ids are the kind's letter and the number, filled up to 17 characters."""

    units: int
    departments: int
    users: int

    @property
    def monitors(self):
        """Users 1 … monitors have the role of a monitor: one in fifty, five at least."""
        return min(self.users, max(5, self.users // 50))

    @property
    def agents(self):
        """Users after the monitors have the role of an agent: one for five departments, five at least."""
        return min(self.users - self.monitors, max(5, self.departments // 5))

    @property
    def departments_in_units(self):
        """Departments 1 … departments_in_units have a unit, the others have none."""
        return self.departments // 2 if self.units else 0


LARGE = Size(units=10_000, departments=100_000, users=100_000)
MIDDLE = Size(units=1_000, departments=10_000, users=10_000)
SMALL = Size(units=10, departments=10, users=10)


def identifier(letter, number):
    return f"{letter}{number:016d}"


def monitors_of_unit(size, unit):
    """Two for each unit, or as many as there are."""
    return sorted({1 + (unit * 7 + step) % size.monitors for step in (0, 3)}) if size.monitors else []


def unit_of_department(size, department):
    return 1 + department % size.units if department <= size.departments_in_units else None


def agent_of_department(size, department):
    return size.monitors + 1 + department % size.agents if size.agents else None


def users(size):
    """Rows of users, their addresses and their roles, and their events."""
    for number in range(1, size.users + 1):
        roles = ["user"]
        is_agent = size.monitors < number <= size.monitors + size.agents
        if number <= size.monitors:
            roles.append("livechat-monitor")
        if is_agent:
            roles.append("livechat-agent")
        address = f"user{number}@example.com"
        image = {
            "username": f"user{number}", "name": f"User {number}", "type": "user", "active": True, "roles": roles,
            "emails": [{"address": address, "verified": True}], "status": "offline", "statusDefault": "offline",
        }
        if is_agent:
            image |= {"statusLivechat": "available", "operator": True}
        yield identifier("u", number), image


def departments(size):
    for number in range(1, size.departments + 1):
        agent = agent_of_department(size, number)
        fields = {
            "name": f"Department {number}", "email": "support@example.com", "enabled": True,
            "showOnRegistration": True, "showOnOfflineForm": True,
        }
        agents = {identifier("u", agent): {"count": 0, "order": 0}} if agent else {}
        yield number, identifier("d", number), {"department": fields, "agents": agents}


def units(size):
    members = {}
    for number in range(1, size.departments_in_units + 1):
        members.setdefault(unit_of_department(size, number), []).append(identifier("d", number))
    for number in range(1, size.units + 1):
        yield identifier("n", number), {
            "name": f"Unit {number}", "visibility": "public",
            "monitors": {identifier("u", monitor): True for monitor in monitors_of_unit(size, number)},
            "departments": {department: True for department in members.get(number, [])},
        }


def text(value):
    return json.dumps(value, separators=(",", ":"))


def fill(database, size):
    """Writes all rows and their events in one transaction.

    The database was made by `muster serve` and has no such organisation yet. No server may serve it.
    """
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    events = []
    fill_users(connection, size, events)
    fill_units(connection, size, events)
    fill_departments(connection, size, events)
    connection.executemany(
        "INSERT INTO events (at, actor_id, request_id, kind, subject_id, after) VALUES (?, 'bench', '', ?, ?, ?)",
        ((MADE_AT, kind, subject, text(image)) for kind, subject, image in events))
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def fill_users(connection, size, events):
    people, addresses, roles = [], [], []
    for user, image in users(size):
        name, address = image["name"], image["emails"][0]["address"]
        people.append((
            user, image["username"], image["username"], name, name.lower(), image.get("statusLivechat"),
            image.get("operator"), MADE_AT, MADE_AT))
        addresses.append((user, 0, address, address))
        roles += [(user, role, position) for position, role in enumerate(image["roles"])]
        events.append(("user.created", user, image))
    connection.executemany(
        "INSERT INTO users (id, username, username_folded, name, name_folded, status_livechat, operator, created_at,"
        " updated_at, type, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'user', 1)", people)
    connection.executemany(
        "INSERT INTO user_emails (user_id, position, address, address_folded, verified) VALUES (?, ?, ?, ?, 1)",
        addresses)
    connection.executemany("INSERT INTO user_roles (user_id, role_id, position) VALUES (?, ?, ?)", roles)


def fill_units(connection, size, events):
    rows, monitors = [], []
    for unit, image in units(size):
        rows.append((unit, image["name"], image["name"].lower(), image["visibility"], MADE_AT, MADE_AT))
        monitors += [(f"m{unit[-7:]}{user[-9:]}", unit, user, MADE_AT) for user in image["monitors"]]
        events.append(("unit.created", unit, image))
    connection.executemany(
        "INSERT INTO units (id, name, name_folded, visibility, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO unit_monitors (id, unit_id, user_id, updated_at) VALUES (?, ?, ?, ?)", monitors)


def fill_departments(connection, size, events):
    rows, agents = [], []
    for number, department, image in departments(size):
        unit, fields = unit_of_department(size, number), image["department"]
        rows.append((
            department, fields["name"], fields["name"].lower(), text(fields), 1 if image["agents"] else 0,
            identifier("n", unit) if unit else None, 1 if unit else 0, MADE_AT, MADE_AT))
        agents += [(f"a{department[1:]}", department, user, MADE_AT) for user in image["agents"]]
        events.append(("department.created", department, image))
    connection.executemany(
        "INSERT INTO departments (id, name, name_folded, fields, agents_changed, unit_id, was_in_unit, created_at,"
        " updated_at, enabled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", rows)
    connection.executemany(
        "INSERT INTO department_agents (id, department_id, user_id, enabled, updated_at) VALUES (?, ?, ?, 1, ?)",
        agents)


def make_empty(binary, database):
    """Lets the program make its schema, the default roles and one admin."""
    environment = os.environ | {
        "ADMIN_USERNAME": ADMIN, "ADMIN_PASS": "not used by the benchmark", "ADMIN_EMAIL": "bench@example.com"}
    server = subprocess.Popen(
        [binary, "serve", "--port", "0", "--database", database], env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True)
    started = server.stdout.readline()
    server.terminate()
    server.wait(timeout=60)
    if "is listening" not in started:
        raise SystemExit(f"{binary} did not start; {binary} serve --database {database} says why")


def make(binary, database, size):
    """Makes a database with an organisation of that size."""
    if os.path.exists(database):
        raise SystemExit(f"{database} exists already")
    make_empty(binary, database)
    fill(database, size)


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/generate-organisation",
        description="Makes a SQLite database of Muster with a large organisation, for benchmarks and trials. Its event"
        " log tells all of it: `muster doctor` is content.",
        epilog=f"The admin is {ADMIN}; `muster token create --user {ADMIN} --database FILE` makes a token.")
    parser.add_argument("database", metavar="FILE", help="the file to make")
    parser.add_argument("--units", type=int, default=LARGE.units, metavar="N", help="default: %(default)s")
    parser.add_argument("--departments", type=int, default=LARGE.departments, metavar="N", help="default: %(default)s")
    parser.add_argument("--users", type=int, default=LARGE.users, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--binary", default=".build/release/muster", metavar="PATH", help="the program (default: %(default)s)")
    arguments = parser.parse_args()
    size = Size(arguments.units, arguments.departments, arguments.users)
    if min(size.units, size.departments, size.users) < 0 or (size.units and not size.users):
        parser.error("numbers are 0 or more, and units need users")
    make(arguments.binary, arguments.database, size)
    print(f"{arguments.database}: {size.units} units, {size.departments} departments, {size.users} users")


if __name__ == "__main__":
    main()
