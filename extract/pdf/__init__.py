"""What pdfium says of a document's pages, one ``Page`` each: its words, rulings and fills, and nothing made of them.

Come here when the file cannot be opened, or a page's words, rulings or fills are not what is printed. Nothing here
knows lines of text or tables.
"""
