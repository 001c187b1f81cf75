"""One report: from its PDF to Arrow tables by the contract, and to the bytes of its files; or to a first profile.

Come here when a report's rows, summary or findings are wrong though its figures were read right. Nothing here knows of
other reports.
"""
