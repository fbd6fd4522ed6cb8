"""Agents that wake, count and sleep again for an exponential pause, over SimPy.

Arguments: how many agents, their mean pause in ticks, events of a round, rounds. Prints the nanoseconds of processor time an
event of the fastest round.
"""

import sys
import time
from random import Random

import simpy


class Agents:
    def __init__(self, mean):
        self.rate = 1 / mean
        self.random = Random(1)
        self.woken = 0

    def agent(self, environment):
        while True:
            yield environment.timeout(self.random.expovariate(self.rate))
            self.woken += 1


def main():
    agents, mean, events, rounds = map(int, sys.argv[1:])
    environment = simpy.Environment()
    all_agents = Agents(mean)
    for _ in range(agents):
        environment.process(all_agents.agent(environment))
    # As many events as agents, as for the other kernels.
    environment.run(until=mean)
    fastest = float("inf")
    for _ in range(rounds):
        before = all_agents.woken
        start = time.process_time_ns()
        environment.run(until=environment.now + mean * events / agents)
        elapsed = time.process_time_ns() - start
        fastest = min(fastest, elapsed / max(all_agents.woken - before, 1))
    print(fastest)


main()
