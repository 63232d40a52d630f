"""The Python library `rocketchat-API` against a server.

  python rocketchat_api.py one|many URL USER PASSWORD [CERTIFICATE]
"""

import base64
import secrets
import sys
import tempfile

import requests
from rocketchat_API.APIExceptions.RocketExceptions import RocketApiException, RocketAuthenticationException
from rocketchat_API.rocketchat import RocketChat

from journey import PASSWORD, equal

mode, url, user, password, *certificate = sys.argv[1:]
prefix = "c" + secrets.token_hex(4)


def connect(*names, **identity):
    # The module's functions open a connection for each call.
    session = requests.Session() if mode == "one" else requests
    verify = certificate[0] if certificate else True
    return RocketChat(*names, server_url=url, session=session, ssl_verify=verify, **identity)


def refused(status, call, *arguments, **members):
    try:
        call(*arguments, **members)
    except RocketApiException as answer:
        equal("status", answer.status_code, status)
        return answer.error
    raise AssertionError(f"{status} was expected")


try:
    connect(user, "wrong")
    raise AssertionError("a wrong password was taken")
except RocketAuthenticationException:
    print("ok is turned away")

rocket = connect(user, password)
equal("me", rocket.me()["username"], user)
equal("version", rocket.info()["version"][:3], "7.2")
resumed = connect(auth_token=rocket.headers["X-Auth-Token"], user_id=rocket.headers["X-User-Id"])
equal("me", resumed.me()["username"], user)
print("ok logs in")

limits = rocket.settings_get("API_Enable_Rate_Limiter")["value"]
rocket.settings_update("API_Enable_Rate_Limiter", False)
equal("setting", rocket.settings_get("API_Enable_Rate_Limiter")["value"], False)
listed = [setting["_id"] for setting in rocket.settings(count=7)]
equal("settings", len(set(listed)), len(listed))
equal("public settings", {setting["_id"] for setting in rocket.settings_public()} <= set(listed), True)
equal("services", rocket.service_configurations()["configurations"], [])
print("ok reads settings")

people = []
for at in range(7):
    made = rocket.users_create(
        f"{prefix}.{at}@example.com", f"Jörg {at}", PASSWORD, f"{prefix}.{at}", verified=True, roles=None,
        customFields={"number": str(at)})
    people.append(made["user"])
ids = {person["_id"] for person in people}
first = people[0]
equal("by id", rocket.users_info(user_id=first["_id"])["user"]["name"], "Jörg 0")
equal("by name", rocket.users_info(username=first["username"].upper())["user"]["_id"], first["_id"])
rocket.users_update(first["_id"], name="Y", nickname=None, active=None, email="")
equal("updated", rocket.users_info(user_id=first["_id"])["user"]["name"], "Y")
rocket.users_set_status("back", status="", userId=first["_id"])
everybody = [row["_id"] for row in rocket.users_list(count=3)]
equal("rows that come once", len(set(everybody)), len(everybody))
equal("everybody", ids <= set(everybody), True)
found = list(rocket.users_list(query='{"username":"%s"}' % first["username"]))
equal("found", [row["_id"] for row in found], [first["_id"]])
rocket.users_set_active_status(people[6]["_id"], False)
equal("inactive", rocket.users_info(user_id=people[6]["_id"])["user"]["active"], False)
equal("unknown", refused(400, rocket.users_info, username="nobody at all"), "User not found.")
print("ok makes, changes and finds people")

