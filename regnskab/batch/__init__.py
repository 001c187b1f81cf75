"""Many reports: found, planned, converted in processes of their own, published, and accounted for."""
