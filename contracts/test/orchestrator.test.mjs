import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress } from "ethers";
import { lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

const FOREVER = 2n ** 256n - 1n;

describe("an orchestrator", () => {
  const suite = useSuite();
  const bonding = () => suite().bonding;
  const refusal = (account, ...call) => bonding().refusal({ from: account }, ...call);

  test("joins the pool by bonding to itself, and is active from the next round", async () => {
    const { events } = await suite().bond(orchestrator, 100n * lpt);

    const { address } = orchestrator;
    assert.deepEqual(events, [
      ["EarningsClaimed", ZeroAddress, address, 0n, 0n, 1n, 1n],
      ["TranscoderActivated", address, 2n],
      ["Bond", address, ZeroAddress, address, 100n * lpt, 100n * lpt],
    ]);
    assert.equal(await bonding().read("isRegisteredTranscoder", address), true);
    assert.equal(await bonding().read("transcoderStatus", address), 1n);
    assert.equal(await bonding().read("isActiveTranscoder", address), false);
    await suite().passRounds();
    assert.equal(await bonding().read("isActiveTranscoder", address), true);
    assert.equal(await suite().token.read("balanceOf", suite().minter.address), 100n * lpt);
  });

  test("is told in ten words, its earnings in five", async () => {
    await suite().bond(orchestrator, 100n * lpt);
    await bonding().send({ from: orchestrator }, "transcoder", 100000n, 950000n);

    const transcoder = await bonding().read("getTranscoder", orchestrator.address);
    const earnings = await bonding().read("getTranscoderEarningsPoolForRound", orchestrator.address, 2n);

    assert.deepEqual([...transcoder], [0n, 100000n, 950000n, 2n, 2n, FOREVER, 0n, 0n, 0n, 0n]);
    assert.deepEqual([...earnings], [100n * lpt, 100000n, 950000n, 10n ** 27n, 0n]);
    assert.equal(await bonding().words("getTranscoder", stranger.address), 10);
    assert.equal(await bonding().words("getTranscoderEarningsPoolForRound", stranger.address, 0n), 5);
    assert.equal(await bonding().words("getDelegator", stranger.address), 7);
    assert.equal(await bonding().words("getDelegatorUnbondingLock", stranger.address, 0n), 2);
  });

  test("sets its terms", async () => {
    await suite().bond(orchestrator, 100n * lpt);
    const call = ["transcoderWithHint", 1000000n, 0n, ZeroAddress, ZeroAddress];

    const { events } = await bonding().send({ from: orchestrator }, ...call);

    assert.deepEqual(events, [["TranscoderUpdate", orchestrator.address, 1000000n, 0n]]);
  });

  test("cannot set terms that are out of bounds, in the locked time, or before it has called for its reward", async () => {
    assert.equal(await refusal(stranger, "transcoder", 1000001n, 0n), "invalid rewardCut percentage");
    assert.equal(await refusal(stranger, "transcoder", 0n, 1000001n), "invalid feeShare percentage");
    assert.equal(await refusal(stranger, "transcoder", 0n, 0n), "transcoder must be registered");
    await suite().bond(orchestrator, 100n * lpt);
    await suite().passRounds();
    assert.equal(
      await refusal(orchestrator, "transcoder", 0n, 0n),
      "caller can't be active or must have already called reward for the current round",
    );
    await bonding().send({ from: orchestrator }, "reward");
    await bonding().send({ from: orchestrator }, "transcoder", 0n, 0n);

    await suite().chain.mine(45);
    const locked = "can't update transcoder params, current round is locked";
    assert.equal(await refusal(orchestrator, "transcoder", 1000001n, 0n), locked);
  });

  test("leaves the pool when it takes its last stake back, and stays active until the round ends", async () => {
    await suite().bond(orchestrator, 100n * lpt);
    await suite().passRounds();

    const { events } = await bonding().send({ from: orchestrator }, "unbond", 100n * lpt);

    assert.deepEqual(events.slice(1), [
      ["TranscoderDeactivated", orchestrator.address, 3n],
      ["Unbond", orchestrator.address, orchestrator.address, 0n, 100n * lpt, 9n],
    ]);
    assert.equal(await bonding().read("isActiveTranscoder", orchestrator.address), true);
    assert.equal(await refusal(orchestrator, "reward"), "caller must be an active transcoder");
    await suite().passRounds();
    assert.equal(await bonding().read("isActiveTranscoder", orchestrator.address), false);
    assert.equal(await bonding().read("getTotalBonded"), 0n);
  });

  test("cannot delegate elsewhere", async () => {
    await suite().bond(orchestrator, 100n * lpt);

    assert.equal(
      await refusal(orchestrator, "bond", 0n, rival.address),
      "registered transcoders can't delegate towards other addresses",
    );
  });
});
