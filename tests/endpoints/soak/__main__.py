"""``python -m tests.endpoints.soak --connections 500 --seconds 300``."""

from __future__ import annotations

import argparse
import logging
import resource
import sys

from tests.endpoints.soak.soaking import Soak, soak


def main() -> int:
    """Soak for as long as it is told; exit 1 if something is left."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--connections", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)

    def enough(seen: Soak) -> bool:
        if seen.blocks:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"round {seen.rounds}, {seen.seconds:.0f} s: {seen.made} calls,"
                f" {seen.served} served, {seen.blocks[-1]} blocks, at most {peak} MB"
            )
        return seen.rounds > 2 and seen.seconds > given.seconds

    seen = soak(given.connections, enough, given.seed)
    print(f"outcomes of our calls: {seen.outcomes}")
    print(f"how connections ended: {seen.endings}")
    print(f"blocks more than after the second round: {seen.growth}")
    found = {
        "calls without an outcome": seen.made - sum(seen.outcomes.values()),
        "tasks left": len(seen.leaked),
        "exceptions that nobody saw": len(seen.unhandled),
    }
    for what, count in found.items():
        print(f"{what}: {count}")
    for line in [*seen.leaked, *seen.unhandled][:10]:
        print(line)
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
