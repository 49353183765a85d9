"""One question to a chat endpoint as OpenAI defines it; vLLM, Ollama and llama.cpp speak it too."""

import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any

import httpx2 as httpx

from common.config import Settings
from common.engine_options import LanguageModel
from common.errors import EngineError, MissingEngineError, RetryLaterError
from workers.engines.language.asking import MOST_LETTERS, MOST_TOKENS, Answer, Message, Progress

_TRIES = 3
_PAUSE, _LONGEST_PAUSE = 1.0, 20.0
_MOST_BYTES = 2_000_000
"""Of an answer: `MOST_LETTERS`, each as JSON's longest escape, and some more."""
_MOST_COUNTED = 10**9
_PASSING = {408, 409, 425, 429, 500, 502, 503, 504, 529}
_NO_SCHEMA = {400, 422}


class ChatEngine:
    """Asks the endpoint that the installation names."""

    def at_work(self, model: LanguageModel | None, *, settings: Settings) -> "Chat":
        """Ready to be asked.

        Raises:
            MissingEngineError: this worker knows another endpoint, or none.
        """
        if model is None or settings.language_url.rstrip("/") != model.url:
            asked = "a language model" if model is None else model.url
            raise MissingEngineError(
                f"this worker is not set up to ask {asked}: SCOPITONE_LANGUAGE_URL differs"
            )
        key = settings.language_key.get_secret_value()
        return Chat(model, key=key, seconds=settings.language_seconds)


class Chat:
    """See `asking.Asker`.

    Args:
        key: a bearer token; empty for endpoints that want none.
        seconds: to answer one question in.
    """

    def __init__(self, model: LanguageModel, *, key: str, seconds: float) -> None:
        self.name = model.model
        self._model = model
        self._headers = {"Accept-Encoding": "identity"}  # nothing that unpacks to more
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self._seconds = seconds
        self._timeout = httpx.Timeout(seconds, connect=10.0)

    def ask(
        self,
        messages: Sequence[Message],
        *,
        seed: int,
        progress: Progress,
        schema: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Ask until there is an answer, three times at most.

        Raises:
            RetryLaterError: it does not answer, or is too busy.
            EngineError: it refuses the question, or answers in another protocol.
        """
        body: dict[str, Any] = {
            "model": self._model.model,
            "messages": list(messages),
            "max_tokens": MOST_TOKENS,
            "temperature": 0.7,
            "seed": seed % 2**31,
        }
        if schema is not None and self._model.json_schema:
            form = {"name": "answer", "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        status, text = self._sent(body, progress)
        if status in _NO_SCHEMA and "response_format" in body:
            del body["response_format"]
            status, text = self._sent(body, progress)
        if status != httpx.codes.OK:
            raise EngineError(f"the language model refuses ({status}): {_first_line(text)}")
        return _read(text)

    def _sent(self, body: Mapping[str, Any], progress: Progress) -> tuple[int, str]:
        fault = ""
        for attempt in range(_TRIES):
            progress(0.0)
            try:
                status, text, wish = self._post(body)
            except httpx.TimeoutException:
                status, text, wish = 0, "no answer in time", None
            except httpx.HTTPError as problem:
                status, text, wish = 0, str(problem), None
            if status and status not in _PASSING:
                return status, text
            fault = f"{status or 'no connection'}: {_first_line(text)}"
            if attempt + 1 < _TRIES:
                self._rest(min(wish or _PAUSE * 4**attempt, _LONGEST_PAUSE))
        raise RetryLaterError(f"the language model at {self._model.url} does not answer ({fault})")

    def _rest(self, seconds: float) -> None:
        time.sleep(seconds)

    def _post(self, body: Mapping[str, Any]) -> tuple[int, str, float | None]:
        """Status, text, and how long it wishes to be left alone."""
        url = f"{self._model.url}/chat/completions"
        late = time.monotonic() + self._seconds
        with (
            httpx.Client(timeout=self._timeout, trust_env=False, headers=self._headers) as http,
            http.stream("POST", url, json=dict(body)) as answer,
        ):
            data = bytearray()
            for chunk in answer.iter_bytes():
                data += chunk
                if time.monotonic() > late:  # the client's own timeout is of one chunk
                    raise httpx.ReadTimeout("it answers too slowly")
                if len(data) > _MOST_BYTES:
                    raise EngineError(f"the language model answers more than {_MOST_BYTES} bytes")
            wish = answer.headers.get("retry-after", "")
            return answer.status_code, data.decode(errors="replace"), _seconds(wish)


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


def _read(text: str) -> Answer:
    try:
        answer = json.loads(text)
        said = _text(answer["choices"][0]["message"].get("content"))
        usage = answer.get("usage") or {}
        counts = [_count(usage.get(f"{kind}_tokens")) for kind in ("prompt", "completion")]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise EngineError(
            f"what answers as the language model speaks another protocol: {_first_line(text)}"
        ) from None
    return Answer(said[:MOST_LETTERS], *counts)


def _text(content: object) -> str:
    """Of a message: text, or parts that have one; halves of letters are dropped."""
    if isinstance(content, list):
        parts = [one.get("text") for one in content if isinstance(one, dict)]
        content = "".join(part for part in parts if isinstance(part, str))
    return content.encode(errors="ignore").decode() if isinstance(content, str) else ""


def _count(tokens: object) -> int:
    return tokens if isinstance(tokens, int) and 0 <= tokens < _MOST_COUNTED else 0


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0][:200] if lines else "nothing said"
