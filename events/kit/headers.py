"""Security headers of every answer; pages that are personal are never kept by caches."""

from flask import Flask, Response, request

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
    headers.setdefault("Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in POLICY.items()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    headers.setdefault("Cache-Control", "private, no-store")
    return response


def init_headers(app: Flask) -> None:
    app.after_request(add_headers)
