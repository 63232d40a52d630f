"""The Python library `rocket-python` against a server. It logs in anew, with a form, for every call.

  python rocket_python.py URL USER PASSWORD
"""

import secrets
import sys

from rocketchat.api import RocketChatAPI

from journey import PASSWORD, equal

url, user, password = sys.argv[1:]
prefix = "c" + secrets.token_hex(4)
rocket = RocketChatAPI(settings={"username": user, "password": password, "domain": url})

me = rocket.get_my_info()
equal("me", me["username"], user)
made = rocket.create_user(f"{prefix}@example.com", "Jörg Müßig", PASSWORD, prefix)["user"]
equal("roles", made["roles"], ["user"])
listed = [row for row in rocket.get_users() if row["id"] == made["_id"]]
equal("listed", [(row["username"], row["emails"], row["roles"], row["type"]) for row in listed], [
    (prefix, [f"{prefix}@example.com"], ["user"], "user")])
equal("by id", rocket.get_user_info(made["_id"])["user"]["name"], "Jörg Müßig")
print("ok makes and finds people")

own = RocketChatAPI(settings={"username": prefix, "password": PASSWORD, "domain": url})
equal("me", own.get_my_info()["_id"], made["_id"])
try:
    own.delete_user(me["_id"])
    raise AssertionError("a user deleted an administrator")
except Exception as error:
    equal("status", error.response.status_code, 403)
print("ok is refused what is not allowed")

equal("deleted", rocket.delete_user(made["_id"]), {"success": True})
print("ok deletes people")
