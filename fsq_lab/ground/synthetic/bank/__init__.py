"""One invented bank over 24 months: twelve branches, their customers, queues, promises and complaints, and the truth.

A world is one seed. Its families (`fsq_lab.ground.synthetic.bank.world`) each have a stream of their own; what a
family needs of another it takes from the same world, so that a person is one person in every table.
"""
