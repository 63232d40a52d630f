"""Shapes an organisation with the public Python client: pip install rocketchat-API

  python organisation.py http://127.0.0.1:3000 admin 'a long secret'
"""

import sys

from rocketchat_API.rocketchat import RocketChat

url, username, password = sys.argv[1:4]
rocket = RocketChat(username, password, server_url=url)
print("logged in as", rocket.me()["username"])

# People: a monitor, an agent, a manager.
people = {}
for name in ["mira", "axel", "greta"]:
    made = rocket.users_create(f"{name}@example.com", name.title(), "a long secret", name, verified=True)
    people[name] = made["user"]["_id"]
rocket.users_update(people["mira"], nickname="Mi")
rocket.call_api_post("livechat/monitors.create", username="mira")
rocket.livechat_create_user("agent", username="axel")
rocket.livechat_create_user("manager", username="greta")
print("agents:", [agent["username"] for agent in rocket.livechat_get_users("agent")])
print("managers:", [manager["username"] for manager in rocket.livechat_get_users("manager")])
print("manager by id:", rocket.livechat_get_user("manager", people["greta"])["user"]["username"])

# A role of our own, and what it may do.
role = rocket.roles_create("shapers", description="Shape units")["role"]
rocket.roles_add_user_to_role(role["_id"], "greta")
units = [p for p in rocket.permissions_list_all()["update"] if p["_id"] == "manage-livechat-units"][0]
rocket.permissions_update([{"_id": units["_id"], "roles": units["roles"] + [role["_id"]]}])
print("holders:", [user["username"] for user in rocket.roles_get_users_in_role("shapers")])

# Two departments, one with an agent, in a unit with a monitor.
departments = []
for name in ["Sales", "Support"]:
    made = rocket.call_api_post(
        "livechat/department",
        department={
            "name": name, "email": f"{name.lower()}@example.com", "enabled": True, "showOnRegistration": True,
            "showOnOfflineForm": True,
        },
    )
    departments.append(made["department"]["_id"])
rocket.call_api_post(
    f"livechat/department/{departments[0]}/agents",
    upsert=[{"agentId": people["axel"], "username": "axel", "count": 2}], remove=[],
)
unit = rocket.call_api_post(
    "livechat/units",
    unitData={"name": "North", "visibility": "public"},
    unitMonitors=[{"monitorId": people["mira"], "username": "mira"}],
    unitDepartments=[{"departmentId": id} for id in departments],
)
print("unit:", unit["name"], unit["numMonitors"], "monitor,", unit["numDepartments"], "departments")

# The monitor sees exactly her part.
mira = RocketChat("mira", "a long secret", server_url=url)
print("mira sees:", [unit["name"] for unit in mira.call_api_get("livechat/units")["units"]])

# And everything goes again.
rocket.call_api_delete(f"livechat/units/{unit['_id']}")
for id in departments:
    rocket.call_api_delete(f"livechat/department/{id}")
rocket.roles_remove_user_from_role(role["_id"], "greta")
rocket.roles_delete(role["_id"])
rocket.livechat_delete_user("agent", people["axel"])
for id in people.values():
    rocket.users_delete(id)
print("left:", [user["username"] for user in rocket.users_list() if user["username"] in people])
