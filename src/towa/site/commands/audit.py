"""監査記録: 鎖の検証、外に控える要約値の表示."""

from typing import Annotated

import typer

from towa.site.starting import start_django


app = typer.Typer(no_args_is_help=True)


@app.command()
def verify(
    sequence: Annotated[int, typer.Option(help="外に控えた通番。")] = 0,
    digest: Annotated[str, typer.Option(help="外に控えた要約値。")] = "",
) -> None:
    """すべての団体の監査記録を確かめます。"""
    start_django()
    from towa.platform.audit import trail
    from towa.platform.audit.chain import Head
    from towa.platform.tenancy.models import Municipality

    kept = Head(sequence, digest) if digest else None
    broken = 0
    for municipality in Municipality.objects.all():
        found = trail.verify(municipality.pk, kept)
        broken += len(found)
        print(f"{municipality.code} {municipality.name}: {'異常なし' if not found else f'{len(found)}か所に異常'}")
        for place in found:
            print(f"  通番 {place.sequence}: {place.reason}")
    raise typer.Exit(1 if broken else 0)


@app.command()
def head() -> None:
    """団体ごとに、外に控える通番と要約値を表示します。"""
    start_django()
    from towa.platform.audit import trail
    from towa.platform.tenancy import town
    from towa.platform.tenancy.models import Municipality

    for municipality in Municipality.objects.all():
        with town(municipality.pk):
            last = trail.head()
        print(f"{municipality.code} {last.sequence} {last.digest}")
