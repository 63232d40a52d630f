"""The steps that every HTTP client takes: what scripts do with the API, with each answer held against the contract."""

import gzip
import hashlib
import json
import secrets
import urllib.parse

from transport import Request

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PASSWORD = "a long secret"
# Microsoft's libraries begin a text with it.
MARK = b"\xef\xbb\xbf"
UNAUTHORIZED = {
    "success": False, "error": "You must be logged in to do this.", "status": "error",
    "message": "You must be logged in to do this.",
}


class Wrong(Exception):
    """An answer that is not the contract's."""


def equal(what, got, wanted):
    if got != wanted:
        raise Wrong(f"{what} is {got!r}, not {wanted!r}")


def quote(text):
    return urllib.parse.quote(text, safe="")


def once(pairs):
    """A JSON object none of whose members comes twice."""
    if len(dict(pairs)) != len(pairs):
        raise Wrong(f"a member comes twice: {pairs}")
    return dict(pairs)


class Journey:
    def __init__(self, transport, user, password):
        self.transport, self.user, self.password = transport, user, password
        self.identity = {}
        self.prefix = "c" + secrets.token_hex(4)
        self.people = []
        self.departments = []

    # Sending

    def request(self, method, path, body=None, headers=None):
        """A request in the caller's name; a body that is not bytes goes as JSON."""
        if not path.startswith("/"):
            path = "/api/v1/" + path
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
        given = self.identity if headers is None else headers
        return Request(method, path, {**(JSON if body is not None else {}), **given}, body)

    def send(self, *requests, status=200):
        """The JSON of each answer; all must have the status and no other content type than the contract's."""
        results = []
        for request, answer in zip(requests, self.transport.send(list(requests))):
            what = f"{request.method} {request.path}"
            if answer.status != status:
                raise Wrong(f"{what} {request.body} answers {answer.status}, not {status}: {answer.body!r}")
            equal(f"{what}: content-type", answer.headers.get("content-type"), "application/json")
            equal(f"{what}: cache-control", answer.headers.get("cache-control"), "no-store")
            if request.method != "GET" and "content-encoding" in answer.headers:
                raise Wrong(f"{what} is encoded")
            if status == 401 and not self.transport.shows_unauthorized:
                results.append(({}, answer))
                continue
            results.append((json.loads(answer.body.decode(), object_pairs_hook=once), answer))
        return results

    def call(self, method, path, body=None, status=200, headers=None):
        return self.send(self.request(method, path, body, headers), status=status)[0][0]

    def get(self, path):
        answer = self.call("GET", path)
        equal(f"GET {path}: success", answer.get("success"), True)
        return answer

    def post(self, path, body):
        answer = self.call("POST", path, body)
        equal(f"POST {path}: success", answer.get("success"), True)
        return answer

    def refused(self, method, path, error, body=None, status=400):
        answer = self.call(method, path, body, status)
        equal(f"{method} {path}: error", answer.get("error"), error)
        equal(f"{method} {path}: success", answer.get("success"), False)

    def unauthorized(self, method, path, body=None, headers=None, wanted=UNAUTHORIZED):
        answer = self.call(method, path, body, 401, headers)
        if self.transport.shows_unauthorized:
            equal(f"{method} {path}", answer, wanted)

    # Steps

    def run(self):
        for step in [
            self.greets, self.is_turned_away, self.logs_in, self.sets_settings, self.logs_in_in_other_ways,
            self.makes_people, self.changes_people, self.finds_people, self.gives_roles, self.makes_departments, self.makes_monitors, self.makes_units,
            self.pages, self.calls_methods, self.uses_tokens, self.cleans_up, self.logs_out,
        ]:
            try:
                step()
            except Exception as error:
                raise Wrong(f"{step.__name__}: {error}") from error
            print("ok", step.__name__.replace("_", " "), flush=True)

    def greets(self):
        info = self.get("/api/info")
        equal("version", info["version"], "7.2")
        # Clients ask this first, often more than once over one connection.
        for answer, _ in self.send(*[self.request("GET", "/api/info")] * 3):
            equal("info", answer, info)
        if self.transport.offers_upgrades:
            for protocol in ["h2c", "websocket", "TLS/1.0"]:
                offer = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": protocol, "HTTP2-Settings": "AAMAAABk"}
                for answer, _ in self.send(
                    self.request("GET", "/api/info", headers=offer), self.request("GET", "/api/info"),
                ):
                    equal(f"info, when {protocol} is offered", answer, info)

    def is_turned_away(self):
        self.unauthorized("GET", "me")
        self.unauthorized("GET", "me", headers={"X-User-Id": "nobody", "X-Auth-Token": "wrong"})
        self.unauthorized("POST", "livechat/units", {"unitData": {}})
        self.refused("GET", "nowhere", "API endpoint does not exist", status=404)
        self.refused("GET", "login", "API endpoint does not exist", status=405)
        self.refused("POST", "login", "Malformed JSON body [error-invalid-json]", b'{"user": "a"', status=400)

    def logs_in(self):
        self.unauthorized("POST", "login", {"user": self.user, "password": "wrong"}, wanted={
            "success": False, "status": "error", "error": "Unauthorized", "message": "Unauthorized"})
        self.enter({"user": self.user, "password": self.password})

    def enter(self, body, headers=None):
        answer = self.call("POST", "login", body, headers=headers or {})
        equal("status", answer["status"], "success")
        equal("username", answer["data"]["me"]["username"], self.user)
        self.identity = {"X-Auth-Token": answer["data"]["authToken"], "X-User-Id": answer["data"]["userId"]}
        equal("_id of me", self.get("me")["_id"], answer["data"]["userId"])

    def sets_settings(self):
        self.limits = self.get("settings/API_Enable_Rate_Limiter")["value"]
        for value in [False, True, False]:
            self.post("settings/API_Enable_Rate_Limiter", {"value": value})
            equal("setting", self.get("settings/API_Enable_Rate_Limiter"), {
                "_id": "API_Enable_Rate_Limiter", "value": value, "success": True})
        listed = self.get("settings?count=0")
        equal("settings", len({setting["_id"] for setting in listed["settings"]}), listed["total"])
        self.refused("GET", "settings/No_Such", None)

    def logs_in_in_other_ways(self):
        form = urllib.parse.urlencode({"user": self.user, "password": self.password}).encode()
        digest = hashlib.sha256(self.password.encode()).hexdigest()
        for body, headers in [
            ({"username": self.user, "password": self.password}, {}),
            ({"user": {"username": self.user}, "password": {"digest": digest, "algorithm": "sha-256"}}, {}),
            ({"user": self.user, "username": "no such", "password": self.password}, {}),
            ({"username": self.user, "email": None, "password": self.password, "code": None, "resume": None}, {}),
            (MARK + json.dumps({"user": self.user, "password": self.password}).encode(), {}),
            (form, FORM),
        ]:
            self.enter(body, headers)
        resumed = self.call("POST", "login", {"resume": self.identity["X-Auth-Token"]}, headers={})
        equal("a resumed token", resumed["data"]["authToken"], self.identity["X-Auth-Token"])

    def makes_people(self):
        names = ["Jörg Müßig", "Zoë 日本", "Mira Lund", "Axel Ök", "Ada Lovelace", "Ben", "Cy"]
        requests = [
            self.request("POST", "users.create", {
                "username": f"{self.prefix}.{at}.Person", "name": name, "email": f"{self.prefix}.{at}@example.com",
                "password": PASSWORD, "verified": True, "customFields": {"number": str(at)},
                # Serializers write every member that a class has.
                "bio": None, "nickname": None, "roles": None, "statusText": None, "requirePasswordChange": None,
            }) for at, name in enumerate(names)
        ]
        for name, (answer, _) in zip(names, self.send(*requests)):
            equal("name", answer["user"]["name"], name)
            equal("roles", answer["user"]["roles"], ["user"])
            equal("active", answer["user"]["active"], True)
            self.people.append(answer["user"])
        equal("ids", len({person["_id"] for person in self.people}), len(names))
        taken = self.people[0]["username"]
        self.refused("POST", "users.create", f"{taken} is already in use :( [error-field-unavailable]", {
            "username": taken, "name": "Other", "email": f"{self.prefix}@example.org", "password": PASSWORD})
        self.refused("POST", "users.create", "must be string [invalid-params]", {
            "username": f"{self.prefix}.none", "name": None, "email": f"{self.prefix}@example.org",
            "password": PASSWORD})

    def changes_people(self):
        person = self.people[0]
        before = self.info(person)
        for data in [
            {"name": "Y", "active": None, "email": None, "roles": None, "customFields": None, "username": None},
            {"name": "N", "email": "", "password": ""},
            {"name": "T", "email": f"  {before['emails'][0]['address']} "},
        ]:
            self.post("users.update", {"userId": person["_id"], "data": data})
            equal("the user afterwards", self.info(person), {**before, "name": data["name"]})
        marked = MARK + json.dumps({"userId": person["_id"], "data": {"name": person["name"]}}).encode()
        self.post("users.update", marked)
        equal("the user afterwards", self.info(person), before)
        self.post("users.setStatus", {"userId": person["_id"], "message": "back", "status": ""})
        equal("status text", self.info(person)["statusText"], "back")

    def info(self, person):
        user = self.get(f"users.info?userId={person['_id']}")["user"]
        # The time of the last change is not the same twice.
        return {name: value for name, value in user.items() if name != "_updatedAt"}

    def finds_people(self):
        person = self.people[0]
        name = person["username"]
        for form in [name, name.lower(), name.upper()]:
            equal("found", self.get(f"users.info?username={form}")["user"]["_id"], person["_id"])
            equal("found", self.get(f"users.getStatus?username={form}")["_id"], person["_id"])
        # A script looks an address up and writes to the first row.
        for query in [
            {"emails.address": f"{self.prefix}.0@example.com"}, {"username": name}, {"_id": {"$in": [person["_id"]]}},
        ]:
            listed = self.get("users.list?query=" + quote(json.dumps(query)))
            equal(f"rows of {query}", [row["_id"] for row in listed["users"]], [person["_id"]])
            equal(f"total of {query}", listed["total"], 1)
        refusal = self.call("GET", "users.list?query=" + quote('{"$where":"1"}'), status=400)
        equal("errorType", refusal["errorType"], "error-invalid-query")

    def gives_roles(self):
        equal("roles", "livechat-monitor" in {role["_id"] for role in self.get("roles.list")["roles"]}, True)
        role = self.post("roles.create", {"name": f"{self.prefix} Nacht", "description": None})["role"]
        for person in self.people:
            given = self.post("roles.addUserToRole", {"username": person["username"], "roleName": role["name"]})
            equal("role", given["role"]["_id"], role["_id"])
        self.refused("POST", "roles.addUserToRole", "User already in role [error-user-already-in-role]", {
            "username": self.people[0]["username"], "roleId": role["_id"]})
        self.every_page(f"roles.getUsersInRole?role={role['_id']}", "users", self.people)
        permissions = self.get("permissions.listAll")["update"]
        units = next(permission for permission in permissions if permission["_id"] == "manage-livechat-units")
        for roles in [units["roles"] + [role["_id"]], units["roles"]]:
            saved = self.post("permissions.update", {"permissions": [{"_id": units["_id"], "roles": roles}]})
            kept = next(one for one in saved["permissions"] if one["_id"] == units["_id"])
            equal("roles of a permission", sorted(kept["roles"]), sorted(roles))
        self.refused("POST", "roles.delete", "Cannot delete role because it's in use [error-role-in-use]", {
            "roleId": role["_id"]})
        for person in self.people:
            self.post("roles.removeUserFromRole", {"username": person["username"], "roleId": role["_id"]})
        self.post("roles.delete", {"roleId": role["_id"]})

    def makes_departments(self):
        agent = self.people[3]
        user = self.post("livechat/users/agent", {"username": agent["username"]})["user"]
        equal("agent", user, {"_id": agent["_id"], "username": agent["username"]})
        requests = [
            self.request("POST", "livechat/department", {"department": {
                "name": f"{self.prefix} Köln {at}", "email": "d@example.com", "enabled": True,
                "showOnRegistration": True, "showOnOfflineForm": False,
            }}) for at in range(5)
        ]
        self.departments = [answer["department"] for answer, _ in self.send(*requests)]
        first = self.departments[0]
        path = f"livechat/department/{first['_id']}"
        agents = [{"agentId": agent["_id"], "username": agent["username"], "count": 2, "order": None}]
        self.post(path + "/agents", {"upsert": agents, "remove": []})
        link = self.get(path + "/agents")["agents"]
        equal("links", [(one["agentId"], one["count"], one["order"]) for one in link], [(agent["_id"], 2, 0)])
        # PHP escapes all beyond ASCII, and slashes.
        change = {"department": {**first, "description": "Straße / Ost"}, "agents": []}
        saved = self.call("PUT", path, json.dumps(change).replace("/", "\\/").encode())
        equal("description", saved["department"]["description"], "Straße / Ost")
        read = self.get(path)
        equal("department", (read["department"]["description"], len(read["agents"])), ("Straße / Ost", 1))
        self.post(path + "/archive", {})
        equal("archived", self.get(f"livechat/departments/archived?text={self.prefix}")["total"], 1)
        self.post(path + "/unarchive", {})
        found = self.get("livechat/department.autocomplete?selector=" + quote(json.dumps({"term": self.prefix})))
        equal("found", [item["_id"] for item in found["items"]], [one["_id"] for one in self.departments])
        for key in ["ids[]", "ids%5B%5D"]:
            chosen = "&".join(f"{key}={one['_id']}" for one in self.departments[:2])
            equal("by ids", len(self.get("livechat/department.listByIds?" + chosen)["departments"]), 2)
        text = f"{self.prefix} Köln" if self.transport.sends_beyond_ascii else quote(f"{self.prefix} Köln")
        for form in [text.replace(" ", "%20"), quote(f"{self.prefix} köln").replace("%20", "+")]:
            equal(f"total of {form}", self.get(f"livechat/department?text={form}")["total"], 5)

    def makes_monitors(self):
        person = self.people[2]
        form = urllib.parse.urlencode({"username": person["username"]}).encode()
        for body, headers in [(form, FORM), ({"username": person["username"]}, {})]:
            made = self.call("POST", "livechat/monitors.create", body, headers={**self.identity, **headers})
            equal("roles", sorted(made["roles"]), ["livechat-monitor", "user"])
        listed = self.get(f"livechat/monitors?text={self.prefix}")
        equal("monitors", [one["_id"] for one in listed["monitors"]], [person["_id"]])
        equal("monitor", self.get(f"livechat/monitors/{person['username']}")["_id"], person["_id"])
        self.refused("GET", "livechat/monitors/nobody", "invalid-user")

    def makes_units(self):
        person = self.people[2]
        unit = {
            "unitData": {"name": f"{self.prefix} Nord", "visibility": "public"},
            "unitMonitors": [{"monitorId": person["_id"], "username": person["username"], "name": None}],
            "unitDepartments": [{"departmentId": one["_id"]} for one in self.departments[:2]],
        }
        made = self.post("livechat/units", unit)
        equal("members", list(made), [
            "name", "visibility", "type", "numMonitors", "numDepartments", "_updatedAt", "_id", "success"])
        equal("counts", (made["numMonitors"], made["numDepartments"]), (1, 2))
        path = f"livechat/units/{made['_id']}"
        reads = [
            path, path + "/departments", path + "/departments/available?count=0", path + "/monitors",
            "livechat/units?count=0",
        ]
        read, mine, free, monitors, units = [
            answer for answer, _ in self.send(*[self.request("GET", one) for one in reads])]
        equal("unit", read, made)
        equal("departments", {one["_id"] for one in mine["departments"]}, {one["_id"] for one in self.departments[:2]})
        equal("free", {one["_id"] for one in self.departments} <= {one["_id"] for one in free["departments"]}, True)
        equal("monitors", [one["monitorId"] for one in monitors["monitors"]], [person["_id"]])
        equal("units", made["_id"] in {one["_id"] for one in units["units"]}, True)
        self.asks_for_heads(path)
        # More than a window of HTTP/2, and than a client sends before it looks whether it may go on.
        unknown = [{"departmentId": f"none{at:013}"} for at in range(5000)]
        saved = self.post(path, {**unit, "unitDepartments": unknown + unit["unitDepartments"]})
        equal("counts", (saved["numMonitors"], saved["numDepartments"]), (1, 2))
        updated = self.post(path, {**unit, "unitMonitors": [], "unitDepartments": []})
        equal("counts", (updated["numMonitors"], updated["numDepartments"]), (0, 0))
        packed = gzip.compress(json.dumps(unit).encode())
        answer = self.call("POST", path, packed, 415, {**self.identity, "Content-Encoding": "gzip"})
        equal("success", answer["success"], False)
        if self.transport.sends_chunks:
            chunked = {**self.identity, "Transfer-Encoding": "chunked"}
            saved = self.call("POST", path, unit, headers=chunked)
            equal("counts", (saved["numMonitors"], saved["numDepartments"]), (1, 2))
        self.refused("POST", "livechat/units", "Match error: Missing key 'visibility'", {"unitData": {"name": "x"}})
        self.refused("POST", "livechat/units", "Match error: Expected array, got null", {**unit, "unitMonitors": None})
        equal("deleted", self.call("DELETE", path), 1)
        equal("gone", self.call("GET", path), None)
        self.refused("DELETE", path, "Unit not found [unit-not-found]")

    def asks_for_heads(self, path):
        head, whole = self.transport.send([self.request("HEAD", path), self.request("GET", path)])
        equal("HEAD", (head.status, head.body), (200, b""))
        for name in ["content-type", "content-length"]:
            equal(f"{name} of HEAD", head.headers.get(name), whole.headers.get(name))

    def pages(self):
        self.every_page("users.list", "users", self.people)
        by_name = sorted(self.people, key=lambda person: person["name"].encode())
        rows = self.every_page("users.list?sort=" + quote('{"name":-1}'), "users", self.people)
        mine = [row["_id"] for row in rows if row["username"].startswith(self.prefix)]
        equal("descending", mine, [person["_id"] for person in reversed(by_name)])
        self.every_page("users.list?sort=", "users", self.people)
        self.every_page(f"livechat/department?text={self.prefix}", "departments", self.departments, exactly=True)
        bodies = [
            {"unitData": {"name": f"{self.prefix} {at}", "visibility": "public"}, "unitMonitors": [],
             "unitDepartments": []} for at in range(7)]
        made = [answer for answer, _ in self.send(*[self.request("POST", "livechat/units", body) for body in bodies])]
        self.every_page(f"livechat/units?text={self.prefix}", "units", made, exactly=True)
        for answer, _ in self.send(*[self.request("DELETE", f"livechat/units/{one['_id']}") for one in made]):
            equal("deleted", answer, 1)
        self.call("GET", "users.list?count=-1", status=400)

    def every_page(self, path, key, wanted, exactly=False):
        """Reads a list by threes and at once; both must have each row once and agree."""
        sign = "&" if "?" in path else "?"
        whole = self.get(f"{path}{sign}count=0")
        total = whole["total"]
        offsets = range(0, total + 3, 3)
        rows = []
        for offset, (page, _) in zip(offsets, self.send(*[
            self.request("GET", f"{path}{sign}count=3&offset={offset}") for offset in offsets
        ])):
            equal(f"total at {offset}", page["total"], total)
            equal(f"rows at {offset}", len(page[key]), max(0, min(3, total - offset)))
            for member, value in [("offset", offset), ("count", len(page[key]))]:
                equal(f"{member} at {offset}", page.get(member, value), value)
            rows += page[key]
        equal(f"pages of {path}", rows, whole[key])
        ids = [row["_id"] for row in rows]
        equal(f"rows that come once of {path}", len(set(ids)), total)
        equal(f"rows missing in {path}", {one["_id"] for one in wanted} - set(ids), set())
        if exactly:
            equal(f"total of {path}", total, len(wanted))
        return rows

    def calls_methods(self):
        message = {"msg": "method", "id": "1", "method": "livechat:saveUnit", "params": [
            None, {"name": f"{self.prefix} M", "visibility": "private"}, [], []]}
        answer = self.post("method.call/livechat:saveUnit", {"message": json.dumps(message)})
        result = json.loads(answer["message"])["result"]
        message = {"msg": "method", "id": "2", "method": "livechat:removeUnit", "params": [result["_id"]]}
        answer = self.post("method.call/livechat:removeUnit", {"message": json.dumps(message)})
        equal("result", json.loads(answer["message"]), {"msg": "result", "id": "2", "result": True})

    def uses_tokens(self):
        name = {"tokenName": self.prefix, "bypassTwoFactor": None}
        token = self.post("users.generatePersonalAccessToken", name)["token"]
        equal("listed", self.prefix in {one["name"] for one in self.get("users.getPersonalAccessTokens")["tokens"]}, True)
        with_token = {**self.identity, "X-Auth-Token": token}
        equal("me", self.call("GET", "me", headers=with_token)["username"], self.user)
        resumed = self.call("POST", "login", {"resume": token}, headers={})
        equal("a resumed token", resumed["data"]["authToken"], token)
        self.post("users.removePersonalAccessToken", {"tokenName": self.prefix})
        self.unauthorized("GET", "me", headers=with_token)
        self.call("POST", "login", {"resume": token}, status=401, headers={})

    def cleans_up(self):
        person = self.people[5]
        self.post("users.setStatus", {"userId": person["_id"], "status": "online"})
        self.post("users.setActiveStatus", {"userId": person["_id"], "activeStatus": False})
        equal("status", self.get(f"users.getStatus?userId={person['_id']}")["status"], "offline")
        for answer, _ in self.send(*[
            self.request("DELETE", f"livechat/department/{one['_id']}") for one in self.departments
        ]):
            equal("deleted", answer, {"success": True})
        for answer, _ in self.send(*[
            self.request("POST", "users.delete", {"userId": one["_id"]}) for one in self.people
        ]):
            equal("deleted", answer, {"success": True})
        rows = self.get("users.list?count=0")["users"]
        equal("left", [row["username"] for row in rows if row["username"].startswith(self.prefix)], [])
        self.post("settings/API_Enable_Rate_Limiter", {"value": self.limits})

    def logs_out(self):
        answer = self.call("POST", "logout", {})
        equal("logout", answer, {"status": "success", "data": {"message": "You've been logged out!"}})
        self.unauthorized("GET", "me")
