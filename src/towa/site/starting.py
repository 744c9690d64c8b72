"""Starting Django for a command; law and files need no database and start without it."""

import os


def start_django() -> None:
    """Commands that touch tables call this first; law and files need no database and start at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towa.site.settings")
    import django

    django.setup()
