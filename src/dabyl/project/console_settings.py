"""Settings of Django for the console: what ``settings`` says, and accounts, sessions and pages.

1. What depends on the workspace or on the address that people open (the secret, the database, the
   hosts, secure cookies) is set when the console is opened, see ``adapters/accounts/opening``.
2. No inline script or style runs but by a nonce, nothing comes from elsewhere, nobody frames us.
3. ``DABYL_STAFF_API_RATE`` is how often one token may be used: ``600/m``. Whose token it is, is
   told by the token alone, so that no proxy needs to be believed.
4. A session lasts one shift. Nothing about a request is logged; a defect is told by its place.
"""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from dabyl.project.settings import (
    CACHES,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    INSTALLED_APPS,
    TIME_ZONE,
    USE_TZ,
    WORKSPACE,
)

__all__ = ["CACHES", "DATABASES", "DEFAULT_AUTO_FIELD", "TIME_ZONE", "USE_TZ", "WORKSPACE"]

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "dabyl.adapters.accounts",
]
ROOT_URLCONF = "dabyl.console.urls"
APPEND_SLASH = False
SECRET_KEY = "set when a console is opened"  # noqa: S105 - replaced by the workspace's own

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.common.CommonMiddleware",
    "dabyl.console.middleware.Answering",
    "dabyl.console.sizes.Sizes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dabyl.console.middleware.Gate",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parents[1] / "console" / "templates"],
        "OPTIONS": {"environment": "dabyl.console.templating.environment"},
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["dabyl.adapters.accounts.backend.Signed"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SESSION_ENGINE = "dabyl.adapters.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "dabyl.console.errors.forged"

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [NONCE],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

NINJA_DEFAULT_THROTTLE_RATES = {"auth": os.environ.get("DABYL_STAFF_API_RATE") or "600/m"}

USE_I18N = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "place": {"()": "dabyl.console.defects.PlaceOnly"},
        "provider": {"format": "console: single sign-on: %(message)s"},
        "unavailable": {"format": "console: unavailable: %(message)s"},
    },
    "handlers": {
        "told": {"class": "logging.StreamHandler", "formatter": "place", "level": "ERROR"},
        "provider": {"class": "logging.StreamHandler", "formatter": "provider"},
        "unavailable": {"class": "logging.StreamHandler", "formatter": "unavailable"},
    },
    "loggers": {
        "django": {"handlers": ["told"], "level": "ERROR", "propagate": False},
        "dabyl.oidc": {"handlers": ["provider"], "level": "ERROR", "propagate": False},
        "dabyl.unavailable": {"handlers": ["unavailable"], "level": "ERROR", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
