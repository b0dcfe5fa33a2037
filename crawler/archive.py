"""The archive: every payload that was fetched, in one WARC file a day, so that a claim can be proved years later.

A record is one gzip member. Payloads seen before become `revisit` records. A file has one writer at a time; a second
crawler on the same folder writes the day's next file. What a killed writer left half written is cut at the next start.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import hashlib
import http.client
import io
import os
import re
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.documents import Payload, Record

_UNDONE = {"content-length", "transfer-encoding", "content-encoding", "connection", "keep-alive"}
_LEVEL = 4  # half the time of 6 for six parts in a hundred more; warcio's own 9 takes four times as long
_GZIP = zlib.MAX_WBITS + 16
_CHUNK = 1 << 20


class ArchiveError(Exception):
    """An archive that cannot be written or read; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a record that the store knows."""

    record: Record
    reason: str


class Archive:
    """Appends payloads. `known_until` tells where the last record that the store knows ends in a file of this name."""

    def __init__(self, folder: Path, known_until: Callable[[str], int], software: str) -> None:
        self._folder = folder
        self._known_until = known_until
        self._software = software
        self._file: IO[bytes] | None = None
        self._day: dt.date | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._cut_torn_tails()
        except OSError as error:
            raise ArchiveError(f"the archive {folder} cannot be written: {error.strerror}") from error

    def append(self, payloads: Iterable[Payload], known: Mapping[str, Record]) -> list[Record]:
        """Write payloads; they are on disk when this returns. `known` are earlier records by SHA-256."""
        seen = dict(known)
        records = []
        for payload in payloads:
            digest = payload.sha256
            record = self._write(payload, digest, seen.get(digest))
            seen.setdefault(digest, record)
            records.append(record)
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
        return records

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, payload: Payload, digest: str, earlier: Record | None) -> Record:
        file = self._file_of(payload.fetched.astimezone(dt.UTC).date())
        member = _member(_warc(payload, digest, earlier))
        offset = file.tell()
        file.write(member)
        return Record(
            file=Path(file.name).name, offset=offset, length=len(member), sha256=digest, url=payload.url,
            fetched=payload.fetched, status=payload.status, media_type=_media_type(payload),
            revisit=earlier is not None,
        )  # fmt: skip

    def _file_of(self, day: dt.date) -> IO[bytes]:
        # A visit that began before midnight still goes into the new day's file, so that files close in order.
        if self._file is None or self._day is None or day > self._day:
            self.close()
            self._file, self._day = self._opened(day), day
        return self._file

    def _opened(self, day: dt.date) -> IO[bytes]:
        for number in range(1, 1000):
            path = self._folder / f"{day:%Y%m%d}-{_machine()}-{number:03}.warc.gz"
            file = path.open("ab")
            if not _locked(file):
                file.close()
                continue
            if file.tell() == 0:
                file.write(self._header(path.name))
                _sync_folder(self._folder)
            return file
        raise ArchiveError(f"a thousand crawlers write to {self._folder}")

    def _header(self, name: str) -> bytes:
        about = {"software": self._software, "format": "WARC File Format 1.1", "robots": "obey"}
        return _member(lambda writer: writer.create_warcinfo_record(name, about))

    def _cut_torn_tails(self) -> None:
        """Cut what follows the last whole record, in the files that this machine writes and no crawler has open."""
        for path in self._folder.glob(f"*-{_machine()}-*.warc.gz"):
            known = self._known_until(path.name)
            if path.stat().st_size == known:
                continue
            with path.open("r+b") as file:
                if _locked(file):
                    file.truncate(_whole_until(file, known))


def read_payload(folder: Path, record: Record) -> bytes:
    """The payload of a record that is no revisit. Raises ArchiveError where it is missing or not what was archived."""
    found = _read(folder, record)
    if found.rec_type != "response":
        raise ArchiveError(f"{record.file} at {record.offset}: a {found.rec_type} record, not a response")
    body: bytes = found.content_stream().read()
    if hashlib.sha256(body).hexdigest() != record.sha256:
        raise ArchiveError(f"{record.file} at {record.offset}: the payload was altered")
    if found.digest_checker.passed is False:
        raise ArchiveError(f"{record.file} at {record.offset}: the record was altered")
    return body


def verify(folder: Path, records: Iterable[Record]) -> Iterator[Fault]:
    """Look at every record that the store knows: what is missing, altered, or a revisit of nothing."""
    kept: set[str] = set()
    revisits: list[Record] = []
    for record in records:
        try:
            if record.revisit:
                _check_revisit(folder, record)
                revisits.append(record)
            else:
                read_payload(folder, record)
                kept.add(record.sha256)
        except ArchiveError as error:
            yield Fault(record, str(error))
    for record in revisits:
        if record.sha256 not in kept:
            yield Fault(record, f"{record.file} at {record.offset}: the payload it refers to is missing or altered")


def _check_revisit(folder: Path, record: Record) -> None:
    found = _read(folder, record)
    found.content_stream().read()
    said = found.rec_headers.get_header("WARC-Payload-Digest")
    if found.rec_type != "revisit" or said != _digest(record.sha256) or found.digest_checker.passed is False:
        raise ArchiveError(f"{record.file} at {record.offset}: the record was altered")


def _read(folder: Path, record: Record) -> Any:
    try:
        with (folder / record.file).open("rb") as file:
            file.seek(record.offset)
            member = file.read(record.length)
        found = next(ArchiveIterator(io.BytesIO(member), check_digests=True), None)
    except FileNotFoundError:
        raise ArchiveError(f"{record.file} is missing") from None
    except OSError as error:
        raise ArchiveError(f"{record.file} cannot be read: {error.strerror}") from None
    except Exception as error:  # warcio, zlib: bytes that are no record
        raise ArchiveError(f"{record.file} at {record.offset}: no whole record ({error})") from None
    if found is None or len(member) < record.length:
        raise ArchiveError(f"{record.file} at {record.offset}: the record is missing")
    return found


def _warc(payload: Payload, digest: str, earlier: Record | None) -> Callable[[Any], Any]:
    reason = http.client.responses.get(payload.status, "Unknown")
    kept = [(name, value) for name, value in payload.headers if name.lower() not in _UNDONE]
    headers = StatusAndHeaders(
        f"{payload.status} {reason}", [*kept, ("Content-Length", str(len(payload.body)))], protocol="HTTP/1.1"
    )
    said = {"WARC-Date": _date(payload.fetched)}
    if payload.address:
        said["WARC-IP-Address"] = payload.address

    def make(writer: Any) -> Any:
        if earlier is None:
            return writer.create_warc_record(
                payload.url, "response", payload=io.BytesIO(payload.body), length=len(payload.body),
                http_headers=headers, warc_headers_dict=said | {"WARC-Payload-Digest": _digest(digest)},
            )  # fmt: skip
        return writer.create_revisit_record(
            payload.url, _digest(digest), earlier.url, _date(earlier.fetched),
            http_headers=headers, warc_headers_dict=said,
        )  # fmt: skip

    return make


def _member(make: Callable[[Any], Any]) -> bytes:
    plain = io.BytesIO()
    writer = WARCWriter(plain, gzip=False, warc_version="1.1")
    writer.write_record(make(writer))
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(plain.getvalue()) + packer.flush()


def _whole_until(file: IO[bytes], start: int) -> int:
    """Where the last whole gzip member ends, read from the beginning of one."""
    whole = start
    file.seek(start)
    unpacker = zlib.decompressobj(_GZIP)
    pending = b""
    at = start
    while pending or (pending := file.read(_CHUNK)):
        try:
            unpacker.decompress(pending, _CHUNK)
        except zlib.error:
            return whole
        rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        at += len(pending) - len(rest)
        pending = rest
        if unpacker.eof:
            whole = at
            unpacker = zlib.decompressobj(_GZIP)
    return whole


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _machine() -> str:
    return re.sub(r"[^A-Za-z0-9.]+", "_", socket.gethostname()) or "localhost"


def _media_type(payload: Payload) -> str:
    return next((value for name, value in payload.headers if name.lower() == "content-type"), "")


def _digest(sha256: str) -> str:
    return f"sha256:{sha256}"


def _date(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
