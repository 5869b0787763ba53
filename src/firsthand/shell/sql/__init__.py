"""The store: tables, the ledger's rows, the views, search. SQLAlchemy Core, no mapped classes."""
