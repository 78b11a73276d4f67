import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { delegator, ether, gateway, lpt, orchestrator, rival, stranger, useSuite, deployer } from "./support/suite.mjs";
import { sign, ticketOf } from "./support/tickets.mjs";

const RAND = 7n;

describe("deposit and reserve", () => {
  const suite = useSuite();
  const broker = () => suite().broker;

  test("are funded together, and told by two events", async () => {
    const { events } = await suite().fund(gateway, ether, 2n * ether);

    assert.deepEqual(events, [
      ["DepositFunded", gateway.address, ether],
      ["ReserveFunded", gateway.address, 2n * ether],
    ]);
    const [sender, reserve] = await broker().read("getSenderInfo", gateway.address);
    assert.deepEqual([[...sender], [...reserve]], [[ether, 0n], [2n * ether, 0n]]);
    assert.equal(await suite().chain.balance(suite().minter.address), 3n * ether);
  });

  test("are funded apart", async () => {
    const deposit = await broker().send({ from: gateway, value: 5n }, "fundDeposit");
    const reserve = await broker().send({ from: gateway, value: 6n }, "fundReserve");

    assert.deepEqual(deposit.events, [["DepositFunded", gateway.address, 5n]]);
    assert.deepEqual(reserve.events, [["ReserveFunded", gateway.address, 6n]]);
    assert.deepEqual([...(await broker().read("getReserveInfo", gateway.address))], [6n, 0n]);
  });

  test("are not funded by another value than their sum", async () => {
    const reason = "msg.value does not equal sum of deposit amount and reserve amount";

    assert.equal(await broker().refusal({ from: gateway, value: 3n }, "fundDepositAndReserve", 1n, 1n), reason);
    assert.equal(await broker().refusal({ from: gateway, value: 1n }, "fundDepositAndReserve", 1n, 1n), reason);
    const wrap = [2n ** 256n - 1n, 2n];
    assert.equal(await broker().refusal({ from: gateway, value: 1n }, "fundDepositAndReserve", ...wrap), "panic 0x11");
  });

  test("are not moved while the system is paused", async () => {
    await suite().fund(gateway, ether, 0n);
    await suite().controller.send({ from: deployer }, "pause");

    const funding = [["fundDeposit"], ["fundReserve"], ["fundDepositAndReserve", 0n, 0n]];
    for (const call of [...funding, ["unlock"], ["cancelUnlock"], ["withdraw"]]) {
      assert.equal(await broker().refusal({ from: gateway }, ...call), "system is paused");
    }
  });

  test("are paid back after two rounds of unlocking", async () => {
    await suite().fund(gateway, ether, 2n * ether);
    const start = await suite().currentRound();
    const { events } = await broker().send({ from: gateway }, "unlock");
    assert.deepEqual(events, [["Unlock", gateway.address, start, start + 2n]]);

    await suite().passRounds();
    assert.equal(await broker().refusal({ from: gateway }, "withdraw"), "account is locked");
    await suite().passRounds();
    const before = await suite().chain.balance(gateway.address);
    const withdrawal = await broker().send({ from: gateway }, "withdraw");

    const cost = BigInt(withdrawal.gasUsed) * BigInt(withdrawal.effectiveGasPrice);
    assert.deepEqual(withdrawal.events, [["Withdrawal", gateway.address, ether, 2n * ether]]);
    assert.equal(await suite().chain.balance(gateway.address), before + 3n * ether - cost);
    assert.equal(await broker().refusal({ from: gateway }, "withdraw"), "sender deposit and reserve are zero");
  });

  test("are unlocked once, by somebody who has them", async () => {
    assert.equal(await broker().refusal({ from: gateway }, "unlock"), "sender deposit and reserve are zero");
    await suite().fund(gateway, 0n, 1n);
    assert.equal(await broker().refusal({ from: gateway }, "withdraw"), "no unlock request in progress");
    assert.equal(await broker().refusal({ from: gateway }, "cancelUnlock"), "no unlock request in progress");
    await broker().send({ from: gateway }, "unlock");

    assert.equal(await broker().refusal({ from: gateway }, "unlock"), "unlock already initiated");
    assert.equal(await broker().read("isUnlockInProgress", gateway.address), true);
  });

  test("are locked again by the owner's wish or money, not by a stranger's", async () => {
    await suite().fund(gateway, 1n, 1n);
    await broker().send({ from: gateway }, "unlock");
    await broker().send({ from: stranger, value: 2n }, "fundDepositAndReserveFor", gateway.address, 1n, 1n);
    assert.equal(await broker().read("isUnlockInProgress", gateway.address), true);

    const cancelled = await broker().send({ from: gateway }, "cancelUnlock");
    assert.deepEqual(cancelled.events, [["UnlockCancelled", gateway.address]]);
    await broker().send({ from: gateway }, "unlock");
    const funded = await suite().fund(gateway, 1n, 1n);

    assert.deepEqual(
      funded.events.map(([name]) => name),
      ["UnlockCancelled", "DepositFunded", "ReserveFunded"],
    );
    assert.equal(await broker().read("isUnlockInProgress", gateway.address), false);
  });

  test("of an emptied account stay unlocked until its owner pays in", async () => {
    await suite().fund(gateway, 1n, 0n);
    await broker().send({ from: gateway }, "unlock");
    await suite().passRounds(2);
    await broker().send({ from: gateway }, "withdraw");
    assert.equal(await broker().read("isUnlockInProgress", gateway.address), true);

    const { events } = await broker().send({ from: gateway, value: 1n }, "fundDeposit");

    assert.deepEqual(events[0], ["UnlockCancelled", gateway.address]);
  });
});

