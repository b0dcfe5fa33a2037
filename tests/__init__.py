"""Tests, by the folder they are of."""
