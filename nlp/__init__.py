"""From text to claims to contradictions. Pure: text and reference data in, claims out; no database, no network."""
