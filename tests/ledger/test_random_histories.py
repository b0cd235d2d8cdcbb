"""Random histories, lawful and not: whatever was captured, every item's passport verifies for every kind of reader."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ledger.fsck import check_ledger
from ledger.showing import ANYONE, Reader
from tests.ledger.ledger_world import GTIN, START, ChainedWorld, bag, event
from verifier.report import Verdict

pytest_plugins = ["tests.ledger.ledger_fixtures"]

BAGS = [bag(number) for number in range(12)]
LOTS = [f"{GTIN}/10/L{number}" for number in range(3)]
CRATES = [f"https://id.gs1.org/8003/09521321000025C{number}" for number in range(5)]
RECIPES = [f"https://id.gs1.org/253/9521321000018T{number}" for number in range(2)]
ITEMS = [*BAGS, *LOTS, *CRATES, *RECIPES, GTIN, bag("never")]


class Player:
    """Says random things in random names; what capture refuses is no matter."""

    def __init__(self, world: ChainedWorld, seed: int) -> None:
        self.random = random.Random(seed)
        self.world = world
        self.parties = [
            world.register("Producer", "9521321000018", "9521321"),
            world.register("Hiding", "9524141111117", "9524141", hides_inputs=True, shows_places=False),
            world.register("Retailer", "9526061111116", "9526061", role="retailer"),
        ]
        self.said: list[tuple[bytes, dict[str, Any]]] = []
        self.at = START

    def say(self) -> None:
        self.at += self.random.choice([0, 1, 60, 3600, -600])
        made = self.random.choice([self.seen, self.seen, self.moved, self.moved, self.moved, self.made, self.mixed])()
        party = self.random.choice([self.parties[0], self.parties[0], self.random.choice(self.parties)])
        if self.said and self.random.random() < 0.1:
            party, earlier = self.random.choice(self.said)
            made = {**earlier, "errorDeclaration": {"declarationTime": "2026-02-01T00:00:00.000Z"}}
        (outcome,) = self.world.capture(party, made)
        if outcome.captured and "errorDeclaration" not in made:
            self.said.append((party, made))

    def seen(self):
        members = {"epcList": self.some(BAGS + CRATES)}
        change = self.random.random()
        if change < 0.15:
            members["persistentDisposition"] = {self.random.choice(["set", "unset"]): ["recalled"]}
        elif change < 0.2:
            members["certificationInfo"] = "https://example.com/certificate"
        if self.random.random() < 0.2:
            members |= {"epcList": [], "quantityList": [{"epcClass": self.random.choice([GTIN, *LOTS]), "quantity": 2}]}
        action = self.random.choice(["OBSERVE", "OBSERVE", "OBSERVE", "DELETE"])
        step = self.random.choice(["shipping", "receiving", "storing", "destroying"])
        return event("ObjectEvent", action, step, at=self.at, **members)

    def made(self):
        members = {"epcList": self.some(BAGS)}
        if self.random.random() < 0.5:
            members["ilmd"] = {"cbvmda:lotNumber": f"L{self.random.randrange(3)}"}
        return event("ObjectEvent", "ADD", "commissioning", at=self.at, **members)

    def moved(self):
        kind = self.random.choice(["AggregationEvent", "AggregationEvent", "AssociationEvent"])
        parent, *rest = self.random.sample(CRATES, 3)
        children = self.some(BAGS) if self.random.random() < 0.6 else rest[:1]
        if self.random.random() < 0.6:
            return event(kind, "ADD", "packing", at=self.at, parentID=parent, childEPCs=children)
        if kind == "AggregationEvent" and self.random.random() < 0.4:
            return event(kind, "DELETE", "unpacking", at=self.at, parentID=parent)
        return event(kind, "DELETE", "unpacking", at=self.at, parentID=parent, childEPCs=children)

    def mixed(self):
        inputs, outputs = self.random.sample(BAGS, 2), self.random.sample(BAGS, 2)
        members = {"inputEPCList": inputs, "outputEPCList": [each for each in outputs if each not in inputs] or inputs}
        if self.random.random() < 0.5:
            members["transformationID"] = self.random.choice(RECIPES)
        if self.random.random() < 0.3:
            del members[self.random.choice(["inputEPCList", "outputEPCList"])]
            members.setdefault("transformationID", RECIPES[0])
        return event("TransformationEvent", None, "commissioning", at=self.at, **members)

    def some(self, items):
        return self.random.sample(items, self.random.choice([1, 1, 2, 4]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.full) for seed in (1, 2, 3, 4, 5))])
def test_every_passport_of_a_random_history_verifies(chained, seed):
    player = Player(chained, seed)
    for turn in range(120):
        player.say()
        if turn % 40 == 39:
            chained.settle()
    for _ in range(5):
        player.say()
    chained.sequence()
    check_ledger(chained.ledger)
    verdicts = set()
    for item in ITEMS:
        for reader in (ANYONE, Reader(player.parties[1]), Reader(auditor=True)):
            verdicts.add(chained.passport(item, reader).report.verdict)
    assert {Verdict.VERIFIED, Verdict.NO_RECORD} <= verdicts
    assert Verdict.INCOMPLETE not in verdicts
