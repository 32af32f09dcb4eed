"""The Learn pages: what studies found about massage, and facts worth knowing about restless legs."""
