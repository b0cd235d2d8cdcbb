"""URIs that name items without a GS1 key: accepted only in the one normal form of RFC 3986, section 6."""

import re
import unicodedata
from urllib.parse import unquote_to_bytes

from verifier.format.errors import IdentifierError

MAX_BYTES = 512

_URI = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):"
    r"(?://(?P<authority>[A-Za-z0-9\-._~!$&'()*+,;=:@%\[\]]*)(?=[/?#]|$))?"
    r"(?P<path>[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)"
    r"(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?"
    r"(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?"
)
_UNNORMAL_ESCAPE = re.compile(r"%(?![0-9A-F]{2})")
_ESCAPE = re.compile(r"%([0-9A-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DEFAULT_PORTS = {"http": "80", "https": "443"}


def check_normal_uri(text: str) -> None:
    """Check that a URI is absolute and written as RFC 3986 §6.2.2 and, for http(s), §6.2.3 normalise it.

    Percent-encoded bytes beyond ASCII must be UTF-8 in Unicode Normalization Form C; the NID of a URN is lower-case
    (RFC 8141, section 3.1).

    Raises:
        IdentifierError: naming what would have to be written otherwise.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise IdentifierError(f"a URI that names an item has at most {MAX_BYTES} bytes")
    match = _URI.fullmatch(text)
    if match is None:
        raise IdentifierError(f"{text!r} is neither a GS1 identifier nor an absolute URI (RFC 3986)")
    scheme, path = match["scheme"], match["path"]
    if scheme != scheme.lower():
        raise IdentifierError(f"the scheme {scheme} must be written {scheme.lower()}")
    _check_escapes(text)
    if match["authority"] is not None:
        _check_authority(scheme, match["authority"], path)
    elif path.startswith("//") or not path:
        raise IdentifierError(f"{text!r} is an incomplete URI")
    if "/./" in f"{path}/" or "/../" in f"{path}/":
        raise IdentifierError("the path must not hold the segments . and ..")
    if scheme == "urn":
        namespace = path.partition(":")[0]
        if not namespace or namespace == path or namespace != namespace.lower():
            raise IdentifierError(f"{text!r} is no URN with a lower-case namespace (RFC 8141)")


def _check_escapes(text: str) -> None:
    if _UNNORMAL_ESCAPE.search(text):
        raise IdentifierError("after % there must be two hexadecimal digits, upper-case")
    for match in _ESCAPE.finditer(text):
        character = chr(int(match[1], 16))
        if character in _UNRESERVED:
            raise IdentifierError(f"{match[0]} must be written {character}")
    try:
        decoded = unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError as error:
        raise IdentifierError("percent-encoded bytes must be UTF-8") from error
    if not unicodedata.is_normalized("NFC", decoded):
        raise IdentifierError("percent-encoded text must be in Unicode Normalization Form C")


def _check_authority(scheme: str, authority: str, path: str) -> None:
    host_and_port = authority.rpartition("@")[2]
    host, colon, port = host_and_port.rpartition(":") if not host_and_port.endswith("]") else (host_and_port, "", "")
    if not colon:
        host = host_and_port
    if _ESCAPE.sub("", host) != _ESCAPE.sub("", host).lower():
        raise IdentifierError(f"the host {host} must be written {host.lower()}")
    if colon and (not port or port == _DEFAULT_PORTS.get(scheme)):
        raise IdentifierError(f"the host {host} must be written without its default port")
    if scheme in _DEFAULT_PORTS and (not host or not path):
        raise IdentifierError("an http URI has a host and a path, which is / at least")
