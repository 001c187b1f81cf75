"""How results are shown: plain lines for a pipe, colour and bars on a terminal, or JSON.

Come here when a message or a table on the screen is wrong. Nothing here decides anything, an exit status least of all.
"""
