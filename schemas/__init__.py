"""The data contract as code, and the publishers' profiles. Knows nothing of where rows come from."""
