"""From the web to documents: sources, spiders, HTML and PDF to text.

Knows pages and files, not claims. Uses neither `nlp` nor `storage`: what it needs of a store it declares in
`crawler.protocols`.
"""
