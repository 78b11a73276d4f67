import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Wallet, ZeroAddress } from "ethers";
import { poolOf } from "./support/pool.mjs";
import { delegator, deployer, lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

const PENDING = 0n;
const BONDED = 1n;
const UNBONDED = 2n;

describe("a delegator", () => {
  const suite = useSuite({
    prepare: async (fresh) => {
      await fresh.bond(orchestrator, 100n * lpt);
      await fresh.bond(rival, 50n * lpt);
    },
  });
  const bonding = () => suite().bonding;
  const refusal = (account, ...call) => bonding().refusal({ from: account }, ...call);
  const statusOf = (account) => bonding().read("delegatorStatus", account.address);

  test("adds its stake to an orchestrator's, and is bonded from the next round", async () => {
    assert.equal(await statusOf(delegator), UNBONDED);
    await suite().bond(delegator, 7n * lpt, rival);

    assert.equal(await statusOf(delegator), PENDING);
    assert.equal(await bonding().read("transcoderTotalStake", rival.address), 57n * lpt);
    assert.equal(await bonding().read("nextRoundTotalActiveStake"), 157n * lpt);
    await suite().passRounds();
    assert.equal(await statusOf(delegator), BONDED);
  });

  test("may stand behind somebody who is not an orchestrator yet", async () => {
    await suite().bond(delegator, 7n * lpt, stranger);
    assert.equal(await bonding().read("getTranscoderPoolSize"), 2n);

    await suite().bond(stranger, lpt);

    assert.equal(await bonding().read("transcoderTotalStake", stranger.address), 8n * lpt);
    assert.equal(await bonding().read("nextRoundTotalActiveStake"), 158n * lpt);
  });

  test("moves its whole bond, and with it the order of the pool", async () => {
    await suite().bond(delegator, 60n * lpt, rival);
    assert.deepEqual(await poolOf(suite()), [rival.address, orchestrator.address]);
    await suite().passRounds();
    const hints = Array(4).fill(ZeroAddress);

    const { events } = await bonding().send(
      { from: delegator }, "bondWithHint", 0n, orchestrator.address, ...hints,
    );

    const [to, from, { address }] = [orchestrator.address, rival.address, delegator];
    assert.deepEqual(events.at(-1), ["Bond", to, from, address, 0n, 60n * lpt]);
    assert.deepEqual(await poolOf(suite()), [orchestrator.address, rival.address]);
    assert.equal(await bonding().read("transcoderTotalStake", rival.address), 50n * lpt);
    assert.equal(await statusOf(delegator), PENDING);
  });

  test("cannot bond nothing, to nobody, or without an allowance", async () => {
    const nothing = "delegation amount must be greater than 0";
    assert.equal(await refusal(delegator, "bond", 0n, rival.address), nothing);
    assert.equal(await refusal(delegator, "bond", 1n, ZeroAddress), "delegate is the zero address");
    assert.equal(await refusal(delegator, "bond", 1n, rival.address), "ERC20: insufficient allowance");
  });

  test("cannot do anything in a round that has not begun", async () => {
    await suite().toRound(9n);

    const hints = [ZeroAddress, ZeroAddress];
    const calls = [
      ["bond", 1n, rival.address],
      ["unbond", 1n],
      ["claimEarnings", 0n],
      ["withdrawStake", 0n],
      ["reward"],
      ["rewardWithHint", ...hints],
      ["rewardForTranscoder", rival.address],
      ["rewardForTranscoderWithHint", rival.address, ...hints],
    ];
    for (const call of calls) {
      assert.equal(await refusal(delegator, ...call), "current round is not initialized", call[0]);
    }
  });

  test("cannot do anything while the system is paused", async () => {
    await suite().controller.send({ from: deployer }, "pause");
    const calls = [
      ["bond", 1n, rival.address],
      ["withdrawFees", rival.address, 0n],
      ["withdrawStake", 0n],
      ["reward"],
      ["rewardWithHint", ZeroAddress, ZeroAddress],
      ["rewardForTranscoder", rival.address],
      ["rewardForTranscoderWithHint", rival.address, ZeroAddress, ZeroAddress],
      ["setRewardCaller", rival.address],
    ];

    for (const call of calls) {
      assert.equal(await refusal(delegator, ...call), "system is paused", call[0]);
    }
  });

  test("gets its stake back after the unbonding period", async () => {
    await suite().bond(delegator, 7n * lpt, rival);
    assert.equal(await refusal(delegator, "unbond", 1n), "caller must be bonded");
    const round = await suite().passRounds();
    await bonding().send({ from: delegator }, "unbondWithHint", 3n * lpt, ZeroAddress, ZeroAddress);
    assert.equal(await refusal(delegator, "unbond", 0n), "unbond amount must be greater than 0");
    assert.equal(await refusal(delegator, "unbond", 5n * lpt), "amount is greater than bonded amount");
    const lock = await bonding().read("getDelegatorUnbondingLock", delegator.address, 0n);
    assert.deepEqual([...lock], [3n * lpt, round + 7n]);

    await suite().passRounds(6);
    const early = "withdraw round must be before or equal to the current round";
    assert.equal(await refusal(delegator, "withdrawStake", 0n), early);
    await suite().passRounds();
    const { events } = await bonding().send({ from: delegator }, "withdrawStake", 0n);

    assert.deepEqual(events, [["WithdrawStake", delegator.address, 0n, 3n * lpt, round + 7n]]);
    assert.equal(await suite().token.read("balanceOf", delegator.address), 3n * lpt);
    assert.equal(await refusal(delegator, "withdrawStake", 0n), "invalid unbonding lock ID");
  });

  test("bonds again what it was unbonding", async () => {
    await suite().bond(delegator, 7n * lpt, rival);
    await suite().passRounds();
    await bonding().send({ from: delegator }, "unbond", 3n * lpt);
    assert.equal(await bonding().read("isValidUnbondingLock", delegator.address, 0n), true);

    const { events } = await bonding().send({ from: delegator }, "rebondWithHint", 0n, ZeroAddress, ZeroAddress);

    assert.deepEqual(events, [["Rebond", rival.address, delegator.address, 0n, 3n * lpt]]);
    assert.equal(await bonding().read("pendingStake", delegator.address, 0n), 7n * lpt);
    assert.equal(await refusal(delegator, "rebond", 0n), "invalid unbonding lock ID");
    assert.equal(await refusal(stranger, "rebond", 0n), "caller must be bonded");
  });

  test("chooses anew where to bond when nothing is left bonded", async () => {
    await suite().bond(delegator, 7n * lpt, rival);
    await suite().passRounds();
    assert.equal(
      await refusal(delegator, "rebondFromUnbonded", orchestrator.address, 0n),
      "caller must be unbonded",
    );
    await bonding().send({ from: delegator }, "unbond", 7n * lpt);
    assert.equal(await statusOf(delegator), UNBONDED);

    const { events } = await bonding().send(
      { from: delegator }, "rebondFromUnbondedWithHint", orchestrator.address, 0n, ZeroAddress, ZeroAddress,
    );

    assert.deepEqual(events, [["Rebond", orchestrator.address, delegator.address, 0n, 7n * lpt]]);
    assert.equal(await bonding().read("transcoderTotalStake", orchestrator.address), 107n * lpt);
  });
});

describe("the number of delegators", () => {
  const suite = useSuite();

  test("has a limit that does not count the orchestrator itself", async () => {
    const limit = Number(await suite().bonding.read("MAX_DELEGATORS"));
    for (let i = 1; i <= limit; i++) {
      // Ten bonds take thirty blocks: no round ends among them.
      if (i % 10 === 1) await suite().passRounds();
      const account = new Wallet(`0x${String(i).padStart(64, "0")}`);
      await suite().chain.rpc("anvil_setBalance", account.address, "0xde0b6b3a7640000");
      await suite().chain.rpc("anvil_impersonateAccount", account.address);
      await suite().bond(account, 1n, orchestrator);
    }
    await suite().token.send({ from: stranger }, "approve", suite().bonding.address, 1n);

    const reason = await suite().bonding.refusal({ from: stranger }, "bond", 1n, orchestrator.address);

    assert.equal(reason, "delegate has too many delegators");
    await suite().bond(orchestrator, lpt);
    await suite().passRounds();
    const { gas } = await suite().bonding.send({ from: orchestrator }, "reward");
    assert.ok(gas < 5_000_000, `a reward for ${limit} delegators takes ${gas} gas`);
  });
});
