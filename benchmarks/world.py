"""The facts of the bank's world over many seeds, unconditioned (k = 0), and what a learner's world costs.

``nice -n 10 python benchmarks/world.py [SEEDS] [--noise]`` prints for each fact its family, whether k asks it of every
learner's draw, and the share of seeds that keep it; then the numbers beside them, the tries of 40 conditioned
worlds, and CPU time and memory.
"""

import resource
import sys
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
import world_facts

from fsq_lab.ground.synthetic.bank import facts
from fsq_lab.ground.synthetic.bank.parameters import ASKED, B07, NOISE, STORY
from fsq_lab.ground.synthetic.bank.world import FAMILIES, TABLES, World
from fsq_lab.survey.loading import load

SEEDS, CONDITIONED = 200, 40


def numbers(world: World) -> dict[str, float]:
    """What stands beside the facts in the world sheet."""
    people, log, exposures = world.people, world.complaints, world.exposures
    called, held = facts.rises(people)
    answered, falls, silent = facts.changes(log)
    after, without = facts.left_after(people, 3, ~people.who.bound & (people.who.tier == 2))
    there = people.on_file[:, ASKED]
    means = [people.satisfaction[there & (people.who.branch == branch)].mean() for branch in range(12)]
    alarms = world_facts.false_alarms(exposures)
    here, elsewhere = facts.renewals(people, there)
    free_here, free_elsewhere = facts.renewals(people, there & ~people.who.bound)
    quick, slow = facts.came_back(log)["quick"]
    of_b07, others = facts.came_back(log)["B07"]
    auc, calibration, hits, events = world_facts.warning(world)
    waits = facts.long_waits(world.tickets)[0]
    worse, better = (answered < 0).sum() + len(falls), (answered > 0).sum()
    known = log.month <= 17
    return {
        "complaints": len(log.branch), "B09 redraws": exposures.redraws,
        "rate / truth": world_facts.base_rate(exposures),
        "others signalling, A": alarms[0] / 11, "others signalling, A or B": alarms[1] / 11,
        "any other, A": alarms[0] > 0, "any other, A or B": alarms[1] > 0,
        "drop of 2025 Q4 significant": world_facts.drop_p(exposures) < 0.05,
        "tickets": len(world.tickets.day), "long waits before": waits[0], "closed": waits[1], "after": waits[2],
        "smiles false alarm": abs(world_facts.smiles_t(world.tickets)) > 2.2,
        "left": (people.story.left < 24).sum(), "frame": there.sum(), "balances": people.on_file.sum(),
        "hostages at B07": people.who.bound[there & (people.who.branch == B07)].mean(),
        "hostages elsewhere": people.who.bound[there & (people.who.branch != B07)].mean(),
        "upper's share of balances": people.balance[people.who.tier == 2].sum() / people.balance.sum(),
        "outflow after": after.mean(), "outflow without": without.mean(),
        "called rose": called.mean(), "held back rose": held.mean(), "n called": len(called), "n held": len(held),
        "AUC": auc, "observed / expected": calibration, "hits in 100": hits, "events": events,
        "satisfaction": people.satisfaction[there].mean(), "its sd": people.satisfaction[there].std(),
        "B07's satisfaction - others'": means[B07] - people.satisfaction[there & (people.who.branch != B07)].mean(),
        "renewal B07": here.mean(), "renewal elsewhere": elsewhere.mean(),
        "free B07": free_here.mean(), "free elsewhere": free_elsewhere.mean(),
        "linked": (log.customer >= 0).sum(), "lost": log.lost,
        "linked left": log.left[(log.customer >= 0) & known].mean(),
        "walk-ins left": log.left[(log.customer < 0) & known].mean(),
        "paradox n": len(answered), "paradox": answered.mean(),
        "A1": np.concatenate([answered, falls]).mean(), "A3": answered.sum() / (len(answered) + len(falls) + silent),
        "A5": (answered.sum() + falls.sum()) / (len(answered) + len(falls) + silent),
        "break-even": -answered.sum() / max(len(falls), 1), "A4 worse": worse, "A4 better": better,
        "truth over all": log.change[known].mean(),
        "quick come back": quick.mean(), "others come back": slow.mean(), "B07 comes back": of_b07.mean(),
        "others' come back": others.mean(), "kappa": facts.kappa(world.visits[:, :, 0], world.visits[:, :, 1]),
    }  # fmt: skip


