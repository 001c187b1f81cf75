"""What camelot and pdfplumber read in a table's place, and how far it agrees.

Come here for ``--second-opinion``. Never on the fast path: nothing else imports it but who asks for an opinion.
"""
