"""The data contract as code, and the publishers' profiles.

Come here when a column, a rule or a word is missing or wrong. Nothing here knows where rows come from.
"""
