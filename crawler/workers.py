"""Worker processes for what may hang, crash or swallow memory: reading pages that somebody else made.

Each thread of a small pool drives one process. The process limits itself: its memory by the system's limit, the time
for a document by an alarm that kills it, so that neither a loop in C nor the death of the parent leaves one behind.
`ProcessPoolExecutor` cannot do this: there one dead worker ends them all.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")

_OUT_OF_MEMORY = 77  # exit code


class WorkerLost(Exception):  # noqa: N818 - an outcome of one document
    """The document took its worker with it; the message says how."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one worker: `memory` in bytes of address space, `seconds` for one document, `documents` before it retires."""

    processes: int
    memory: int
    seconds: float
    documents: int = 1000


class Workers:
    """Runs functions of modules, with arguments that can be pickled, in processes of their own."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._mine = threading.local()
        self._hired: set[_Worker] = set()
        self._threads = ThreadPoolExecutor(limits.processes, thread_name_prefix="worker")

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """What the function gives or raises. Raises WorkerLost where it took its process with it."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._supervised, function, args)

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        for worker in list(self._hired):
            worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in list(self._hired):
            worker.kill()

    def _supervised(self, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = _Worker(self._limits)
            self._hired.add(worker)
        try:
            good, answer = worker.ask(function, args)
        except (EOFError, OSError):
            self._dismiss(worker)
            raise WorkerLost(worker.cause_of_death()) from None
        if worker.answered >= self._limits.documents:
            self._dismiss(worker)
        if good:
            return answer  # type: ignore[no-any-return]
        raise answer

    def _dismiss(self, worker: _Worker) -> None:
        worker.kill()
        self._hired.discard(worker)
        self._mine.worker = None


class _Worker:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.answered = 0
        # Spawned, not forked: a fork of a process with threads and open databases inherits their locks.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
        self._connection.send((function, args))
        answer: tuple[bool, Any] = self._connection.recv()
        self.answered += 1
        return answer

    def cause_of_death(self) -> str:
        code = self._process.exitcode
        if code == -signal.SIGALRM:
            return f"took longer than {self._limits.seconds:g} seconds"
        if code == _OUT_OF_MEMORY:
            return f"needed more than {self._limits.memory / 1_000_000:.0f} MB of memory"
        if code is not None and code < 0:
            return f"killed its reader ({signal.Signals(-code).name})"
        return f"ended its reader (exit code {code})"

    def kill(self) -> None:
        self._connection.close()
        # One that has died of itself keeps its own exit code; the others end with their pipe, or by force.
        self._process.join(0.2)
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, limits: Limits) -> None:
    """The life of a worker process: until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    with contextlib.suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            function, args = connection.recv()
        except (EOFError, OSError):
            return
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        signal.setitimer(signal.ITIMER_REAL, limits.seconds)
        answer = _answer(function, args)
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            connection.send(answer)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        except OSError:
            return
        except Exception as error:  # an answer that cannot be pickled
            connection.send((False, RuntimeError(f"{type(answer[1]).__name__}: {answer[1]} ({error})")))


def _answer(function: Callable[..., Any], args: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, function(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:
        return False, error
