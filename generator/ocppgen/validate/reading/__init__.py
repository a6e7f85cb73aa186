"""What the text around a frame tells of it: its layout, chosen file by file."""
