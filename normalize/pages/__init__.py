"""The pages of a report in order: headings and sections, running lines, tables in their place, paragraphs of text.

Come here when a table gets the wrong section or caption, or text is cut or joined wrongly. Nothing here knows amounts.
"""
