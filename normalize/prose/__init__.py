"""What sentences of the report state: amounts in their clauses, and which line and measure they tell of.

Come here when a sentence is misread. Nothing here knows what the tables say.
"""
