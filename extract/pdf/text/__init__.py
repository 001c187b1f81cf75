"""The words of a page from pdfium's runs of text: fonts, glyphs, and what is hidden from the eye.

Come here when a word is missing, doubled, split or misspelt. Nothing here knows lines of text or tables.
"""
