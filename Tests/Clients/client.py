"""Sends one client on the journey.

  python client.py CLIENT one|many URL USER PASSWORD [CERTIFICATE]

Ends with 1 at the first wrong answer. `one`: everything over one connection that is kept; `many`: each request over
a connection of its own, those that do not wait for each other at once. Clients: see README.md.
"""

import sys
import urllib.parse

import programs
import python_libraries
from journey import Journey, Wrong
from relay import Relay

CLIENTS = {
    "http.client": python_libraries.HTTPClient,
    "urllib": python_libraries.URLRequest,
    "requests": python_libraries.Requests,
    "urllib3": python_libraries.URLLib3,
    "httpx": python_libraries.HTTPX,
    "aiohttp": python_libraries.AioHTTP,
    "curl": programs.Curl,
    "curl-http2": programs.CurlUpgrade,
    "wget": programs.Wget,
    "java": programs.Java,
    "java-http1.1": programs.Java1,
    "node": programs.Node,
    "perl": programs.Perl,
    "ruby": programs.Ruby,
    "php": programs.PHP,
    "go": programs.Go,
}


def main(name, mode, url, user, password, certificate=None):
    client = CLIENTS[name]
    address = urllib.parse.urlsplit(url)
    relay = Relay(address.hostname, address.port)
    transport = client(f"{address.scheme}://127.0.0.1:{relay.port}", mode, certificate)
    if mode == "one" and not client.keeps_connections:
        sys.exit(f"{name} keeps no connections")
    try:
        Journey(transport, user, password).run()
        if mode == "one" and address.scheme == "http":
            least, made = transport.connections_expected, relay.connections
            if not least <= made <= least + transport.connections_more:
                raise Wrong(f"{made} connections were made where {least} suffice")
    except Wrong as error:
        sys.exit(f"{name}, {mode}: {error}")
    finally:
        transport.close()
    print("ok", relay.connections, "connections")


main(*sys.argv[1:])
