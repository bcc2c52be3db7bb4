"""An output channel of Rasa for those who send a turn's reply themselves."""


class Discard:
    """An output channel that sends nothing: the reply is shown or sent elsewhere."""

    def name(self) -> str:
        return "collector"

    async def send_response(self, recipient_id: str, message: object) -> None:
        return None
