import contextlib
import http.client
import http.server
import shutil
import subprocess
import threading
import time

import pytest

from bot.clinics.nginx import server_blocks
from bot.clinics.registry import Registry
from tests.conftest import free_port

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def registry(tmp_path, *ports):
    file = tmp_path / "clinics.yml"
    file.write_text(
        "clinics:\n"
        f"  willow: {{host: chat.willow.example, port: {ports[0]}}}\n"
        f"  harbour: {{host: chat.group.example, path: /harbour, port: {ports[1]}}}\n"
        f"  north: {{host: chat.group.example, path: /north, port: {ports[2]}}}\n"
    )
    return Registry.read(file)


def test_each_host_is_one_server_with_its_certificate(tmp_path):
    text = server_blocks(registry(tmp_path, 5101, 5102, 5103), certificates="/certs")
    assert text.count("server {") == 3
    assert text.count("server_name chat.group.example;") == 1
    assert "ssl_certificate /certs/chat.willow.example/fullchain.pem;" in text
    assert (
        "listen 443 ssl default_server;" in text and "ssl_reject_handshake on;" in text
    )
    assert "location / { proxy_pass http://127.0.0.1:5101/; }" in text
    assert "location /harbour/ { proxy_pass http://127.0.0.1:5102/; }" in text


def test_without_tls_an_unknown_name_is_hung_up_on(tmp_path):
    text = server_blocks(registry(tmp_path, 1, 2, 3), listen="127.0.0.1:8080")
    assert "ssl" not in text and "return 444;" in text


class Echo(http.server.BaseHTTPRequestHandler):
    """Says which server it is and what it was asked."""

    def do_GET(self):
        host = self.headers["Host"]
        said = f"{self.server.server_port} {self.path} {host}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def echoing():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def proxied(tmp_path, clinics, port):
    """A real nginx with the printed blocks in it."""
    blocks = tmp_path / "clinics.conf"
    blocks.write_text(server_blocks(clinics, listen=f"127.0.0.1:{port}"))
    conf = tmp_path / "nginx.conf"
    conf.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {tmp_path}/b;\n"
        f"proxy_temp_path {tmp_path}/p; fastcgi_temp_path {tmp_path}/f;\n"
        f"uwsgi_temp_path {tmp_path}/u; scgi_temp_path {tmp_path}/s;\n"
        f"include {blocks}; }}\n"
    )
    command = [NGINX, "-p", str(tmp_path), "-c", str(conf)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                http.client.HTTPConnection("127.0.0.1", port).connect()
                break
            time.sleep(0.05)
        yield
    finally:
        nginx.terminate()
        nginx.wait(10)


@pytest.mark.skipif(not NGINX, reason="needs nginx (Debian: apt-get install nginx)")
def test_nginx_takes_the_blocks_and_reaches_the_right_process_only(tmp_path):
    port = free_port()

    def get(host, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Host": f"{host}:{port}"})
        response = connection.getresponse()
        return response.status, response.read().decode()

    with (
        echoing() as willow,
        echoing() as harbour,
        echoing() as north,
        proxied(tmp_path, registry(tmp_path, willow, harbour, north), port),
    ):
        host = f"chat.willow.example:{port}"
        assert get("chat.willow.example", "/chat?lang=ar") == (
            200,
            f"{willow} /chat?lang=ar {host}",
        )
        group = "chat.group.example"
        for path, process in (("harbour", harbour), ("north", north)):
            assert get(group, f"/{path}/chat/api/clinic") == (
                200,
                f"{process} /chat/api/clinic {group}:{port}",
            )
            assert get(group, f"/{path}")[0] == 301
            # Not by a way around, and not what is for servers and operators.
            assert get(group, f"/{path}/../north/plain")[1].startswith(
                f"{north} /plain "
            )
            for private in ("metrics", "health/ready", "webhooks/rest/webhook"):
                assert get(group, f"/{path}/{private}")[0] == 404
            assert get(group, f"/{path}//metrics")[0] == 404
        assert get(group, "/")[0] == 404
        assert get("chat.willow.example", "/metrics")[0] == 404
        with pytest.raises(http.client.RemoteDisconnected):
            get("chat.unknown.example", "/")
