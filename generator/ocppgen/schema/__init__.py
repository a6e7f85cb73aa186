"""JSON Schema in, the model out."""
