"""PocketBase with the same organisation."""

import json
import os
import sqlite3
import subprocess
import urllib.error
import urllib.request

import organisation
from calls import short
from muster import free_port, wait_until_listening

MADE_AT = "2026-09-22 00:00:00.000Z"
PASSWORD = "not a secret here"
# Who may: users that have the permission. It is one column of the user, the cheapest that such a rule can ask for;
# Muster looks through the permissions of the user's roles.
PERMISSION = "manage-livechat-units"
RULE = f'@request.auth.permission = "{PERMISSION}"'


class PocketBase:
    """A server on a folder. By its defaults requests are logged, and commits do not wait for the disk."""

    name = "pocketbase"

    def __init__(self, binary, folder):
        self.binary = binary
        self.data = os.path.join(folder, "pocketbase")
        self.output = os.path.join(folder, "pocketbase.out")
        self.headers = {}
        self.process = None

    def start(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--http", f"127.0.0.1:{self.port}", "--dir", self.data], stdout=output,
                stderr=subprocess.STDOUT)
        wait_until_listening(self.process, self.port)

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=60)
            self.process = None

    def fill(self, size):
        """Makes the collections through the API, then writes their rows."""
        subprocess.run(
            [self.binary, "superuser", "upsert", "bench@example.com", PASSWORD, "--dir", self.data], check=True,
            capture_output=True)
        self.start()
        self.log_in("_superusers", "bench@example.com")
        self.make_collections()
        self.stop()
        self.write_rows(size)
        self.start()
        self.log_in("users", "admin@example.com")

    def log_in(self, collection, address):
        self.headers = {}
        answer = self.ask("POST", f"collections/{collection}/auth-with-password",
                          {"identity": address, "password": PASSWORD})
        self.headers = {"Authorization": answer["token"]}

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.url}/api/{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers=self.headers | {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"PocketBase refused {method} {path}: {error.read().decode()}")

    def make_collections(self):
        self.ask("PATCH", "settings", {"batch": {"enabled": True, "maxRequests": 50, "timeout": 30}})
        users = self.ask("GET", "collections/users")
        permission = {"name": "permission", "type": "select", "maxSelect": 1, "values": [PERMISSION, "view-d-room"]}
        self.ask("PATCH", "collections/users", {
            "fields": users["fields"] + [permission], "authAlert": {"enabled": False}})
        self.ask("POST", "collections/users/records", {
            "email": "admin@example.com", "password": PASSWORD, "passwordConfirm": PASSWORD, "verified": True,
            "name": "Admin", "permission": PERMISSION})
        text = lambda name: {"name": name, "type": "text", "required": True}
        dates = [{"name": "created", "type": "autodate", "onCreate": True},
                 {"name": "updated", "type": "autodate", "onCreate": True, "onUpdate": True}]
        units = self.collection("units", [text("name"), text("visibility"), *dates], [
            "CREATE INDEX units_by_name ON units (name)"])
        unit = {"name": "unit", "type": "relation", "collectionId": units["id"], "maxSelect": 1}
        user = {"name": "user", "type": "relation", "collectionId": users["id"], "maxSelect": 1, "required": True}
        self.collection("unit_monitors", [unit | {"required": True, "cascadeDelete": True}, user, *dates], [
            "CREATE UNIQUE INDEX unit_monitors_once ON unit_monitors (unit, user)",
            "CREATE INDEX unit_monitors_by_user ON unit_monitors (user)"])
        self.collection("departments", [
            text("name"), {"name": "enabled", "type": "bool"}, {"name": "email", "type": "email"}, unit, *dates], [
            "CREATE INDEX departments_by_name ON departments (name)",
            "CREATE INDEX departments_by_unit ON departments (unit, name)"])

    def collection(self, name, fields, indexes):
        rules = {f"{verb}Rule": RULE for verb in ("list", "view", "create", "update", "delete")}
        return self.ask("POST", "collections", {
            "name": name, "type": "base", "fields": fields, "indexes": indexes} | rules)

    def write_rows(self, size):
        connection = sqlite3.connect(os.path.join(self.data, "data.db"))
        insert(connection, "users", ({
            "id": short("u", number), "name": f"User {number}", "email": f"user{number}@example.com",
            "tokenKey": f"{number:050d}", "password": "none", "verified": True,
            "permission": PERMISSION if number <= size.monitors else "view-d-room",
        } for number in range(1, size.users + 1)))
        insert(connection, "units", ({
            "id": short("n", number), "name": f"Unit {number}", "visibility": "public",
        } for number in range(1, size.units + 1)))
        insert(connection, "unit_monitors", ({
            "id": f"m{unit:07d}{monitor:07d}", "unit": short("n", unit), "user": short("u", monitor),
        } for unit in range(1, size.units + 1) for monitor in organisation.monitors_of_unit(size, unit)))
        insert(connection, "departments", ({
            "id": short("d", number), "name": f"Department {number}", "enabled": True, "email": "support@example.com",
            "unit": short("n", unit) if (unit := organisation.unit_of_department(size, number)) else "",
        } for number in range(1, size.departments + 1)))
        connection.commit()
        connection.execute("ANALYZE")
        connection.commit()
        connection.close()

    def units_stored(self):
        with sqlite3.connect(f"file:{self.data}/data.db?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM units").fetchone()[0]


def insert(connection, table, rows):
    rows = [row | {"created": MADE_AT, "updated": MADE_AT} for row in rows]
    if rows:
        names = ", ".join(rows[0])
        connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(rows[0]))})",
            [tuple(row.values()) for row in rows])
