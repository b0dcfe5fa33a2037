"""Reads the recorded pages of the tests, and prints which numbers, dates and titles survive.

python benchmarks/kept.py            # the shares, and every fault
python benchmarks/kept.py --others   # beside trafilatura's modes on the same HTML pages
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "crawler"))

from kept import readings, shares
from recorded import all_articles, numbers


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--others", action="store_true", help="measure trafilatura and htmldate too")
    options = parser.parse_args()
    done = readings()
    for reading in done:
        if reading.faults:
            print(f"{reading.name}: {'; '.join(reading.faults)}")
    print(f"countercount, {len(done)} pages: {_said(shares(done))}")
    if options.others:
        for mode in ("standard", "recall", "precision", "fast"):
            print(f"trafilatura {mode}: {_said(_trafilatura(mode))}")


def _said(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.1%}" for name, share in figures.items())


def _trafilatura(mode: str) -> dict[str, float]:
    import trafilatura

    pages = [
        article for _, article, held in all_articles().values() if article is held and "html" in article.media_type
    ]
    kept = clean = dates = titles = 0
    for page in pages:
        found = trafilatura.bare_extraction(
            page.body, url=page.url, include_tables=True, include_comments=False, with_metadata=True,
            favor_recall=mode == "recall", favor_precision=mode == "precision", fast=mode == "fast",
        )  # fmt: skip
        text = numbers((found.text or "").replace("\n", " ¶ ")) if found else numbers("")
        kept += not page.main_numbers() - text
        clean += not page.chrome_numbers() & set(text)
        dates += bool(found) and (found.date or None) == (page.published and page.published.isoformat())
        titles += bool(found) and found.title == page.fields["title"]
    return {
        "numbers kept": kept / len(pages),
        "no chrome number": clean / len(pages),
        "dates": dates / len(pages),
        "titles": titles / len(pages),
    }


if __name__ == "__main__":
    main()
