"""A small client of the HTTP interface, for the commands that talk to a running service."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import httpx

from verifier.format.errors import WayproofError

TIMEOUT_SECONDS = 120.0


class ServiceError(WayproofError):
    """The service cannot be reached, or refused a request; `status` is None if it was not reached."""

    def __init__(self, message: str, status: int | None = None, faults: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.faults = faults


class Client:
    """Calls to one service with one API key, or none; made, it raises ServiceError for a URL or key that is none.

    An answer's members are read like a dictionary's; one that is not there raises ServiceError.
    """

    def __init__(self, base_url: str, key: str | None = None) -> None:
        if key is not None and not key.isascii():
            raise ServiceError("the API key has characters that no key has: was it copied whole?")
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        try:
            self._http = httpx.Client(base_url=base_url.rstrip("/"), headers=headers, timeout=TIMEOUT_SECONDS)
        except httpx.InvalidURL as error:
            raise ServiceError(f"{base_url} is no URL of a service: {error}") from None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def get(self, path: str, **query: str) -> Any:
        """The JSON at a path; raises ServiceError."""
        return _json(self._send("GET", path, params=query))

    def post(self, path: str, body: object) -> Any:
        """The JSON answered to a JSON body; raises ServiceError."""
        return _json(self._send("POST", path, json=body))

    def upload(self, path: str, body: bytes, media_type: str) -> Any:
        """The JSON answered to a body of another media type; raises ServiceError."""
        return _json(self._send("POST", path, content=body, headers={"Content-Type": media_type}))

    def delete(self, path: str) -> Any:
        """The JSON answered to a DELETE; raises ServiceError."""
        return _json(self._send("DELETE", path))

    def capture(self, body: bytes, behaviour: str = "rollback") -> dict[str, Any]:
        """The finished capture job of an EPCIS document; raises ServiceError if it is refused as a whole."""
        headers = {"Content-Type": "application/json", "GS1-Capture-Error-Behaviour": behaviour}
        answer = self._send("POST", "/epcis/capture", content=body, headers=headers)
        if "Location" not in answer.headers:
            raise ServiceError(f"{answer.url} answered as no EPCIS repository does: it names no capture job")
        job: dict[str, Any] = _json(self._send("GET", answer.headers["Location"]))
        return job

    def _send(self, method: str, path: str, **what: Any) -> httpx.Response:
        try:
            answer = self._http.request(method, path, **what)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ServiceError(f"{self._http.base_url} cannot be reached: {error}") from error
        if answer.is_success:
            return answer
        raise _refusal(answer)


class _Members(dict[str, Any]):
    """A JSON object of an answer: another kind of service may have given it, and then it lacks what is asked for."""

    def __missing__(self, name: str) -> Any:
        raise ServiceError(f"the service answered without {name}: is it a Wayproof ledger?")


def _json(answer: httpx.Response) -> Any:
    try:
        found = answer.json(object_hook=_Members)
    except (ValueError, RecursionError) as error:
        raise ServiceError(f"{answer.url} answered with something that is no JSON", answer.status_code) from error
    if not isinstance(found, _Members):
        raise ServiceError(f"{answer.url} answered with JSON that is no object: is it a Wayproof ledger?")
    return found


def _refusal(answer: httpx.Response) -> ServiceError:
    try:
        problem = answer.json()
        detail = str(problem["detail"])
        faults = tuple((str(fault["pointer"]), str(fault["detail"])) for fault in problem.get("errors", ()))
    except (ValueError, KeyError, TypeError):
        detail, faults = f"{answer.url} answered {answer.status_code}", ()
    return ServiceError(detail, answer.status_code, faults)
