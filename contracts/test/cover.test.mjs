import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ether, gateway, lpt, orchestrator, rival, useSuite } from "./support/suite.mjs";
import { hashOf, sign, ticketOf } from "./support/tickets.mjs";

const RAND = 7n;

async function prepare(suite) {
  await suite.bond(orchestrator, 100n * lpt);
  await suite.passRounds();
  await suite.fund(gateway, ether / 10n, ether / 5n);
}

function redemption(ticket, signature = sign(ticket), rand = RAND) {
  return ["redeemWinningTicket", ticket, signature, rand];
}

describe("a face value above deposit and reserve", () => {
  const strict = useSuite({ prepare, parameters: { requiresFullCover: "true" } });

  test("is refused under the full-cover rule, and can be redeemed once the sender has paid in", async () => {
    const ticket = await ticketOf(strict(), { faceValue: ether / 2n });
    const reason = await strict().broker.refusal({ from: orchestrator }, ...redemption(ticket));
    assert.equal(reason, "sender deposit and reserve insufficient to cover ticket face value");

    await strict().fund(gateway, ether / 5n, 0n);
    const { events } = await strict().broker.send({ from: orchestrator }, ...redemption(ticket));

    assert.deepEqual(events[1], ["WinningTicketTransfer", gateway.address, orchestrator.address, ether / 2n]);
  });

  test("is covered to the wei under the full-cover rule", async () => {
    const ticket = await ticketOf(strict(), { faceValue: (3n * ether) / 10n });

    await strict().broker.send({ from: orchestrator }, ...redemption(ticket));

    const [sender, reserve] = await strict().broker.read("getSenderInfo", gateway.address);
    assert.deepEqual([sender.deposit, reserve.fundsRemaining], [0n, 0n]);
  });

  test("may still be paid in part under the full-cover rule, when the reserve is shared", async () => {
    await strict().bond(rival, 50n * lpt);
    await strict().passRounds();
    const ticket = await ticketOf(strict(), { faceValue: (3n * ether) / 10n });

    const { events } = await strict().broker.send({ from: orchestrator }, ...redemption(ticket));

    assert.deepEqual(events[1], ["WinningTicketTransfer", gateway.address, orchestrator.address, ether / 5n]);
  });
});

describe("a face value above deposit and reserve, partial payout", () => {
  const suite = useSuite({
    parameters: { requiresFullCover: "false" },
    prepare: async (fresh) => {
      await fresh.bond(orchestrator, 100n * lpt);
      await fresh.passRounds();
      await fresh.fund(gateway, ether / 25n, ether / 5n);
    },
  });

  test("is paid what is there, and the ticket is used up", async () => {
    const ticket = await ticketOf(suite(), { faceValue: ether / 2n });

    const { events } = await suite().broker.send({ from: orchestrator }, ...redemption(ticket));

    const paid = ether / 25n + ether / 5n;
    assert.deepEqual(events[1], ["WinningTicketTransfer", gateway.address, orchestrator.address, paid]);
    assert.equal(events[2][3], ether / 2n);
    assert.equal(await suite().broker.read("usedTickets", hashOf(ticket)), true);
  });

  test("is paid the deposit alone to a registered orchestrator outside the active set", async () => {
    await suite().bond(rival, 50n * lpt);
    const ticket = await ticketOf(suite(), { recipient: rival.address, faceValue: ether / 2n });

    const { events } = await suite().broker.send({ from: rival }, ...redemption(ticket));

    assert.deepEqual(events[0], ["WinningTicketTransfer", gateway.address, rival.address, ether / 25n]);
  });
});
