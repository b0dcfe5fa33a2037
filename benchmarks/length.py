"""Whether the time of an extraction grows with the text and no faster, and what hostile texts cost.

    python benchmarks/length.py [--rounds 3]

Prints the time a character at 2 MB as a ratio to that at 20 KB (linear: 1), and the time a character of texts that
nobody wrote to be read as a ratio to ordinary text, all in one run and one process.
"""

from __future__ import annotations

import argparse
import statistics
import time

from nlp.claims import Document
from nlp.pipeline import Extractor

SHORT, LONG, NASTY = 20_000, 2_000_000, 500_000
ORDINARY = """\
Центральная избирательная комиссия сообщила, что на выборах депутатов мажилиса {year} года явка составила 63,{n}%.
В Абайской области проголосовали {n}8 450 человек. По словам наблюдателей фонда «Еркіндік қанаты», на {n}2 участках
протоколы не выдали.

Партия «Ауыл» набрала 7,{n}% голосов, «Ак жол» — 10,9{n}%. Нарушений, по данным прокуратуры, не выявлено.
ОБСЕ назвала подсчёт непрозрачным. Подробности в Нур-Султане обещали сообщить позже.

"""
HOSTILE = {
    "one line without a space": "а" * NASTY,
    "digits": "1234567890" * (NASTY // 10),
    "numbers and spaces": "12 345 " * (NASTY // 7),
    "opening quotes": "«" * NASTY,
    "bullets": "• 5%\n" * (NASTY // 5),
    "table rows": "Абай | 12 | 34,5% | 7\n" * (NASTY // 22),
    "control characters": "\x00\x1b\u202e" * (NASTY // 3),
    "capitals": "Комиссия Партия Совет " * (NASTY // 22),
    "dots": "." * NASTY,
    "percent signs": "%" * NASTY,
    "one body's name": "Центральная избирательная комиссия Республики Казахстан " * (NASTY // 55),
    "quoted parties": "партия «Аманат» " * (NASTY // 16),
    "unending numerals": "двадцать пять тысяч сто " * (NASTY // 24),
    "words joined by hyphens": "twenty-" * (NASTY // 7),
    "short lines": "5%\n" * (NASTY // 3),
    "wrapped lines": "слово слово слово слово слово слово слово слово\n" * (NASTY // 48),
    "rows of bare percentages": "5% 6%\n" * (NASTY // 6),
    "statements in one paragraph": "Явка составила 5%, сообщила ЦИК. " * (NASTY // 33),
    "answers to a question": "Референдум: за 5%, против 6%. " * (NASTY // 30),
    "districts": "Сайлауда Есіл ауданында 5% дауыс берді. " * (NASTY // 40),
    "persons": "The vote: political scientist John Smith said turnout was 5%. " * (NASTY // 62),
    "rows with long gaps": ("Иванов" + " " * 200 + "x\n") * (NASTY // 208),
    "two scripts": "выбoры яɓkа Kазақстан сaйлaу " * (NASTY // 29),
}


def ordinary(length: int) -> str:
    """Election news of that many characters, no paragraph like another."""
    made, size = [], 0
    while size < length:
        made.append(ORDINARY.format(year=2004 + len(made) % 20, n=len(made) % 10))
        size += len(made[-1])
    return "".join(made)[:length]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3, help="measured passes of each (3)")
    rounds = arguments.parse_args().rounds
    extractor = Extractor()

    def per_character(text: str, times: int = 1) -> float:
        """Median processor time a character, in microseconds."""
        taken = []
        for number in range(rounds):
            began = time.process_time()
            for repeat in range(times):
                extractor.extract(Document(id="1", text=text + "\n" * (number * times + repeat)))
            taken.append((time.process_time() - began) / times / len(text))
        return statistics.median(taken) * 1e6

    per_character(ordinary(SHORT))
    short, long = per_character(ordinary(SHORT), 20), per_character(ordinary(LONG))
    print(f"ordinary text: {short:.2f} µs a character at {SHORT:,} characters, {long:.2f} at {LONG:,}")
    print(f"ratio (2 MB to 20 KB): {long / short:.2f}")
    for name, text in HOSTILE.items():
        print(f"ratio ({name}, {len(text):,} characters, to ordinary text): {per_character(text) / short:.2f}")


if __name__ == "__main__":
    main()
