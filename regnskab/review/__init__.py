"""A report's page to check it on: its pages with what was read framed, the tables beside them, and what is in doubt.

Come here for ``regnskab review``. ``front/`` holds the sources of the page's program, ``built/`` what npm makes of
them (``npm run build`` there); who uses regnskab needs no Node. Nothing here reads a table anew, and no text of a PDF
becomes markup: it goes into scripts as JSON, and the page shows it as text.
"""
