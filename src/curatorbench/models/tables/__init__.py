"""Every table of the workspace, one module per group. Import `metadata` from `tables.schema` to have them all."""
