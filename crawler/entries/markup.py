"""XML and JSON of strangers, read within bounds."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from crawler.entries.finds import NoLinks
from crawler.extraction.text import decode


def read_xml(payload: bytes) -> Any:
    """The root of an XML document, however broken; no entities are resolved and nothing is loaded."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(payload.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        raise NoLinks(f"not XML: {error}") from None
    if root is None:
        raise NoLinks("not XML")
    return root


def read_json(payload: bytes, content_type: str) -> Any:
    """The value of a JSON document."""
    try:
        return json.loads(decode(payload, content_type))
    except (ValueError, RecursionError) as error:
        raise NoLinks(f"not JSON: {error}") from None
