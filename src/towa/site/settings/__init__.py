"""Django's settings, derived from the installation's settings; no value of the office stands here."""

import os
from pathlib import Path

from towa.platform.configuration import installation, project_root
from towa.platform.database import APP_ROLE, addresses


INSTALLATION = installation()
ROOT = project_root()

SECRET_KEY = INSTALLATION.signing_key()
DEBUG = INSTALLATION.debug
ALLOWED_HOSTS = INSTALLATION.allowed_hosts
ROOT_URLCONF = "towa.site.urls"
WSGI_APPLICATION = "towa.site.wsgi.application"
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# TOWA_DATABASE_ROLE is set by `towa database migrate` alone: migrations run as the owner, everything else as the program.
DATABASES = {
    "default": {
        **addresses().for_django(os.environ.get("TOWA_DATABASE_ROLE", APP_ROLE)),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}

INSTALLED_APPS = [
    "towa.platform.ui",  # before django.forms: it overrides Django's form templates
    "towa.platform.tenancy",
    "towa.platform.audit",
    "towa.platform.events",
    "towa.platform.jobs",
    "towa.platform.documents",
    "towa.rooms.people.app",
    "towa.rooms.ledger.app",
    "towa.rooms.dunning.app",
    "towa.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_cotton.apps.SimpleAppConfig",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "procrastinate.contrib.django",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "towa.platform.ui.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "towa.platform.tenancy.middleware.TownMiddleware",
    "towa.platform.audit.middleware.ActorMiddleware",
]

# cotton and template-partials each rewrite the loaders; together they must be written out, or raw tags reach the browser.
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.contrib.humanize.templatetags.humanize",
                "towa.platform.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "towa.platform.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "people:sign-in"
SESSION_COOKIE_AGE = 12 * 3600  # an absolute shift of 12 hours
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [str(ROOT / "src/towa/site/locale")]
USE_I18N = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = str(INSTALLATION.state_dir / "static")  # filled by `collectstatic` where a web server serves it itself
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns of a missing folder
STATICFILES_DIRS = [str(ROOT / "vendor")] if (ROOT / "vendor").exists() else []
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "towa.platform.ui.stylesheet.GatheredFinder",  # one style sheet out of the components' folders
]
WHITENOISE_USE_FINDERS = True

# Uploads are written to the state folder by the room that takes them in; Django itself keeps only temporary files.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 << 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
