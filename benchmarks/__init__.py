"""`ocpp16` and its peers, side by side: the same payloads, one run, ratios.

``python -m benchmarks`` from the root of the checkout; ``make bench`` sets everything up.
"""
