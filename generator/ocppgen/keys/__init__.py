"""Which keys the TOML files of a project may have: declared once, as data.

The readers of catalogs and settings, their reference pages and their JSON Schemas all come from
these tables, so nothing has to be kept in step by hand.
"""