def megabytes(world: World) -> float:
    """What a world holds once all of its families are drawn, by traced allocations."""
    tracemalloc.start()
    for name in FAMILIES:
        world.family(name)
    held = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    return held


def peak() -> float:
    """The most this process ever held, in MB (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


def reading(name: str) -> float:
    """CPU seconds to load a committed table, the least of five."""
    seconds = []
    for _ in range(5):
        start = time.process_time()
        load(name)
        seconds.append(time.process_time() - start)
    return min(seconds)


def cpu(world: World) -> tuple[float, float]:
    """CPU seconds to draw all families, and to lay all tables out."""
    start = time.process_time()
    for name in FAMILIES:
        world.family(name)
    drawn = time.process_time()
    for name in TABLES:
        world.table(name)
    return drawn - start, time.process_time() - drawn


def main(seeds: int, noise: bool) -> None:
    parameters = NOISE if noise else STORY
    kept = dict.fromkeys(world_facts.FACTS, 0)
    families = dict.fromkeys(FAMILIES, 0)
    together, asked_together, found = 0, 0, []
    for world in world_facts.unconditioned(range(seeds), parameters):
        holds = {fact: bool(check(world)) for fact, check in world_facts.FACTS.items()}
        for fact, held in holds.items():
            kept[fact] += held
        for family in families:
            families[family] += all(holds[fact] for fact in world_facts.ASKED if fact[0] == family)
        together += all(holds.values())
        asked_together += all(holds[fact] for fact in world_facts.ASKED)
        found.append(numbers(world))
    print(f"{seeds} seeds, {'noise' if noise else 'story'}\n\n| family | fact | k asks | share |\n|---|---|---|---|")
    for (family, name), count in kept.items():
        asked = "yes" if (family, name) in world_facts.ASKED else ""
        print(f"| {family} | {name} | {asked} | {count / seeds:.3f} |")
    print(f"\nAll facts {together / seeds:.3f}; those that k asks {asked_together / seeds:.3f}; by family "
          + ", ".join(f"{family} {count / seeds:.3f}" for family, count in families.items()))  # fmt: skip
    print("\n| number | mean | 5 % | 95 % |\n|---|---|---|---|")
    for name in found[0]:
        values = np.array([float(one[name]) for one in found])
        print(f"| {name} | {values.mean():.3f} | {np.quantile(values, 0.05):.3f} | {np.quantile(values, 0.95):.3f} |")
    if noise:
        return
    before = peak()
    costs, tries = np.zeros((CONDITIONED, 2)), dict.fromkeys(FAMILIES, 0)
    for number in range(CONDITIONED):
        world = World(1_000_000 + number)
        costs[number] = cpu(world)
        tries = {name: tries[name] + world.k[name] + 1 for name in FAMILIES}
    print("\nTries: " + ", ".join(f"{name} {count / CONDITIONED:.2f}" for name, count in tries.items()))
    print(f"A world: {costs[:, 0].mean():.3f} CPU-s to draw (at most {costs[:, 0].max():.3f}), "
          f"{costs[:, 1].mean():.3f} to lay out all tables, {megabytes(World(7)):.1f} MB held; "
          f"{CONDITIONED} of them grew the process by {peak() - before:.1f} MB")  # fmt: skip
    print("Read, committed: " + ", ".join(f"{name} {reading(name):.3f} CPU-s" for name in TABLES))


if __name__ == "__main__":
    numbers_given = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(numbers_given[0] if numbers_given else SEEDS, "--noise" in sys.argv)
