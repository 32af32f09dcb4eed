"""What studies found of massage, and what is good to know about restless legs."""
