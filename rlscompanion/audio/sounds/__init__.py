"""The built-in sounds, and what they are made of: noise, grains, partials and slow random changes."""
