"""手引き: 生成ページの印刷、古くなっていないかの確認、/help/ の組み立て."""

import os
import subprocess
import sys
from pathlib import Path

import typer

from towa.platform.configuration import project_root
from towa.site.reference import Page, pages


app = typer.Typer(no_args_is_help=True)
NOTE = "<!-- このページはプログラムから印刷しています。直すときは元の宣言を直し、make docs を実行してください。 -->\n\n"


def target(page: Page) -> Path:
    return project_root() / "docs" / "reference" / f"{page.name}.md"


def printed(page: Page) -> str:
    return NOTE + page.text().rstrip() + "\n"


@app.command()
def write() -> None:
    """生成ページ（docs/reference/）を印刷します。"""
    for page in pages():
        target(page).parent.mkdir(parents=True, exist_ok=True)
        target(page).write_text(printed(page), encoding="utf-8")
    print(f"{len(pages())}ページを印刷しました: docs/reference/")


@app.command()
def check() -> None:
    """生成ページが宣言と合っているか確かめます。"""
    stale = [
        page.name
        for page in pages()
        if not target(page).exists() or target(page).read_text(encoding="utf-8") != printed(page)
    ]
    if stale:
        print(f"古くなっています（make docs を実行してください）: {', '.join(stale)}", file=sys.stderr)
        raise typer.Exit(1)


@app.command()
def build() -> None:
    """手引きを組み立てます（画面の /help/ で読めます）。"""
    root = project_root()
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--clean",
        "--site-dir",
        str(root / ".towa" / "help"),
    ]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    raise typer.Exit(subprocess.run(command, cwd=root, env=environment, check=False).returncode)
