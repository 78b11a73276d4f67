import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress } from "ethers";
import { poolOf } from "./support/pool.mjs";
import { delegator, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

describe("the pool", () => {
  const suite = useSuite({ parameters: { poolMaxSize: "3" } });
  const bonding = () => suite().bonding;
  const [first, second, third, fourth] = [orchestrator, rival, delegator, stranger];

  test("is in falling order of stake, the earlier first among equals", async () => {
    assert.deepEqual(await poolOf(suite()), []);
    await suite().bond(first, 2n);
    await suite().bond(second, 3n);
    await suite().bond(third, 2n);
    assert.deepEqual(await poolOf(suite()), [second.address, first.address, third.address]);

    await suite().bond(third, 5n);
    assert.deepEqual(await poolOf(suite()), [third.address, second.address, first.address]);
    await suite().passRounds();
    await bonding().send({ from: third }, "unbond", 6n);
    assert.deepEqual(await poolOf(suite()), [second.address, first.address, third.address]);
    await bonding().send({ from: first }, "unbond", 2n);
    assert.deepEqual(await poolOf(suite()), [second.address, third.address]);
    assert.equal(await bonding().read("getNextTranscoderInPool", first.address), ZeroAddress);
  });

  test("takes a newcomer when full only for strictly more stake, and puts the last out", async () => {
    for (const account of [first, second, third]) await suite().bond(account, 5n);
    const equal = await suite().bond(fourth, 5n);
    assert.equal(equal.events.some(([name]) => name === "TranscoderActivated"), false);
    assert.equal(await bonding().read("nextRoundTotalActiveStake"), 15n);

    const { events } = await suite().bond(fourth, 1n);

    assert.deepEqual(events.slice(0, 2), [
      ["TranscoderDeactivated", third.address, 2n],
      ["TranscoderActivated", fourth.address, 2n],
    ]);
    assert.equal(await bonding().read("nextRoundTotalActiveStake"), 16n);
    assert.equal(await bonding().read("getTranscoderPoolSize"), 3n);
    assert.equal(await bonding().read("getTranscoderPoolMaxSize"), 3n);
    assert.equal(await bonding().read("isRegisteredTranscoder", third.address), true);
  });

  test("is joined again by setting terms when there is room", async () => {
    for (const account of [first, second, third]) await suite().bond(account, 5n);
    await suite().bond(fourth, 6n);
    await suite().passRounds();
    await bonding().send({ from: first }, "unbond", 5n);

    const { events } = await bonding().send({ from: third }, "transcoder", 0n, 0n);

    assert.deepEqual(events.at(-2), ["TranscoderActivated", third.address, 3n]);
    assert.deepEqual(await poolOf(suite()), [fourth.address, second.address, third.address]);
  });
});
