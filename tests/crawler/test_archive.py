"""The archive keeps every payload as it was sent, and can prove it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive, ArchiveError, read_payload, verify
from crawler.documents import Payload, Record

MORNING = dt.datetime(2021, 1, 10, 9, tzinfo=dt.UTC)
PAGE = "<p>Явка составила 63,3 процента.</p>".encode()


def payload(path: str = "/a", body: bytes = PAGE, fetched: dt.datetime = MORNING) -> Payload:
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip"), ("Content-Length", "7"))
    return Payload(f"https://press.example{path}", fetched, 200, headers, body, "203.0.113.5")


def archive(folder: Path, known_until: int = 0) -> Archive:
    return Archive(folder, lambda file: known_until, "Countercount/0.1")


def written(folder: Path, *payloads: Payload) -> list[Record]:
    files = archive(folder)
    records = files.append(payloads, {})
    files.close()
    return records


def in_file(folder: Path) -> list[tuple[str, str]]:
    """What other WARC tools see: kind and address of each record."""
    (path,) = folder.glob("*.warc.gz")
    with path.open("rb") as file:
        return [(record.rec_type, record.rec_headers.get_header("WARC-Target-URI")) for record in ArchiveIterator(file)]


def test_a_payload_comes_back_as_it_was_sent(tmp_path: Path) -> None:
    (record,) = written(tmp_path, payload())
    assert read_payload(tmp_path, record) == PAGE
    assert (record.url, record.status, record.media_type) == (
        "https://press.example/a", 200, "text/html; charset=utf-8",
    )  # fmt: skip
    assert list(verify(tmp_path, [record])) == []


def test_other_tools_read_the_files(tmp_path: Path) -> None:
    written(tmp_path, payload("/a"), payload("/b"))
    assert in_file(tmp_path) == [
        ("warcinfo", None), ("response", "https://press.example/a"), ("revisit", "https://press.example/b"),
    ]  # fmt: skip
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as file:
        _, response, revisit = (
            (record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        )
    assert response[1].get_header("Content-Length") == str(len(PAGE))
    assert response[1].get_header("Content-Encoding") is None
    assert response[0].get_header("WARC-Date") == "2021-01-10T09:00:00.000000Z"
    assert response[0].get_header("WARC-IP-Address") == "203.0.113.5"
    assert revisit[0].get_header("WARC-Refers-To-Target-URI") == "https://press.example/a"


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    (first,) = written(tmp_path, payload())
    files = archive(tmp_path)
    (again,) = files.append([payload(fetched=MORNING + dt.timedelta(hours=1))], {first.sha256: first})
    files.close()
    assert (first.revisit, again.revisit) == (False, True)
    assert again.sha256 == first.sha256
    assert list(verify(tmp_path, [first, again])) == []


def test_each_day_has_its_file(tmp_path: Path) -> None:
    written(tmp_path, payload("/a"), payload("/b", b"b", MORNING + dt.timedelta(days=1)))
    assert [path.name[:8] for path in sorted(tmp_path.iterdir())] == ["20210110", "20210111"]


def test_two_crawlers_never_write_to_one_file(tmp_path: Path) -> None:
    one, other = archive(tmp_path), archive(tmp_path)
    records = [*one.append([payload("/a", b"a")], {}), *other.append([payload("/b", b"b")], {})]
    one.close()
    other.close()
    assert len({record.file for record in records}) == 2
    assert list(verify(tmp_path, records)) == []


@pytest.mark.parametrize("torn", [1, 20, 150])
def test_what_a_kill_left_half_written_is_cut_at_the_next_start(tmp_path: Path, torn: int) -> None:
    first, last = written(tmp_path, payload("/a", b"a" * 5000), payload("/b", b"b" * 5000))
    path = tmp_path / last.file
    path.write_bytes(path.read_bytes()[: last.offset + min(torn, last.length - 1)])

    archive(tmp_path, first.offset + first.length).close()

    assert path.stat().st_size == last.offset
    assert in_file(tmp_path)[1:] == [("response", "https://press.example/a")]


def test_whole_records_that_the_store_never_heard_of_are_kept(tmp_path: Path) -> None:
    """A kill between the archive and the store: the page is fetched again, the evidence stays."""
    first, last = written(tmp_path, payload("/a", b"a"), payload("/b", b"b"))
    archive(tmp_path, first.offset + first.length).close()
    assert (tmp_path / last.file).stat().st_size == last.offset + last.length


def test_altered_and_missing_records_are_named(tmp_path: Path) -> None:
    kept, forged, lost = written(tmp_path, *(payload(f"/{name}", name.encode() * 500) for name in "abc"))
    path = tmp_path / kept.file
    other = written(tmp_path / "other", payload("/b", b"x" * 500))[0]
    member = (tmp_path / "other" / other.file).read_bytes()[other.offset :]
    whole = path.read_bytes()
    path.write_bytes(whole[: forged.offset] + member.ljust(forged.length, b"\0")[: forged.length])

    faults = {fault.record.url: fault.reason for fault in verify(tmp_path, [kept, forged, lost])}

    assert set(faults) == {"https://press.example/b", "https://press.example/c"}
    assert "altered" in faults["https://press.example/b"]
    with pytest.raises(ArchiveError, match=lost.file):
        read_payload(tmp_path, lost)
    path.unlink()
    assert {fault.reason for fault in verify(tmp_path, [kept])} == {f"{kept.file} is missing"}


def test_a_revisit_of_a_lost_payload_is_a_fault(tmp_path: Path) -> None:
    first, again = written(tmp_path, payload("/a"), payload("/b"))
    faults = list(verify(tmp_path, [again]))
    assert [fault.record for fault in faults] == [again]
    assert list(verify(tmp_path, [first, again])) == []
