"""The clinics' addresses -> server blocks for nginx, each to its own process.

Text out. Certificates, limits and logs of the installation are elsewhere; what stands
here is which request may reach which clinic, and that none reaches one by accident.
"""

from collections.abc import Sequence
from itertools import groupby

from bot.clinics.registry import Registry, Tenant

_FIRST_LINES = """\
# Made by `bedside clinics nginx`; make it again when clinics.yml changes.
# Include it inside the http block, for example from /etc/nginx/conf.d/.

# A name that is no clinic's reaches none; without this block nginx takes the first.
server {{
    listen {listen} default_server;
    server_name _;
{reject}
}}
"""
_HEADERS = (
    "proxy_http_version 1.1;",
    # With its port: the chat compares it with the page that calls.
    "proxy_set_header Host $http_host;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "proxy_set_header X-Forwarded-Proto $scheme;",
    'proxy_set_header Connection "";',
    # A turn has 5 s; the process tells of what takes longer.
    "proxy_read_timeout 20s;",
)


def server_blocks(
    registry: Registry,
    *,
    listen: str = "443 ssl",
    certificates: str = "/etc/letsencrypt/live",
) -> str:
    """Nginx's configuration for all clinics.

    Args:
        registry: Whose addresses and ports.
        listen: As nginx's `listen`, for example "443 ssl" or "127.0.0.1:8080".
        certificates: Folder with one folder for each host name, as certbot makes them;
            used when `listen` says ssl.
    """
    is_tls = "ssl" in listen.split()
    # nginx 1.19.4 and later: no certificate of one clinic is shown for another's name.
    reject = "    ssl_reject_handshake on;" if is_tls else "    return 444;"
    blocks = [_FIRST_LINES.format(listen=listen, reject=reject)]
    by_host = sorted(registry.tenants, key=lambda tenant: (tenant.host, tenant.path))
    for host, tenants in groupby(by_host, key=lambda tenant: tenant.host):
        lines = [f"listen {listen};", f"server_name {host};"]
        if is_tls:
            lines += [
                f"ssl_certificate {certificates}/{host}/fullchain.pem;",
                f"ssl_certificate_key {certificates}/{host}/privkey.pem;",
            ]
        lines += ["client_max_body_size 16k;", *_HEADERS]
        blocks.append(_block("server", lines, _locations(list(tenants))))
    return "\n".join(blocks)


def _locations(tenants: Sequence[Tenant]) -> list[str]:
    locations = []
    for tenant in tenants:
        path = tenant.path
        # For servers and operators, who reach the process itself.
        for private in ("/webhooks/rest/", "/metrics", "/health/"):
            locations.append(f"location ^~ {path}{private} {{ return 404; }}")
        if path:
            # Relative addresses of the pages need the slash.
            locations.append(f"location = {path} {{ return 301 {path}/; }}")
        # With the slash at its end, nginx takes the prefix off.
        to = f"proxy_pass http://127.0.0.1:{tenant.port}/;"
        locations.append(f"location {path}/ {{ {to} }}  # {tenant.id}")
    if tenants[0].path:
        # Else nginx would look for files of its own.
        locations.append("location / { return 404; }")
    return locations


def _block(name: str, lines: Sequence[str], inner: Sequence[str]) -> str:
    body = [f"    {line}" for line in (*lines, *inner)]
    return "\n".join([f"{name} {{", *body, "}", ""])
