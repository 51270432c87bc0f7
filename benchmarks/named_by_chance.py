"""How often a report names anything where there is nothing but chance: 300 surveys of each of four kinds, by hand.

PYTHONPATH=tests python benchmarks/named_by_chance.py [SURVEYS]
"""

import sys
from collections import Counter

from noise import KINDS, named_by_chance

from fsq_lab.ground.language import use

ALLOWED = 0.05


def main() -> None:
    use("en")
    surveys = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    together = 0
    for kind in KINDS:
        found = [named_by_chance(kind, seed) for seed in range(surveys)]
        naming = sum(map(bool, found))
        together += naming
        most = Counter(name for names in found for name in names).most_common(3)
        print(f"{kind}: {naming} of {surveys} name something ({100 * naming / surveys:.1f}%); {most}")
    share = together / (surveys * len(KINDS))
    print(f"together: {together} of {surveys * len(KINDS)} ({100 * share:.1f}%)")
    sys.exit(share > ALLOWED)


if __name__ == "__main__":
    main()
