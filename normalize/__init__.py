"""What the tables of a report mean: from tables with geometry to lines, figures, and checks of one against another.

Come here when a table was found as it is printed and is understood wrongly; ``report`` conducts. Nothing here knows PDF
libraries, files or Parquet.
"""
