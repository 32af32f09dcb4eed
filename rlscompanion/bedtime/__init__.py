"""What happens behind the program's pages, and the ports (interfaces) to storage, sound and the machine."""
