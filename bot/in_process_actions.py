"""An action endpoint without HTTP: Rasa's request in, the action's answer out.

Rasa turns every custom action into a `RemoteAction` that calls
`action_endpoint.request(json=...)`. This endpoint answers that call inside the server
process, with the same errors as an action server over HTTP.
"""

import json
from typing import Any, Optional

from rasa.core.actions.constants import SELECTIVE_DOMAIN
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException


class ActionsNotLoadedError(Exception):
    """The actions package cannot be imported."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"The package '{package}' has a module that cannot be imported. "
            f"Find the import with `python -c 'import {package}'`."
        )


class InProcessActions(EndpointConfig):
    """Runs the actions of one executor where Rasa expects a server's address."""

    def __init__(self, executor: ActionExecutor) -> None:
        # Selective: no action here reads the domain, so it is not serialised each turn.
        super().__init__(url="in-process", **{SELECTIVE_DOMAIN: True})
        self._executor = executor

    @classmethod
    def of_package(cls, package: str = "actions") -> "InProcessActions":
        """Register every action class of a package.

        Raises:
            ActionsNotLoadedError: An import inside the package fails.
        """
        executor = ActionExecutor()
        try:
            executor.register_package(package)
        except SystemExit as error:  # the SDK ends the process on an ImportError
            raise ActionsNotLoadedError(package) from error
        return cls(executor)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Run the action that `kwargs["json"]` asks for.

        Raises:
            ClientResponseError: 400 when the action rejects to run, 404 when there is
                no such action; like rasa_sdk's server (`rasa_sdk/endpoint.py`).
        """
        try:
            return await self._executor.run(kwargs["json"])
        except ActionExecutionRejection as error:
            body = {"error": str(error), "action_name": error.action_name}
            raise ClientResponseError(400, "Bad Request", json.dumps(body)) from error
        except ActionNotFoundException as error:
            body = {"error": str(error), "action_name": error.action_name}
            raise ClientResponseError(404, "Not Found", json.dumps(body)) from error
