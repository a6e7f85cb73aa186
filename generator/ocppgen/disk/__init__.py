"""The only wing that touches the disk."""
