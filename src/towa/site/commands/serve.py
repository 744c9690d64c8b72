"""画面のプログラムを起動します."""

from towa.platform.configuration import installation
from towa.site.starting import start_django


def command() -> None:
    """Serves the web program, with one worker beside it, until it is stopped."""
    settings = installation()
    start_django()
    from waitress import serve

    from towa.platform.jobs.worker import work_in_thread
    from towa.site.wsgi import application

    work_in_thread()
    print(f"http://{settings.host}:{settings.port}/ で動いています（終了は Ctrl+C）。", flush=True)
    serve(application, host=settings.host, port=settings.port, threads=settings.threads, ident="towa")
