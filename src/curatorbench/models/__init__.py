"""The data model: tables, the store, content-addressed originals, migrations. SQL lives here."""
