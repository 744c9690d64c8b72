"""画面のプログラムを起動します."""

from towa.platform.configuration import installation
from towa.site.cli import start_django


def command() -> None:
    """Serves the web program until it is stopped."""
    settings = installation()
    start_django()
    from waitress import serve

    from towa.site.wsgi import application

    print(f"http://{settings.host}:{settings.port}/ で動いています（終了は Ctrl+C）。", flush=True)
    serve(application, host=settings.host, port=settings.port, threads=settings.threads, ident="towa")
