"""What a message is: knows neither JSON Schema's spelling nor Python's."""