equal("by address", rocket.users_info(email=f"{prefix}.0@example.com")["user"]["_id"], first["_id"])
own_token = rocket.users_create_token(rocket.headers["X-User-Id"], "secret")["data"]
equal("me", connect(auth_token=own_token["authToken"], user_id=own_token["userId"]).me()["username"], user)
rocket.users_set_status("", status="online", userId=first["_id"])
equal("presence", rocket.users_get_presence(username=first["username"])["presence"], "online")
equal("preferences", rocket.users_get_preferences()["preferences"]["sendOnEnter"], "normal")
with tempfile.NamedTemporaryFile(suffix=".gif") as image:
    image.write(base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"))
    image.flush()
    equal("image", rocket.users_set_avatar(image.name, userId=first["_id"])["success"], True)
# The library follows the redirection and hands over what is there.
equal("image", rocket.users_get_avatar(username=first["username"])[:3], "GIF")
rocket.users_reset_avatar(username=first["username"])
equal("initials", "<svg" in rocket.users_get_avatar(user_id=first["_id"]), True)
rows = rocket.directory({"text": first["username"], "type": "users"})
equal("directory", [row["_id"] for row in rows], [first["_id"]])
equal("users", rocket.statistics()["totalUsers"] >= 7, True)
equal("statistics", len(list(rocket.statistics_list())), 1)
equal("licence", rocket.licenses_info()["success"], True)
print("ok asks who is there, and for images, figures and licences")

role = rocket.roles_create(f"{prefix} role", description="Nacht")["role"]
for person in people:
    rocket.roles_add_user_to_role(role["_id"], person["username"])
holders = [row["_id"] for row in rocket.roles_get_users_in_role(role["_id"], count=2)]
equal("holders", (len(holders), set(holders)), (7, ids))
rocket.roles_get_users_in_public_roles()
equal("roles", role["_id"] in {one["_id"] for one in rocket.roles_list()["roles"]}, True)
equal("changed", role["_id"] in {
    one["_id"] for one in rocket.roles_sync("2020-01-01T00:00:00.000Z")["roles"]["update"]}, True)
for person in people:
    rocket.roles_remove_user_from_role(role["_id"], person["username"])
rocket.roles_delete(role["_id"])
print("ok gives roles")

for kind in ["agent", "manager"]:
    rocket.livechat_create_user(kind, username=first["username"])
    equal(kind, first["_id"] in {row["_id"] for row in rocket.livechat_get_users(kind, count=3)}, True)
    equal(kind, rocket.livechat_get_user(kind, first["_id"])["user"]["_id"], first["_id"])
departments = []
for at in range(5):
    made = rocket.call_api_post("livechat/department", department={
        "name": f"{prefix} {at}", "email": "d@example.com", "enabled": True, "showOnRegistration": True,
        "showOnOfflineForm": True})
    departments.append(made["department"])
agent = {"agentId": first["_id"], "username": first["username"]}
path = f"livechat/department/{departments[0]['_id']}"
rocket.call_api_post(path + "/agents", upsert=[agent], remove=[])
equal("links", rocket.call_api_get(path + "/agents")["total"], 1)
rocket.call_api_put(path, department={**departments[0], "description": "Straße"}, agents=[])
equal("description", rocket.call_api_get(path)["department"]["description"], "Straße")
chosen = rocket.call_api_get("livechat/department.listByIds", ids=[one["_id"] for one in departments])
equal("by ids", len(chosen["departments"]), 5)
print("ok makes agents, managers and departments")

monitor = people[1]
rocket.call_api_post("livechat/monitors.create", username=monitor["username"])
unit = rocket.call_api_post(
    "livechat/units", unitData={"name": f"{prefix} Nord", "visibility": "public"},
    unitMonitors=[{"monitorId": monitor["_id"], "username": monitor["username"]}],
    unitDepartments=[{"departmentId": one["_id"]} for one in departments])
equal("counts", (unit["numMonitors"], unit["numDepartments"]), (1, 5))
path = f"livechat/units/{unit['_id']}"
equal("departments", rocket.call_api_get(path + "/departments", count=2, offset=4)["count"], 1)
own = connect(monitor["username"], PASSWORD)
equal("the monitor's units", [one["_id"] for one in own.call_api_get("livechat/units")["units"]], [unit["_id"]])
equal("a stranger's refusal", refused(403, own.users_delete, first["_id"]),
      "User does not have the permissions required for this action [error-unauthorized]")
equal("deleted", rocket.call_api_delete(path), 1)
print("ok makes monitors and units")

for one in departments:
    rocket.call_api_delete(f"livechat/department/{one['_id']}")
for kind in ["agent", "manager"]:
    rocket.livechat_delete_user(kind, first["_id"])
for person in people:
    rocket.users_delete(person["_id"])
equal("left", [row["username"] for row in rocket.users_list() if row["username"].startswith(prefix)], [])
rocket.settings_update("API_Enable_Rate_Limiter", limits)
equal("logout", rocket.logout()["status"], "success")
print("ok cleans up")
