import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Wallet, ZeroAddress } from "ethers";
import { delegator, deployer, lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

const FOREVER = 2n ** 256n - 1n;
const PENDING = 0n;
const BONDED = 1n;
const UNBONDED = 2n;

async function poolOf(suite) {
  const members = [];
  let member = await suite.bonding.read("getFirstTranscoderInPool");
  while (member !== ZeroAddress) {
    members.push(member);
    member = await suite.bonding.read("getNextTranscoderInPool", member);
  }
  return members;
}

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

    for (const call of [["bond", 1n, rival.address], ["unbond", 1n], ["claimEarnings", 0n], ["withdrawStake", 0n]]) {
      assert.equal(await refusal(delegator, ...call), "current round is not initialized");
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
