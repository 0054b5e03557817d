"""Reasons under a class's code: a student's copy carries them, and they are read with the code that the instructor gives out.

This hides them from the curious and not from an attacker: who wants to can try codes by the thousand, and each try costs about a twentieth of a
second. The key is drawn from the code by scrypt (Percival 2009), the text is covered by a stream of HMAC-SHA256 in counter mode, and the
first 16 bytes are a tag by which a wrong code is known (a synthetic initialisation vector, Rogaway and Shrimpton 2006: the same text
under the same code gives the same bytes). Python's standard library has all of it; the library that would do more, cryptography, is not small.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import lru_cache

_WORK = {"n": 2**14, "r": 8, "p": 1, "dklen": 64}  # 16 MB and about 50 ms
_TAG = 16


class WrongCode(ValueError):
    """A code that does not open what was sealed."""


def seal(content: Mapping[str, object], code: str, salt: str) -> dict:
    """Each entry of ``content`` (name -> plain JSON) sealed by itself: ``{"salt": …, "sealed": {name: text}}``."""
    return {
        "salt": salt,
        "sealed": {name: _sealed(value, name, _keys(tidy(code), salt)) for name, value in content.items()},
    }


def unseal(made: Mapping, name: str, code: str) -> object:
    """One entry of what :func:`seal` made. WrongCode if the code is another; KeyError if there is no such entry."""
    cover, sign = _keys(tidy(code), made["salt"])
    data = base64.b64decode(made["sealed"][name])
    tag, text = data[:_TAG], _covered(data[_TAG:], cover, data[:_TAG])
    if not hmac.compare_digest(tag, _tag(text, name, sign)):
        raise WrongCode("This is not the code.")
    return json.loads(text)


def tidy(code: str) -> str:
    """A code without what a person may write otherwise: capitals, spaces, hyphens."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())


def _sealed(value: object, name: str, keys: tuple[bytes, bytes]) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
    tag = _tag(text, name, keys[1])
    return base64.b64encode(tag + _covered(text, keys[0], tag)).decode()


def _tag(text: bytes, name: str, key: bytes) -> bytes:
    return hmac.digest(key, name.encode() + b"\0" + text, "sha256")[:_TAG]


def _covered(text: bytes, key: bytes, begin: bytes) -> bytes:
    """The text with a stream laid over it, or taken off again."""
    blocks = range(len(text) // 32 + 1)
    stream = b"".join(hmac.digest(key, begin + n.to_bytes(8, "big"), "sha256") for n in blocks)
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))


@lru_cache(maxsize=8)
def _keys(code: str, salt: str) -> tuple[bytes, bytes]:
    made = hashlib.scrypt(code.encode(), salt=salt.encode(), **_WORK)
    return made[:32], made[32:]
