"""Every number in a text, in digits or words, in Russian, Kazakh and English, before anything is known of elections.

Uses nothing but the lexicons beside it (`ru.toml`, `kk.toml`, `en.toml`) and the qualifiers of `nlp.claims`.
"""

from nlp.quantities.find import find_dates, find_quantities, find_times, non_quantities
from nlp.quantities.records import ClockTime, Date, Quantity, Span, as_json

__all__ = [
    "ClockTime",
    "Date",
    "Quantity",
    "Span",
    "as_json",
    "find_dates",
    "find_quantities",
    "find_times",
    "non_quantities",
]
