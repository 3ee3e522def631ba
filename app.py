"""Composition root: makes the application out of the settings and the rooms. Nothing imports it."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from events import cli
from events.config import Settings, read_settings
from events.extensions import babel, csrf, db, limiter, migrate
from events.kit import clock
from events.kit.bodies import init_bodies
from events.kit.database import prepare_sqlite
from events.kit.headers import init_headers
from events.kit.languages import init_languages, reader_language
from events.people.security import init_security
from events.site.caching import init_caching
from events.site.context import init_templates
from events.site.errors import init_errors
from events.site.front import init_front
from events.worker.commands import init_worker

MEGABYTE = 1024 * 1024
ROOMS = (
    "kit",
    "activity",
    "mail",
    "calendar",
    "people",
    "event",
    "programme",
    "registration",
    "checkin",
    "documents",
    "site",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service. Raises WrongSetting when the environment's settings cannot be used."""
    settings = settings or read_settings()
    app = Flask(__name__, static_folder="events/static", static_url_path="/static")
    app.config.from_mapping(flask_settings(settings))
    clock.start_at(settings.now)
    enter_rooms()
    init_bodies(app)
    init_extensions(app)
    init_front(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)  # type: ignore[method-assign]
    init_headers(app)
    init_languages(app)
    init_security(app)
    init_templates(app)
    init_caching(app)
    init_errors(app)
    open_rooms(app)
    cli.init_app(app)
    init_worker(app)
    return app


def enter_rooms() -> None:
    """Every room's tables, reactions and jobs make themselves known when they are imported."""
    for room in ROOMS:
        for part in ("models", "receivers", "jobs"):
            name = f"events.{room}.{part}"
            if find_spec(name):
                import_module(name)


def open_rooms(app: Flask) -> None:
    """Every room with pages says which blueprints they hang on."""
    for room in ROOMS:
        name = f"events.{room}.views"
        if find_spec(name):
            for blueprint in import_module(name).blueprints:
                app.register_blueprint(blueprint)


def flask_settings(settings: Settings) -> dict[str, Any]:
    """What Flask and its extensions call our settings."""
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": 5 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "SESSION_COOKIE_NAME": "session",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_is_https,
        "PREFERRED_URL_SCHEME": "https" if settings.base_is_https else "http",
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings),
        "RATELIMIT_STORAGE_URI": settings.limits_url,
        "RATELIMIT_STORAGE_OPTIONS": storage_options(settings),
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
        "BABEL_DEFAULT_LOCALE": "fr",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }


def storage_options(settings: Settings) -> dict[str, int]:
    """A Redis that doesn't answer keeps nobody waiting (seconds): each process counts by itself until it is back."""
    is_redis = settings.limits_url.startswith(("redis:", "rediss:"))
    return {"socket_timeout": 1, "socket_connect_timeout": 1} if is_redis else {}


def engine_options(settings: Settings) -> dict[str, Any]:
    """What a failed statement held stays out of logs. PostgreSQL is waited for as long as SQLite, and found again."""
    options: dict[str, Any] = {"hide_parameters": True}
    if settings.database_url.startswith("postgresql"):
        options["pool_pre_ping"] = True
        options["connect_args"] = {"connect_timeout": 10, "options": "-c lock_timeout=30s"}
    return options


def init_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db)
    csrf.init_app(app)
    limiter.init_app(app)
    babel.init_app(app, locale_selector=reader_language)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
