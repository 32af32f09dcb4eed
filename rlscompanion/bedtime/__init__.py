"""What happens during a bedtime: objects that outlive the pages, and the ports they work through."""
