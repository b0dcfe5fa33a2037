"""The engine that decides what cannot be reconciled: figures as intervals, scope as a key, relations as a table."""
