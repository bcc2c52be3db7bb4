"""Slack, Telegram, Twilio and Messenger, played on the loopback.

Each takes what a bot sends and refuses, as the platform does, what has not the form
that its documentation states; and each makes the requests that the platform would send,
signed as it signs them. The addresses of the documents are beside each rule.
"""

import base64
import hashlib
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import web

SLACK_SECRET = "slack-signing-secret"
SLACK_TOKEN = "xoxb-not-a-token"
TELEGRAM_TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
TELEGRAM_SECRET = "telegram-secret-0123456789"
TWILIO_SID = "AC" + "0" * 32
TWILIO_TOKEN = "twilio-auth-token"
TWILIO_NUMBER = "+441632960000"
TWILIO_URL = "https://bedside.clinic.example/webhooks/twilio/webhook"
FACEBOOK_SECRET = "facebook-app-secret"
FACEBOOK_TOKEN = "page-token"
FACEBOOK_VERIFY = "verify-me"


@dataclass
class Sent:
    """One message that the platform took: to whom, its words, its buttons' values."""

    to: str
    text: str
    buttons: list = field(default_factory=list)
    raw: dict = field(default_factory=dict)


class Platform:
    """A server on a free port; `fail` holds what the next calls are answered."""

    def __init__(self):
        self.taken: list[Sent] = []
        self.refused: list[str] = []
        self.calls: list[tuple[str, dict]] = []
        self.fail: list[web.Response] = []
        self.ids = itertools.count(1)
        self.address = ""

    def app(self):
        app = web.Application()
        app.router.add_post("/{path:.*}", lambda request: self.take(request))
        return app

    async def __aenter__(self):
        self._runner = web.AppRunner(self.app())
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    async def take(self, request):
        if self.fail:
            return self.fail.pop(0)
        try:
            return await self.check(request)
        except AssertionError as error:
            self.refused.append(f"{request.path}: {error}")
            return web.json_response({"ok": False, "error": "bad"}, status=400)

    @property
    def texts(self):
        return [sent.text for sent in self.taken]


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


class Slack(Platform):
    path = "/webhooks/slack/webhook"

    async def check(self, request):
        """https://docs.slack.dev/reference/methods/chat.postMessage"""
        assert request.path == "/chat.postMessage"
        assert request.headers["Authorization"] == f"Bearer {SLACK_TOKEN}"
        assert request.content_type == "application/json"
        body = await request.json()
        assert body["channel"]
        # ".../methods/chat.postMessage#truncating": beyond 4,000 is cut some day.
        assert 0 < len(body["text"]) <= 4000, "text"
        values, words = [], ""
        assert len(body["blocks"]) <= 50
        for block in body["blocks"]:
            if block["type"] == "section":
                # .../block-kit/blocks/section-block: 1 to 3000 characters
                assert block["text"]["type"] in ("plain_text", "mrkdwn")
                assert 1 <= utf16(block["text"]["text"]) <= 3000, "section"
                words += block["text"]["text"]
            elif block["type"] == "actions":
                # .../block-kit/blocks/actions-block: at most 25 elements
                assert 1 <= len(block["elements"]) <= 25
                ids = [element["action_id"] for element in block["elements"]]
                assert len(set(ids)) == len(ids), "action_id"
                for element in block["elements"]:
                    # .../block-kit/block-elements/button-element
                    assert element["type"] == "button"
                    assert element["text"]["type"] == "plain_text"
                    assert 1 <= len(element["text"]["text"]) <= 75, "button"
                    assert len(element["value"]) <= 2000
                    values.append((element["text"]["text"], element["value"]))
            else:
                raise AssertionError(block["type"])
        self.taken.append(Sent(body["channel"], words, values, body))
        return web.json_response({"ok": True, "ts": f"{next(self.ids)}.0"})

    def signed(self, body, content_type="application/json", *, at=None, secret=None):
        """https://docs.slack.dev/authentication/verifying-requests-from-slack"""
        stamp = str(int(time.time() if at is None else at))
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new((secret or SLACK_SECRET).encode(), base, hashlib.sha256)
        return {
            "data": body,
            "headers": {
                "Content-Type": content_type,
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": f"v0={digest.hexdigest()}",
            },
        }

    def message(self, text, *, ts=None, user="U1", channel="D1", **more):
        """https://docs.slack.dev/reference/events/message.im"""
        n = next(self.ids)
        event = {
            "type": "message",
            "channel": channel,
            "channel_type": "im",
            "user": user,
            "text": text,
            "ts": ts or f"1700000000.{n:06d}",
            "event_ts": ts or f"1700000000.{n:06d}",
            **more,
        }
        body = {
            "token": "old",
            "team_id": "T1",
            "api_app_id": "A1",
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{n}",
            "event_time": 1700000000,
            "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}],
        }
        return json.dumps(body).encode()

    def picture(self, caption):
        file = {"id": "F1", "name": "cheek.jpg", "mimetype": "image/jpeg"}
        return self.message(caption, subtype="file_share", files=[file])

    def press(self, title, value):
        """https://docs.slack.dev/reference/interaction-payloads/block_actions-payload"""
        payload = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "channel": {"id": "D1"},
            "container": {"type": "message", "message_ts": "1.0"},
            "actions": [
                {
                    "type": "button",
                    "action_id": "choice_1",
                    "text": {"type": "plain_text", "text": title},
                    "value": value,
                    "action_ts": f"1700000001.{next(self.ids)}",
                }
            ],
        }
        return urlencode({"payload": json.dumps(payload)}).encode()

    request = signed


