"""What operators ask of a running server: `/health/live`, `/health/ready`, `/metrics`.

No patient's word is in any of it.
"""

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from bot.metrics import CONTENT_TYPE, Metrics
from bot.readiness import Readiness


def operations(readiness: Readiness, metrics: Metrics) -> Blueprint:
    """The three addresses."""
    blueprint = Blueprint("operations")

    @blueprint.get("/health/live")
    async def live(request: Request) -> HTTPResponse:
        """The event loop turns; whoever sees no answer should restart the process."""
        return json({"live": True})

    @blueprint.get("/health/ready")
    async def ready(request: Request) -> HTTPResponse:
        status, body = await readiness.body()
        return json(body, status=status)

    @blueprint.get("/metrics")
    async def figures(request: Request) -> HTTPResponse:
        await metrics.refresh()
        return text(metrics.text(), content_type=CONTENT_TYPE)

    return blueprint
