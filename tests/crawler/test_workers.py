"""A document that hangs, crashes or swallows memory costs itself and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import hostile
import psutil
import pytest

from crawler.workers import Limits, WorkerLost, Workers

pytestmark = pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="needs POSIX")


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers(Limits(processes=1, memory=1_000_000_000, seconds=1, documents=3))
    yield workers
    workers.close()
    assert psutil.Process().children() == [] or all("tracker" in " ".join(child.cmdline())
                                                    for child in psutil.Process().children())  # fmt: skip


def run(work: Callable[[], Awaitable[object]]) -> object:
    async def main() -> object:
        return await work()

    return asyncio.run(main())


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (hostile.hang, "took longer than 1 seconds"),
        (hostile.sleep, "took longer than 1 seconds"),
        (hostile.swallow, "needed more than 1000 MB of memory"),
        (hostile.crash, r"killed its reader \(SIGSEGV\)"),
    ],
    ids=["hangs in C", "sleeps", "swallows memory", "crashes"],
)
def test_a_hostile_document_is_named_and_the_next_one_is_read(workers: Workers, document, reason: str) -> None:
    async def work() -> object:
        with pytest.raises(WorkerLost, match=reason):
            await workers.run(document)
        return await workers.run(hostile.double, 21)

    assert run(work) == 42


def test_what_a_document_raises_is_raised(workers: Workers) -> None:
    with pytest.raises(ValueError, match="no text"):
        run(lambda: workers.run(hostile.complain))


def test_a_worker_retires_after_its_documents(workers: Workers) -> None:
    async def work() -> list[int]:
        return [await workers.run(hostile.process) for _ in range(5)]

    processes = run(work)
    assert isinstance(processes, list)
    assert len(set(processes)) == 2
    assert processes[0] == processes[2] != processes[3]


def test_closing_ends_a_worker_in_the_middle_of_a_document() -> None:
    workers = Workers(Limits(processes=1, memory=1_000_000_000, seconds=60))

    async def work() -> None:
        task = asyncio.create_task(workers.run(hostile.sleep))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(workers.close)
        with pytest.raises(WorkerLost):
            await task

    run(work)
