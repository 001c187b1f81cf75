"""Many reports: found, planned, converted in processes of their own, published, and accounted for.

Come here when a run does too much or too little, hangs, or loses a report; ``api`` is the way in, ``session`` the
conductor. Nothing here knows what a report says.
"""
