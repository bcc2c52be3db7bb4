"""Slack: Rasa's connector, behind the door, with buttons and without doubles.

Rasa's own check of the signature is used as it is. What the connector lacks: it answers
a retry again unless Slack's reason was a timeout, knows messages by no id, is silent to
files, cuts replies at empty lines and drops more than five buttons.
Request forms: https://docs.slack.dev/apis/events-api,
https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Optional

import aiohttp
from rasa.core.channels.slack import SlackInput
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.message_form import SLACK, Part
from bot.channels.messaging import (
    SEND_TIMEOUT_S,
    Incoming,
    MessagingChannel,
    SendError,
    json_body,
    required,
)

# What Slack says of a message that no retry will get through.
FINAL_ERRORS = frozenset(
    {
        "account_inactive",
        "channel_not_found",
        "invalid_auth",
        "invalid_blocks",
        "is_archived",
        "missing_scope",
        "msg_too_long",
        "no_text",
        "not_authed",
        "not_in_channel",
        "token_expired",
        "token_revoked",
        "user_not_found",
    }
)


class SlackChannel(MessagingChannel, SlackInput):
    """`POST /webhooks/slack/webhook`, for events and for pressed buttons."""

    form = SLACK

    @classmethod
    def name(cls) -> str:
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> "SlackChannel":
        channel = cls(
            slack_token=required(credentials, "slack_token", "slack"),
            slack_channel=(credentials or {}).get("slack_channel"),
            proxy=(credentials or {}).get("proxy"),
            slack_signing_secret=required(credentials, "slack_signing_secret", "slack"),
        )
        api_url = str((credentials or {}).get("api_url") or AsyncWebClient.BASE_URL)
        channel.client = AsyncWebClient(
            channel.slack_token,
            proxy=channel.proxy,
            timeout=int(SEND_TIMEOUT_S),
            base_url=f"{api_url.rstrip('/')}/",
        )
        return channel

    client: AsyncWebClient

    def is_authentic(self, request: Request) -> bool:
        """Rasa's check: HMAC-SHA256 in constant time, within five minutes.

        https://docs.slack.dev/authentication/verifying-requests-from-slack
        """
        return bool(self.is_request_from_slack_authentic(request))

    def answer_handshake(self, request: Request) -> Optional[HTTPResponse]:
        if request.method != "POST" or b'"url_verification"' not in request.body:
            return None
        body = json_body(request)
        if body.get("type") != "url_verification":
            return None
        return json_response({"challenge": str(body.get("challenge") or "")})

    def read(self, request: Request) -> list[Incoming]:
        if (request.content_type or "").startswith("application/x-www-form"):
            return self._read_button(json.loads((request.form or {})["payload"][0]))
        body = json_body(request)
        if body.get("type") != "event_callback":
            return []
        return self._read_event(body, body["event"])

    async def send(
        self, address: Mapping[str, str], part: Part, token: Callable[[int], str]
    ) -> None:
        # Plain text, so that a quoted sentence keeps its own characters.
        blocks: list[dict[str, Any]] = [
            {
                "type": "section",
                "text": {"type": "plain_text", "text": part.text, "emoji": False},
            }
        ]
        if part.choices:
            blocks.append(
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": f"choice_{n}",
                            "text": {"type": "plain_text", "text": title},
                            "value": token(n),
                        }
                        for title, n in part.choices
                    ],
                }
            )
        try:
            await self.client.chat_postMessage(
                channel=address["channel"],
                text=_escape(part.text),
                blocks=blocks,
                mrkdwn=False,
                unfurl_links=False,
                thread_ts=address.get("thread") or None,
            )
        except SlackApiError as error:
            reason = str(error.response.get("error") or "unknown")
            wait_s = (getattr(error.response, "headers", None) or {}).get("Retry-After")
            raise SendError(
                reason if reason in FINAL_ERRORS else "refused",
                is_final=reason in FINAL_ERRORS,
                after_s=float(wait_s) if wait_s else None,
            ) from error
        except (aiohttp.ClientError, SlackClientError, OSError, ValueError) as error:
            raise SendError(type(error).__name__) from error

    def _read_event(
        self, body: dict[str, Any], event: dict[str, Any]
    ) -> list[Incoming]:
        if event.get("type") not in ("message", "app_mention"):
            return []
        edited = ""
        if event.get("subtype") == "message_changed":
            changed, before = event["message"], event.get("previous_message") or {}
            # Slack changes messages itself, to show what a link leads to.
            if "edited" not in changed or changed.get("text") == before.get("text"):
                return []
            edited = f"-edited-{changed['edited']['ts']}"
            event = {**changed, "channel": event["channel"], "type": "message"} | {
                "channel_type": event.get("channel_type")
            }
        elif event.get("subtype") not in (None, "file_share", "thread_broadcast"):
            return []
        if event.get("bot_id") or not event.get("user"):
            return []
        metadata = {"out_channel": event["channel"]}
        if not self._is_supported_channel({"event": event}, metadata):
            return []
        users = [
            authorization.get("user_id")
            for authorization in body.get("authorizations") or ()
        ]
        users = [user for user in users if user]
        is_direct = event.get("channel_type") == "im"
        thread = event.get("thread_ts") or ("" if is_direct else event["ts"])
        return [
            Incoming(
                # A direct message is not continued where others read it.
                conversation="/".join(
                    (str(body.get("team_id")), event["channel"], event["user"])
                ),
                # Not the event's id: one message can be two events, a mention too.
                message_id=f"{event['channel']}-{event['ts']}{edited}",
                text=_unescape(
                    self._sanitize_user_message(event.get("text") or "", users)
                ),
                address={"channel": event["channel"], "thread": thread},
                attached=tuple(_kind(file) for file in event.get("files") or ()),
            )
        ]

    def _read_button(self, payload: dict[str, Any]) -> list[Incoming]:
        if payload.get("type") != "block_actions":
            return []
        action = payload["actions"][0]
        if action.get("type") != "button":
            return []
        container = payload.get("container") or {}
        team = (payload.get("team") or {}).get("id")
        channel, user = payload["channel"]["id"], payload["user"]["id"]
        return [
            Incoming(
                conversation=f"{team}/{channel}/{user}",
                message_id=f"press-{user}-{action['action_ts']}",
                text=str((action.get("text") or {}).get("text") or ""),
                address={
                    "channel": channel,
                    "thread": str(container.get("thread_ts") or ""),
                },
                choice=str(action.get("value") or ""),
            )
        ]


def _kind(file: dict[str, Any]) -> str:
    kind = str(file.get("mimetype") or "").partition("/")[0]
    return {"image": "picture", "audio": "voice message", "video": "video"}.get(
        kind, "file"
    )


def _escape(text: str) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text, "Escaping text"."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
