import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress } from "ethers";
import { delegator, ether, gateway, lpt, orchestrator, stranger, useSuite } from "./support/suite.mjs";
import { sign, ticketOf } from "./support/tickets.mjs";

const RAND = 7n;

describe("fees", () => {
  const suite = useSuite({
    prepare: async (fresh) => {
      await fresh.bond(orchestrator, 100n * lpt);
      await fresh.bonding.send({ from: orchestrator }, "transcoder", 0n, 500000n);
      await fresh.bond(delegator, 50n * lpt, orchestrator);
      await fresh.passRounds();
      await fresh.fund(gateway, ether, ether);
    },
  });
  const bonding = () => suite().bonding;
  const feesOf = (account) => bonding().read("pendingFees", account.address, 0n);

  async function redeem(faceValue) {
    const ticket = await ticketOf(suite(), { faceValue });
    await suite().broker.send({ from: orchestrator }, "redeemWinningTicket", ticket, sign(ticket), RAND);
  }

  test("are shared by stake as far as the orchestrator shares them, to the last wei", async () => {
    await redeem(1_000_001n);

    // Half of it, rounded down, is shared; a third of the stake is the delegator's.
    assert.equal(await feesOf(delegator), 166_666n);
    assert.equal(await feesOf(orchestrator), 833_335n);
    assert.equal((await bonding().read("getTranscoder", orchestrator.address))[9], 2n);
  });

  test("are paid out once, to whom the owner names", async () => {
    await redeem(900n);
    const { events } = await bonding().send({ from: delegator }, "withdrawFees", stranger.address, 100n);

    assert.deepEqual(events.at(-1), ["WithdrawFees", delegator.address, stranger.address, 100n]);
    assert.equal(await feesOf(delegator), 50n);
    const refusal = (...args) => bonding().refusal({ from: delegator }, "withdrawFees", ...args);
    assert.equal(await refusal(stranger.address, 51n), "insufficient fees to withdraw");
    assert.equal(await refusal(ZeroAddress, 1n), "invalid recipient");
    await bonding().send({ from: delegator }, "withdrawFees", stranger.address, 50n);
    assert.equal(await feesOf(delegator), 0n);
    const feesToClaim = async () => (await bonding().read("getTranscoder", orchestrator.address)).cumulativeFees;
    assert.equal(await feesToClaim(), 450n);
    await bonding().send({ from: orchestrator }, "claimEarnings", 0n);
    assert.equal(await feesToClaim(), 0n);
  });

  test("leave with the Minter exactly what it owes", async () => {
    await redeem(1_000_001n);
    const [sender, reserve] = await suite().broker.read("getSenderInfo", gateway.address);
    const owed = sender.deposit + reserve.fundsRemaining + (await feesOf(orchestrator)) + (await feesOf(delegator));

    assert.equal(await suite().chain.balance(suite().minter.address), owed);
  });
});