describe("the reserve", () => {
  const suite = useSuite({
    prepare: async (fresh) => {
      await fresh.bond(orchestrator, 100n * lpt);
      await fresh.bond(rival, 50n * lpt);
      await fresh.passRounds();
      await fresh.fund(gateway, 0n, 1001n);
    },
  });
  const claimable = (account) => suite().broker.read("claimableReserve", gateway.address, account.address);

  async function redeem(recipient, faceValue, senderNonce = 1n) {
    const ticket = await ticketOf(suite(), { recipient: recipient.address, faceValue, senderNonce });
    return suite().broker.send({ from: recipient }, "redeemWinningTicket", ticket, sign(ticket), RAND);
  }

  test("is shared in equal parts, rounded down, by the pool", async () => {
    assert.deepEqual([await claimable(orchestrator), await claimable(rival)], [500n, 500n]);
    assert.equal(await claimable(stranger), 0n);
  });

  test("is shared by the whole pool while a newcomer cannot claim yet", async () => {
    await suite().bond(delegator, 10n * lpt);

    assert.deepEqual([await claimable(orchestrator), await claimable(delegator)], [333n, 0n]);
    await suite().passRounds();
    assert.equal(await claimable(delegator), 333n);
  });

  test("leaves the others their parts when one has taken its own", async () => {
    const { events } = await redeem(orchestrator, 900n);

    assert.deepEqual(events[0], ["ReserveClaimed", gateway.address, orchestrator.address, 500n]);
    assert.deepEqual([await claimable(orchestrator), await claimable(rival)], [0n, 500n]);
    assert.deepEqual([...(await suite().broker.read("getReserveInfo", gateway.address))], [501n, 500n]);
  });

  test("is divided anew in each round", async () => {
    await redeem(orchestrator, 500n);
    await suite().passRounds();

    assert.deepEqual([await claimable(orchestrator), await claimable(rival)], [250n, 250n]);
    assert.deepEqual([...(await suite().broker.read("getReserveInfo", gateway.address))], [501n, 0n]);
    assert.equal(await suite().broker.read("claimedReserve", gateway.address, orchestrator.address), 0n);
  });

  test("refuses with a panic when the pool has grown past what was claimed", async () => {
    await redeem(orchestrator, 500n);
    await suite().bond(delegator, 10n * lpt);
    const ticket = await ticketOf(suite(), { faceValue: 1n, senderNonce: 2n });

    const redemption = ["redeemWinningTicket", ticket, sign(ticket), RAND];

    assert.equal(await suite().broker.refusal({ from: orchestrator }, ...redemption), "panic 0x11");
    await suite().passRounds();
    await suite().broker.send({ from: orchestrator }, ...redemption);
  });

  test("has no shares when the pool is empty, though its last member stays active until the round ends", async () => {
    await suite().bonding.send({ from: orchestrator }, "unbond", 100n * lpt);
    await suite().bonding.send({ from: rival }, "unbond", 50n * lpt);
    assert.equal(await suite().bonding.read("isActiveTranscoder", rival.address), true);

    assert.equal(await claimable(rival), 0n);
  });

  test("is not touched while the deposit is enough", async () => {
    await suite().fund(gateway, 10n, 0n);

    await redeem(orchestrator, 10n);

    assert.deepEqual([...(await suite().broker.read("getReserveInfo", gateway.address))], [1001n, 0n]);
  });
});
