"""What a crawl archived can be proved, and read again."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import PARTLY, Terminal
from tests.crawler.loopback import Site, article


def test_a_crawl_is_archived_verified_and_read_again(terminal: Terminal, site: Site, tmp_path: Path) -> None:
    terminal.variables |= {"COUNTERCOUNT_CRAWL__ALLOW_PRIVATE": '["127.0.0.0/8"]', "COUNTERCOUNT_CRAWL__DELAY": "0"}
    (tmp_path / "press.toml").write_text(
        f'languages = ["ru"]\nhosts = ["127.0.0.1"]\npublisher.name.ru = "Проба"\n'
        f'[[entries]]\nkind = "page"\nurl = "{site.url}/a"\n',
        encoding="utf-8",
    )
    site.page("/a", article("<p>По данным ЦИК, явка на выборах в Мажилис 10 января 2021 года составила 63,3%.</p>"))
    terminal.tell("crawl", "press", "--sources", tmp_path)

    assert "1 records, 0 missing or altered" in terminal.tell("archive", "verify").err
    assert "read 1 pages again: 0 other" in terminal.tell("reparse", "--sources", tmp_path).err
    assert site.paths() == ["/a"]

    (file,) = (terminal.home / "store.archive").glob("*.warc.gz")
    file.unlink()
    answer = terminal.run("archive", "verify")
    assert answer.code == PARTLY
    assert f"{file.name} is missing ({site.url}/a" in answer.err
