import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deployer, lpt, orchestrator, stranger, useSuite } from "./support/suite.mjs";

describe("inflation", () => {
  const suite = useSuite();
  const minter = (name) => suite().minter.read(name);

  test("rises by its step at each round while less than the target is bonded", async () => {
    assert.equal(await minter("inflation"), 221000n);
    await suite().toRound(2n);

    const receipt = await suite().rounds.send({ from: deployer }, "initializeRound");

    assert.deepEqual(suite().minter.eventsIn(receipt.logs), [["SetCurrentRewardTokens", 443n * lpt, 221500n]]);
    assert.equal(await minter("getGlobalTotalSupply"), 2_000_000n * lpt);
    assert.equal(await minter("currentMintableTokens"), 443n * lpt);
    assert.equal(await minter("currentMintedTokens"), 0n);
  });

  test("stands at the target and falls above it", async () => {
    await suite().token.send({ from: deployer }, "mint", deployer.address, 200_000n * lpt);
    await suite().bond(orchestrator, 1_100_000n * lpt);
    await suite().passRounds();
    assert.equal(await minter("inflation"), 221000n);

    await suite().token.send({ from: deployer }, "mint", deployer.address, lpt);
    await suite().bond(orchestrator, lpt);
    await suite().passRounds();

    assert.equal(await minter("inflation"), 220500n);
  });
});

describe("the floor of inflation", () => {
  const suite = useSuite({ parameters: { inflation: "100", inflationChange: "500", targetBondingRate: "0" } });

  test("is zero", async () => {
    await suite().bond(orchestrator, lpt);
    assert.equal(await suite().minter.read("inflation"), 100n);

    await suite().passRounds();

    assert.equal(await suite().minter.read("inflation"), 0n);
  });
});

describe("the treasury", () => {
  const suite = useSuite({ parameters: { treasuryBalanceCeiling: String(40n * lpt) } });

  test("gets nothing more from the round after its ceiling was seen", async () => {
    await suite().bond(orchestrator, 100n * lpt);
    const balances = [];
    for (let round = 0; round < 4; round++) {
      await suite().passRounds();
      await suite().bonding.send({ from: orchestrator }, "reward");
      balances.push(await suite().token.read("balanceOf", suite().treasury.address));
    }

    assert.ok(balances[0] >= 40n * lpt);
    assert.ok(balances[1] > balances[0]);
    assert.equal(balances[2], balances[1]);
    assert.equal(balances[3], balances[1]);
    assert.equal(await suite().bonding.read("treasuryRewardCutRate"), 0n);
  });

  test("is spent by the Controller's owner", async () => {
    await suite().token.send({ from: deployer }, "transfer", suite().treasury.address, 5n);
    const refusal = await suite().treasury.refusal({ from: stranger }, "spend", stranger.address, 5n);
    assert.equal(refusal, "caller must be Controller owner");

    await suite().treasury.send({ from: deployer }, "spend", stranger.address, 5n);

    assert.equal(await suite().token.read("balanceOf", stranger.address), 5n);
  });
});
