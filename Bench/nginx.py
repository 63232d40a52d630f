"""nginx, answering a constant: what a server in C reaches on this machine with this load."""

import os
import subprocess
import time

from muster import free_port, wait_until_listening


class Nginx:
    name = "nginx"
    headers = {}

    def __init__(self, folder, body, content_type):
        self.folder = os.path.join(folder, "nginx")
        os.makedirs(self.folder)
        self.port = free_port()
        path = os.path.join(self.folder, "nginx.conf")
        with open(path, "w") as file:
            file.write(f"""
                daemon off; worker_processes auto; pid {self.folder}/pid; error_log {self.folder}/error.log;
                events {{ worker_connections 1024; }}
                http {{
                    access_log {self.folder}/access.log; default_type "{content_type}";
                    client_body_temp_path {self.folder}/b; proxy_temp_path {self.folder}/p;
                    fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;
                    keepalive_requests 1000000000;
                    server {{ listen 127.0.0.1:{self.port}; location / {{ return 200 '{body}'; }} }}
                }}
            """)
        self.process = subprocess.Popen(["nginx", "-p", self.folder, "-c", path])
        wait_until_listening(self.process, self.port)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