class Telegram(Platform):
    path = "/webhooks/telegram/webhook"

    async def check(self, request):
        """https://core.telegram.org/bots/api#making-requests"""
        prefix = f"/bot{TELEGRAM_TOKEN}/"
        assert request.path.startswith(prefix)
        method = request.path.removeprefix(prefix)
        data = dict(await request.post())
        self.calls.append((method, data))
        if method == "setWebhook":
            # #setwebhook: 1-256 characters of A-Z, a-z, 0-9, _ and -
            assert data["url"].startswith("https://")
            assert 1 <= len(data["secret_token"]) <= 256
            assert set(json.loads(data["allowed_updates"])) >= {"message"}
        elif method == "sendMessage":
            # #sendmessage: 1-4096 characters after entities parsing
            assert data["chat_id"]
            assert 1 <= utf16(data["text"]) <= 4096, "text"
            values = []
            if "reply_markup" in data:
                for row in json.loads(data["reply_markup"])["inline_keyboard"]:
                    for button in row:
                        # #inlinekeyboardbutton: callback_data 1-64 bytes
                        assert button["text"]
                        assert 1 <= len(button["callback_data"].encode()) <= 64
                        values.append((button["text"], button["callback_data"]))
            self.taken.append(Sent(data["chat_id"], data["text"], values, data))
        else:
            assert method == "answerCallbackQuery", method
            assert data["callback_query_id"]
        return web.json_response({"ok": True, "result": True})

    def request(self, body, *, secret=TELEGRAM_SECRET):
        return {
            "data": body,
            "headers": {
                "Content-Type": "application/json",
                "X-Telegram-Bot-Api-Secret-Token": secret,
            },
        }

    def update(self, *, update_id=None, chat=77, **message):
        """https://core.telegram.org/bots/api#update"""
        n = update_id or next(self.ids)
        body = {
            "update_id": n,
            "message": {
                "message_id": n,
                "date": 1700000000,
                "chat": {"id": chat, "type": "private"},
                "from": {"id": chat, "is_bot": False, "first_name": "Jo"},
                **message,
            },
        }
        return json.dumps(body).encode()

    def message(self, text, **more):
        return self.update(text=text, **more)

    def picture(self, caption):
        photo = [{"file_id": "x", "file_unique_id": "y", "width": 90, "height": 90}]
        more = {"caption": caption} if caption else {}
        return self.update(photo=photo, **more)

    def press(self, title, value):
        n = next(self.ids)
        keyboard = [[{"text": title, "callback_data": value}]]
        body = {
            "update_id": n,
            "callback_query": {
                "id": f"q{n}",
                "from": {"id": 77, "is_bot": False, "first_name": "Jo"},
                "message": {
                    "message_id": 5,
                    "date": 1700000000,
                    "chat": {"id": 77, "type": "private"},
                    "reply_markup": {"inline_keyboard": keyboard},
                },
                "data": value,
            },
        }
        return json.dumps(body).encode()


