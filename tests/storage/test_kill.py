"""A kill at any moment leaves a whole store; the same work again loses nothing and doubles nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from storage.database import Database
from storage.store import Store
from storage.tables import Base
from tests.storage.example import conflict, document, said_in, turnout

DOCUMENTS = 40
ROOT = Path(__file__).parents[2]


def work(url: str) -> None:
    """Import, analyse and judge: what a killed command did, and does again when it is started anew."""
    from nlp.claims import Extraction, Organization

    store = Store.open(url)
    for number in range(DOCUMENTS):
        store.import_document(document(f"Явка {number % 7 + 60}.5%, говорит ЦИК.", id=f"d{number}"))
    commission = Organization(name="ЦИК", type="election_authority", id="kz/cec")
    for version, read in store.unanalysed("1"):
        figure = turnout(read.text, read.text.split()[1].rstrip(","))
        store.save_extraction(version, "1", Extraction(id=read.id, figures=(figure,), organizations=(commission,)))
    for name in store.unjudged_circles():
        circle = store.circles([name])
        said = sorted(circle.statements, key=lambda statement: statement.claim.quote)
        store.save_contradictions(circle, [conflict(said[0], other) for other in said[1:]])
    store.close()


def contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows but for the times at which they were made."""
    made = {"fetched", "first_analysed", "first_found"}
    database = Database(url)
    with database.connect_to_read() as connection:
        rows = {
            name: sorted(
                (tuple(value for column, value in row.items() if column not in made) for row in found), key=repr
            )
            for name, table in Base.metadata.tables.items()
            for found in [connection.execute(table.select()).mappings()]
        }
    database.close()
    return rows


def test_killed_again_and_again_the_work_ends_as_if_it_had_never_been(tmp_path: Path) -> None:
    killed, whole = (f"sqlite:///{tmp_path / name}" for name in ("killed.sqlite", "whole.sqlite"))
    command = [sys.executable, "-c", "import sys; from tests.storage.test_kill import work; work(sys.argv[1])", killed]
    started = time.monotonic()
    subprocess.run([*command[:3], whole], cwd=ROOT, check=True)
    took = time.monotonic() - started

    for part in (0.45, 0.6, 0.7, 0.8, 0.9):
        process = subprocess.Popen(command, cwd=ROOT)
        time.sleep(took * part)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    work(killed)
    after = contents(killed)
    work(killed)

    assert after == contents(whole) == contents(killed)
    store = Store.open(killed)
    assert sum(len(said.mentions) for said in said_in(store)) == DOCUMENTS
    assert store.unjudged_circles() == []
    store.close()
