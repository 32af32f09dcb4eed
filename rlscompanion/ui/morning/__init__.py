"""The morning diary, in which the person describes the last night."""