class Twilio(Platform):
    path = "/webhooks/twilio/webhook"
    sender = "+447700900123"

    async def check(self, request):
        """https://www.twilio.com/docs/messaging/api/message-resource#create-a-message"""
        assert request.path == f"/2010-04-01/Accounts/{TWILIO_SID}/Messages.json"
        login = base64.b64encode(f"{TWILIO_SID}:{TWILIO_TOKEN}".encode()).decode()
        assert request.headers["Authorization"] == f"Basic {login}"
        data = dict(await request.post())
        assert data["To"].removeprefix("whatsapp:").startswith("+")
        assert data["From"]
        # Both ends are of one kind, or Twilio answers with error 63007.
        assert data["From"].startswith("whatsapp:") == data["To"].startswith(
            "whatsapp:"
        )
        # https://www.twilio.com/docs/api/errors/21617
        assert 1 <= utf16(data["Body"]) <= 1600, "Body"
        self.taken.append(Sent(data["To"], data["Body"], [], data))
        message = {"sid": f"SM{next(self.ids)}", "status": "queued", "body": ""}
        return web.json_response(message, status=201)

    def request(self, body, *, token=TWILIO_TOKEN, url=TWILIO_URL):
        """https://www.twilio.com/docs/usage/security#validating-requests"""
        signed = url + "".join(name + body[name] for name in sorted(body))
        digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
        return {
            "data": urlencode(body),
            "headers": {
                "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
                "X-Twilio-Signature": base64.b64encode(digest).decode(),
            },
        }

    def message(self, text, *, sid=None, sender=None, to=TWILIO_NUMBER, **more):
        """https://www.twilio.com/docs/messaging/guides/webhook-request"""
        sid = sid or f"SM{next(self.ids):032d}"
        return {
            "MessageSid": sid,
            "SmsSid": sid,
            "AccountSid": TWILIO_SID,
            "From": sender or self.sender,
            "To": to,
            "Body": text,
            "NumMedia": "0",
            "NumSegments": "1",
            **more,
        }

    def picture(self, caption):
        more = {"MediaContentType0": "image/jpeg", "MediaUrl0": "https://x.example/1"}
        return self.message(caption, NumMedia="1", **more)


class Messenger(Platform):
    path = "/webhooks/facebook/webhook"

    async def check(self, request):
        """https://developers.facebook.com/docs/messenger-platform/reference/send-api"""
        assert request.path == "/me/messages"
        assert request.query["access_token"] == FACEBOOK_TOKEN
        # .../docs/graph-api/guides/secure-requests
        proof = hmac.new(
            FACEBOOK_SECRET.encode(), FACEBOOK_TOKEN.encode(), hashlib.sha256
        ).hexdigest()
        assert request.query["appsecret_proof"] == proof, "proof"
        body = await request.json()
        assert body["messaging_type"] == "RESPONSE"
        message = body["message"]
        # "Message text. ... 2000 character limit."
        assert 1 <= utf16(message["text"]) <= 2000, "text"
        values = []
        # .../send-messages/quick-replies: 13 of them, titles of 20, payloads of 1000
        assert len(message.get("quick_replies", [])) <= 13
        for quick in message.get("quick_replies", []):
            assert quick["content_type"] == "text"
            assert 1 <= utf16(quick["title"]) <= 20, quick["title"]
            assert 1 <= len(quick["payload"]) <= 1000
            values.append((quick["title"], quick["payload"]))
        to = body["recipient"]["id"]
        self.taken.append(Sent(to, message["text"], values, body))
        return web.json_response({"recipient_id": to, "message_id": "m"})

    def request(self, body, *, secret=FACEBOOK_SECRET):
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return {
            "data": body,
            "headers": {
                "Content-Type": "application/json",
                "X-Hub-Signature-256": f"sha256={digest}",
            },
        }

    def entries(self, *messages):
        """https://developers.facebook.com/docs/messenger-platform/reference/webhook-events"""
        events = [
            {
                "sender": {"id": "psid-1"},
                "recipient": {"id": "page-1"},
                "timestamp": 1700000000000,
                "message": message,
            }
            for message in messages
        ]
        entry = {"id": "page-1", "time": 1700000000000, "messaging": events}
        return json.dumps({"object": "page", "entry": [entry]}).encode()

    def message(self, text, *, mid=None, **more):
        return self.entries({"mid": mid or f"m_{next(self.ids)}", "text": text, **more})

    def picture(self, caption):
        attachment = {"type": "image", "payload": {"url": "https://x.example/1.jpg"}}
        words = {"text": caption} if caption else {}
        mid = f"m_{next(self.ids)}"
        return self.entries({"mid": mid, "attachments": [attachment], **words})

    def press(self, title, value):
        return self.message(title, quick_reply={"payload": value})
