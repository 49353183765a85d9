"""A worker's own Pod, marked with what would be lost if it went away now.

Kubernetes removes the Pods of the lowest `pod-deletion-cost` first, and its node autoscaler leaves
alone what is not `safe-to-evict`. So a busy worker's cost is the age of its oldest task in seconds,
and an idle one's is nothing. Marks are advice: when the cluster's API does not take one, that is
said once, the work goes on, and a removed worker hands its task back as ever.
"""

import http.client
import json
import os
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from common.errors import InvalidInputError
from common.logs import get_logger

_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
_COST = "controller.kubernetes.io/pod-deletion-cost"
_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict"
_SECONDS = 5.0
_AGAIN_SECONDS = 60.0
"""A busy worker's mark is renewed when its work is so much older: one request a minute."""

_log = get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """The API of a cluster, and the account that asks it.

    Attributes:
        url: `https://host:port`.
        account: the folder of token and `ca.crt`; tokens change, so it is read each time.
    """

    url: str
    account: Path = _ACCOUNT

    @classmethod
    def around(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The one that this process runs in.

        Raises:
            InvalidInputError: it runs in none.
        """
        try:
            host, port = (
                environment["KUBERNETES_SERVICE_HOST"],
                environment["KUBERNETES_SERVICE_PORT"],
            )
        except KeyError:
            raise InvalidInputError("SCOPITONE_POD is set outside a cluster: unset it") from None
        return cls(url=f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}")

    def annotate(self, pod: str, annotations: Mapping[str, str]) -> int:
        """Set annotations of a Pod (`namespace/name`); the status of the answer.

        Raises:
            OSError: it does not answer, or the account's files are not there.
            http.client.HTTPException: it answers something that is not HTTP.
        """
        namespace, _, name = pod.partition("/")
        token = (self.account / "token").read_text().strip()
        with closing(self._connect()) as connection:
            connection.request(
                "PATCH",
                f"/api/v1/namespaces/{namespace}/pods/{name}",
                body=json.dumps({"metadata": {"annotations": annotations}}),
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/merge-patch+json",
                },
            )
            return connection.getresponse().status

    def _connect(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        if parts.scheme == "http":
            return http.client.HTTPConnection(parts.netloc, timeout=_SECONDS)
        trust = ssl.create_default_context(cafile=str(self.account / "ca.crt"))
        return http.client.HTTPSConnection(parts.netloc, timeout=_SECONDS, context=trust)


def marker(cluster: Cluster, pod: str) -> Callable[[float | None], None]:
    """What marks the Pod: given the age of its oldest task in seconds, None when it is idle."""
    marked: list[float | None] = []
    said: set[str] = set()

    def mark(age: float | None) -> None:
        if marked and not _differs(marked[-1], age):
            return
        problem = _refusal(cluster, pod, age)
        if problem is None:
            marked[:] = [age]
            said.clear()
        elif problem not in said:
            said.add(problem)
            _log.warning("cannot mark the Pod", problem=problem)

    return mark


def _refusal(cluster: Cluster, pod: str, age: float | None) -> str | None:
    try:
        status = cluster.annotate(pod, _marks(age))
    except (OSError, http.client.HTTPException) as problem:
        return str(problem)
    return None if status == http.client.OK else f"the cluster answers {status}"


def _differs(before: float | None, age: float | None) -> bool:
    """Whether the mark is out of date: busy or not, another task, or an old one much older."""
    if before is None or age is None:
        return before is not age
    return not 0 <= age - before < _AGAIN_SECONDS


def _marks(age: float | None) -> Mapping[str, str]:
    if age is None:
        return {_COST: "0", _EVICT: "true"}
    return {_COST: str(1 + int(age)), _EVICT: "false"}
