import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress, id as keccakOf } from "ethers";
import { delegator, deployer, gateway, lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

describe("a reward", () => {
  const suite = useSuite({
    prepare: async (fresh) => {
      await fresh.bond(orchestrator, 100n * lpt);
      await fresh.passRounds();
    },
  });
  const bonding = () => suite().bonding;
  const stakeOf = (account) => bonding().read("pendingStake", account.address, 0n);

  test("of a sole orchestrator is all that can be minted, less the treasury's tenth", async () => {
    const receipt = await bonding().send({ from: orchestrator }, "rewardWithHint", ZeroAddress, ZeroAddress);

    const [minterAt, treasuryAt] = [suite().minter.address, suite().treasury.address];
    const [total, cut, rest] = [443n * lpt, (443n * lpt) / 10n, (3987n * lpt) / 10n];
    assert.deepEqual(receipt.events, [
      ["TreasuryReward", orchestrator.address, await suite().controller.read("getContract", keccakOf("Treasury")), cut],
      ["Reward", orchestrator.address, rest],
    ]);
    const tokenEvents = suite().token.eventsIn(receipt.logs);
    assert.deepEqual(tokenEvents.map(([name, , , value]) => [name, value]), [
      ["Transfer", total],
      ["Mint", undefined],
      ["Transfer", cut],
    ]);
    assert.equal(await stakeOf(orchestrator), 100n * lpt + rest);
    assert.equal(await suite().token.read("balanceOf", minterAt), 100n * lpt + rest);
    assert.equal(await suite().token.read("balanceOf", treasuryAt), cut);
    assert.equal(await suite().minter.read("currentMintedTokens"), total);
  });

  test("is called for once in a round, by an active orchestrator", async () => {
    await bonding().send({ from: orchestrator }, "reward");
    const refusal = (account) => bonding().refusal({ from: account }, "reward");

    assert.equal(await refusal(orchestrator), "caller has already called reward for the current round");
    assert.equal(await refusal(stranger), "caller must be an active transcoder");
    await suite().bond(rival, 100n * lpt);
    assert.equal(await refusal(rival), "caller must be an active transcoder");
    await suite().toRound(9n);
    assert.equal(await refusal(orchestrator), "current round is not initialized");
  });

  test("follows the stake at the beginning of the round, not what was bonded since", async () => {
    await suite().bond(rival, 300n * lpt);
    await suite().passRounds();
    await suite().bond(orchestrator, 200n * lpt);
    const mintable = await suite().minter.read("currentMintableTokens");

    await bonding().send({ from: orchestrator }, "reward");

    assert.equal(await suite().minter.read("currentMintedTokens"), mintable / 4n);
  });

  test("counts towards the stake of the next round", async () => {
    await bonding().send({ from: orchestrator }, "reward");
    assert.equal(await bonding().read("getTotalBonded"), 100n * lpt);

    await suite().passRounds();

    assert.equal(await bonding().read("getTotalBonded"), 100n * lpt + (3987n * lpt) / 10n);
    const [lastRewardRound, , , updated] = await bonding().read("getTranscoder", orchestrator.address);
    assert.deepEqual([lastRewardRound, updated], [2n, 3n]);
    const [stake] = await bonding().read("getTranscoderEarningsPoolForRound", orchestrator.address, updated);
    assert.equal(stake, 100n * lpt + (3987n * lpt) / 10n);
  });

  test("is shared with delegators by stake after the orchestrator's cut, to the last unit", async () => {
    await bonding().send({ from: orchestrator }, "reward");
    await bonding().send({ from: orchestrator }, "transcoder", 250000n, 0n);
    await suite().bond(delegator, 77n * lpt + 1n, orchestrator);
    await suite().passRounds();
    const [own, others] = [await stakeOf(orchestrator), await stakeOf(delegator)];

    const { events } = await bonding().send({ from: orchestrator }, "reward");

    const amount = events.at(-1)[2];
    const shared = amount - (amount * 250000n) / 1000000n;
    const share = (shared * others) / (own + others);
    assert.equal(await stakeOf(delegator), others + share);
    assert.equal(await stakeOf(orchestrator), own + amount - share);
    const claimed = await bonding().send({ from: delegator }, "claimEarnings", 0n);
    assert.deepEqual(claimed.events, [
      ["EarningsClaimed", orchestrator.address, delegator.address, share, 0n, 3n, 3n],
    ]);
    assert.equal((await bonding().read("getDelegator", delegator.address))[0], others + share);
  });

  test("goes to those only who stand behind the orchestrator at that time", async () => {
    const others = [delegator, stranger, gateway];
    for (const account of others) await suite().bond(account, 100n * lpt, orchestrator);
    await suite().passRounds();
    await bonding().send({ from: delegator }, "unbond", 100n * lpt);
    await suite().bond(rival, 1n);
    await bonding().send({ from: gateway }, "bond", 0n, rival.address);

    const { events } = await bonding().send({ from: orchestrator }, "reward");

    const share = events.at(-1)[2] / 2n;
    const stakes = await Promise.all([orchestrator, ...others].map(stakeOf));
    assert.deepEqual(stakes, [100n * lpt + share, 0n, 100n * lpt + share, 100n * lpt]);
  });

  test("shows the orchestrator's cut until it claims", async () => {
    const cumulative = async () => (await bonding().read("getTranscoder", orchestrator.address)).slice(6, 9);
    await bonding().send({ from: orchestrator }, "reward");
    await bonding().send({ from: orchestrator }, "transcoder", 250000n, 0n);
    await suite().passRounds();
    const first = (await bonding().send({ from: orchestrator }, "reward")).events.at(-1)[2] / 4n;
    assert.deepEqual([...(await cumulative())], [0n, first, 0n]);
    await suite().passRounds();
    const second = (await bonding().send({ from: orchestrator }, "reward")).events.at(-1)[2] / 4n;
    assert.deepEqual([...(await cumulative())], [first, first + second, 0n]);

    await bonding().send({ from: orchestrator }, "claimEarnings", 0n);

    assert.deepEqual([...(await cumulative())], [first, 0n, 0n]);
  });

  test("is the orchestrator's alone when there is no treasury", async () => {
    const forget = [keccakOf("Treasury"), ZeroAddress, `0x${"00".repeat(20)}`];
    await suite().controller.send({ from: deployer }, "setContractInfo", ...forget);

    const { events } = await bonding().send({ from: orchestrator }, "reward");

    assert.deepEqual(events, [["Reward", orchestrator.address, 443n * lpt]]);
  });

  test("is never minted above what inflation gives", async () => {
    const replace = [keccakOf("BondingManager"), stranger.address, `0x${"00".repeat(20)}`];
    await suite().controller.send({ from: deployer }, "setContractInfo", ...replace);
    const refusal = (...parts) => suite().minter.refusal({ from: stranger }, "createReward", ...parts);
    await suite().minter.send({ from: stranger }, "createReward", 1n, 2n);

    assert.equal(await refusal(3n, 4n), "minted tokens cannot exceed mintable tokens");
    await suite().minter.send({ from: stranger }, "createReward", 1n, 2n);
    await suite().minter.send({ from: stranger }, "createReward", 1n, 0n);
    assert.equal(await suite().minter.read("currentMintedTokens"), 443n * lpt);
  });

  test("can be called for by the account that the orchestrator names, and by nobody else", async () => {
    const refused = "caller must be a reward caller set by the transcoder";
    const call = ["rewardForTranscoder", orchestrator.address];
    assert.equal(await bonding().refusal({ from: stranger }, ...call), refused);
    const { events } = await bonding().send({ from: orchestrator }, "setRewardCaller", stranger.address);
    assert.deepEqual(events, [["RewardCallerSet", orchestrator.address, stranger.address]]);
    assert.equal(await bonding().read("transcoderToRewardCaller", orchestrator.address), stranger.address);

    const rewarded = await bonding().send({ from: stranger }, ...call);
    assert.deepEqual(rewarded.events.at(-1), ["Reward", orchestrator.address, (3987n * lpt) / 10n]);
    await bonding().send({ from: orchestrator }, "setRewardCaller", ZeroAddress);

    const hinted = ["rewardForTranscoderWithHint", orchestrator.address, ZeroAddress, ZeroAddress];
    assert.equal(await bonding().refusal({ from: stranger }, ...hinted), refused);
  });
});

describe("what only neighbours may call", () => {
  const suite = useSuite();

  test("is refused to strangers", async () => {
    const { bonding, minter } = suite();
    const refusals = [
      [bonding, "updateTranscoderWithFees", [stranger.address, 1n, 1n], "caller must be TicketBroker"],
      [bonding, "setCurrentRoundTotalActiveStake", [], "caller must be RoundsManager"],
      [minter, "setCurrentRewardTokens", [], "caller must be RoundsManager"],
      [minter, "createReward", [1n, 1n], "caller must be BondingManager"],
      [minter, "trustedTransferTokens", [stranger.address, 1n], "caller must be BondingManager"],
      [minter, "trustedWithdrawETH", [stranger.address, 0n], "caller must be BondingManager or JobsManager"],
      [minter, "depositETH", [], "caller must be JobsManager"],
    ];
    for (const [contract, name, args, reason] of refusals) {
      assert.equal(await contract.refusal({ from: stranger }, name, ...args), reason, name);
    }
  });
});
