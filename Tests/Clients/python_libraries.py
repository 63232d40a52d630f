"""HTTP clients of Python: the standard library's two, and the libraries that scripts use most."""

import http.client
import ssl
import urllib.error
import urllib.parse
import urllib.request

from transport import Answer, Transport


class HTTPClient(Transport):
    """`http.client`."""

    sends_beyond_ascii = False
    sends_chunks = True
    offers_upgrades = True

    def __init__(self, *arguments):
        super().__init__(*arguments)
        address = urllib.parse.urlsplit(self.base)
        if address.scheme == "https":
            context = ssl.create_default_context(cafile=self.ca)
            self.connection = http.client.HTTPSConnection(address.netloc, timeout=30, context=context)
        else:
            self.connection = http.client.HTTPConnection(address.netloc, timeout=30)

    def exchange(self, request):
        is_chunked = "Transfer-Encoding" in request.headers
        self.connection.request(
            request.method, request.path, request.body, request.headers, encode_chunked=is_chunked)
        response = self.connection.getresponse()
        return Answer(response.status, lower(response.getheaders()), response.read())

    def close(self):
        self.connection.close()


class URLRequest(Transport):
    """`urllib.request`, which asks for `Connection: close` with every request."""

    keeps_connections = False
    sends_beyond_ascii = False

    def exchange(self, request):
        context = ssl.create_default_context(cafile=self.ca) if self.base.startswith("https") else None
        message = urllib.request.Request(
            self.base + request.path, data=request.body, headers=request.headers, method=request.method)
        try:
            response = urllib.request.urlopen(message, timeout=30, context=context)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return Answer(response.status, lower(response.headers.items()), response.read())


class Requests(Transport):
    """`requests`."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import requests

        self.session = requests.Session()

    def exchange(self, request):
        response = self.session.request(
            request.method, self.base + request.path, data=request.body, headers=request.headers, timeout=30,
            verify=self.ca or True)
        return Answer(response.status_code, lower(response.headers.items()), response.content)

    def close(self):
        self.session.close()


class URLLib3(Transport):
    """`urllib3`."""

    offers_upgrades = True

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import urllib3

        self.pool = urllib3.PoolManager(ca_certs=self.ca, timeout=30, retries=False)

    def exchange(self, request):
        response = self.pool.request(
            request.method, self.base + request.path, body=request.body, headers=request.headers)
        return Answer(response.status, lower(response.headers.items()), response.data)

    def close(self):
        self.pool.clear()


class HTTPX(Transport):
    """`httpx`; HTTP/2 where TLS agrees on it."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import httpx

        is_secure = self.base.startswith("https")
        # Reading all the system's certificates takes longer than the requests.
        verify = ssl.create_default_context(cafile=self.ca) if is_secure else False
        self.session = httpx.Client(http2=is_secure, verify=verify, timeout=30)

    def exchange(self, request):
        response = self.session.request(
            request.method, self.base + request.path, content=request.body, headers=request.headers)
        if self.base.startswith("https") and response.http_version != "HTTP/2":
            raise ConnectionError(f"HTTP/2 was not agreed on but {response.http_version}")
        return Answer(response.status_code, lower(response.headers.multi_items()), response.content)

    def close(self):
        self.session.close()


class AioHTTP(Transport):
    """`aiohttp`."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        import asyncio

        self.loop = asyncio.new_event_loop()
        self.session = self.loop.run_until_complete(self._open())

    async def _open(self):
        import aiohttp

        context = ssl.create_default_context(cafile=self.ca) if self.ca else True
        return aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context))

    def exchange(self, request):
        return self.loop.run_until_complete(self._exchange(request))

    async def _exchange(self, request):
        url = self.base + request.path
        async with self.session.request(
            request.method, url, data=request.body, headers=request.headers
        ) as response:
            return Answer(response.status, lower(response.headers.items()), await response.read())

    def close(self):
        self.loop.run_until_complete(self.session.close())
        self.loop.close()


def lower(headers):
    """Headers by their lower-case names; a repeated one would hide a value, so it is refused."""
    pairs = [(name.lower(), value) for name, value in headers]
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"a header twice: {pairs}")
    return dict(pairs)
