"""The built-in sounds and their parts: noise, grains, partials and slow random changes."""
