"""Which complaints come from customers on file: in their own branch, while there, as far as counts have room."""

import numpy as np

from fsq_lab.ground.synthetic.bank.money import People
from fsq_lab.ground.synthetic.bank.parameters import CUSTOMERS, LINK_STAYER, MONTHS, Parameters
from fsq_lab.ground.synthetic.bank.people import STAYS
from fsq_lab.ground.synthetic.draws import Draws, Integers

LONGEST_BEFORE = 5  # months by which a leaver's complaint comes before leaving
SIX_MONTHS = 6


def draw_links(draws: Draws, people: People, complaints: Integers, parameters: Parameters) -> tuple[Integers, int]:
    """Draw who of the customers complains in which month, and give each a place among the branch's complaints.

    Returns
    -------
    tuple of array and int
        For each row of the log, branch by branch and month by month, the customer's place, or -1 for a walk-in;
        and how many found no room.
    """
    story, who = people.story, people.who
    leaver = story.left < STAYS
    complains, before = draws.uniforms(CUSTOMERS), draws.uniforms(CUSTOMERS)
    at = story.left - 1 - np.floor(LONGEST_BEFORE * before).astype(np.int64)
    says = leaver & (complains < parameters.link_leaver) & (at >= np.maximum(who.joined, 0))
    rate = LINK_STAYER * np.where(story.failures > 0, parameters.link_failure, 1.0)
    equal = parameters.link_leaver <= 0  # links at random: whoever is on file
    stayers = people.on_file & (~leaver | equal)[:, None]
    monthly = stayers & (draws.uniforms(CUSTOMERS * MONTHS).reshape(CUSTOMERS, MONTHS) < rate)
    monthly[np.flatnonzero(says), at[says]] = True
    first = np.cumsum(complaints.ravel()) - complaints.ravel()
    taken = np.zeros(complaints.size, dtype=np.int64)
    room = complaints.ravel()
    customer_of = np.full(int(room.sum()), -1, dtype=np.int64)
    customers, months = np.nonzero(monthly)
    order = np.argsort(draws.uniforms(len(customers)), kind="stable")
    for customer, month in zip(customers[order].tolist(), months[order].tolist(), strict=True):
        cell = int(who.branch[customer]) * MONTHS + month
        if taken[cell] < room[cell]:
            customer_of[first[cell] + taken[cell]] = customer
            taken[cell] += 1
    return customer_of, len(customers) - int(taken.sum())


def leaves_within(people: People, customers: Integers, months: Integers) -> Integers:
    """Return for customers (or -1) and months of complaint: 1 left within six months, 0 did not, -1 a walk-in."""
    ahead = people.story.left[customers] - months
    return np.where(customers < 0, -1, (ahead <= SIX_MONTHS).astype(np.int64))
