"""Processes that help, and interrupts that have to wait."""
