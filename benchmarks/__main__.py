"""Prints one table for each database."""

from benchmarks.figures import HEAD
from benchmarks.measures import MEASURES
from benchmarks.places import places


def main() -> None:
    for place in places():
        print(f"\n{place.name}\n{HEAD}", flush=True)
        for measure in MEASURES:
            for figure in measure(place):
                print(figure, flush=True)


if __name__ == "__main__":
    main()
