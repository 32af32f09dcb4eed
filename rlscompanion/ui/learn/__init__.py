"""The Learn pages: what studies found about massage, and what helps to know about restless legs."""
