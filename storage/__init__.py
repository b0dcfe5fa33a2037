"""The one place that writes and reads the database: tables, migrations, search.

Uses the types of `nlp` (claims, statements, contradictions) and `crawler.documents`; knows neither Scrapy nor spaCy.
"""
