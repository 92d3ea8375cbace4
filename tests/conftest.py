"""Fixtures that all tests share; the services and databases come from tests/services.py."""
