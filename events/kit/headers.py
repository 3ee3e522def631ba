"""Security headers of every answer; pages that are personal are never kept by caches."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, g, request

P = ParamSpec("P")
R = TypeVar("R")

POLICY = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    "script-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def add_headers(response: Response) -> Response:
    """A strict Content-Security-Policy (no inline script or style), no referrer, no sniffing, no framing."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(**g.get("policy_changes", {})))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    if "may_be_framed" in g:
        headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
    else:
        headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    headers.setdefault("Cache-Control", "private, no-store")
    return response


def policy(**changes: str) -> str:
    """The Content-Security-Policy; `changes` name directives with _ for -."""
    directives = POLICY | {name.replace("_", "-"): value for name, value in changes.items()}
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def may_be_framed(view: Callable[P, R]) -> Callable[P, R]:
    """For a view that pages of any other site may show in a frame: it sends nothing, and sets no cookie."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        g.may_be_framed = True
        g.policy_changes = {"frame_ancestors": "*", "form_action": "'none'"}
        return view(*args, **kwargs)

    return answer


def init_headers(app: Flask) -> None:
    app.after_request(add_headers)
