import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress, ZeroHash } from "ethers";
import { delegator, deployer, ether, gateway, lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";
import { CERTAIN, auxDataOf, hashOf, sign, ticketOf, withHighS, withRecoveryId } from "./support/tickets.mjs";

const RAND = 7n;

async function prepare(suite) {
  await suite.bond(orchestrator, 100n * lpt);
  await suite.passRounds();
  await suite.fund(gateway, ether / 10n, ether / 5n);
}

function redemption(ticket, signature = sign(ticket), rand = RAND) {
  return ["redeemWinningTicket", ticket, signature, rand];
}

describe("the redemption of a winner", () => {
  const suite = useSuite({ prepare });

  test("is paid from the deposit and told by two events", async () => {
    const ticket = await ticketOf(suite());

    const { events } = await suite().broker.send({ from: stranger }, ...redemption(ticket));

    const { faceValue, winProb, senderNonce, auxData } = ticket;
    assert.deepEqual(events, [
      ["WinningTicketTransfer", gateway.address, orchestrator.address, faceValue],
      ["WinningTicketRedeemed", gateway.address, orchestrator.address, faceValue, winProb, senderNonce, RAND, auxData],
    ]);
    const [sender, reserve] = await suite().broker.read("getSenderInfo", gateway.address);
    assert.equal(sender.deposit, ether / 10n - faceValue);
    assert.equal(reserve.fundsRemaining, ether / 5n);
    assert.equal(await suite().broker.read("usedTickets", hashOf(ticket)), true);
    assert.equal(await suite().bonding.read("pendingFees", orchestrator.address, 0), faceValue);
  });

  test("takes what the deposit lacks from the recipient's share of the reserve", async () => {
    const ticket = await ticketOf(suite(), { faceValue: ether / 4n });

    const { events } = await suite().broker.send({ from: orchestrator }, ...redemption(ticket));

    const missing = ether / 4n - ether / 10n;
    assert.deepEqual(events[0], ["ReserveClaimed", gateway.address, orchestrator.address, missing]);
    assert.deepEqual(events[1], ["WinningTicketTransfer", gateway.address, orchestrator.address, ether / 4n]);
    const [sender, reserve] = await suite().broker.read("getSenderInfo", gateway.address);
    assert.equal(sender.deposit, 0n);
    assert.deepEqual([...reserve], [ether / 5n - missing, missing]);
    const claimed = await suite().broker.read("claimedReserve", gateway.address, orchestrator.address);
    assert.equal(claimed, missing);
  });

  test("is good for the round of its creation and the next one", async () => {
    const ticket = await ticketOf(suite());
    await suite().passRounds();

    await suite().broker.send({ from: orchestrator }, ...redemption(ticket));
  });

  test("pays nothing and uses the ticket up when the face value is zero", async () => {
    const ticket = await ticketOf(suite(), { faceValue: 0n, recipient: stranger.address });

    const { events } = await suite().broker.send({ from: orchestrator }, ...redemption(ticket));

    assert.deepEqual(events.map(([name]) => name), ["WinningTicketRedeemed"]);
  });

  test("in a batch passes over those that are refused", async () => {
    const good = await ticketOf(suite());
    const loser = await ticketOf(suite(), { senderNonce: 2n, winProb: 0n });
    const last = await ticketOf(suite(), { senderNonce: 3n });
    const tickets = [good, loser, good, last];
    const signatures = tickets.map((ticket) => sign(ticket));

    const batch = ["batchRedeemWinningTickets", tickets, signatures, tickets.map(() => RAND)];
    const { events } = await suite().broker.send({ from: stranger }, ...batch);

    const redeemed = events.filter(([name]) => name === "WinningTicketRedeemed").map((event) => event[5]);
    assert.deepEqual(redeemed, [1n, 3n]);
    assert.equal(await suite().broker.read("usedTickets", hashOf(loser)), false);
    assert.equal(await suite().bonding.read("pendingFees", orchestrator.address, 0), 2n * good.faceValue);
  });
});

describe("the refusal of a redemption", () => {
  const suite = useSuite({ prepare });
  const refusal = (...args) => suite().broker.refusal({ from: orchestrator }, ...args);

  test("names the first fault, in the protocol's order", async () => {
    const old = await suite().currentRound();
    const oldHash = await suite().rounds.read("blockHashForRound", old);
    await suite().broker.send({ from: gateway }, "unlock");
    await suite().passRounds(2);
    await suite().broker.send({ from: gateway }, "withdraw");
    await suite().toRound(old + 3n);
    await suite().controller.send({ from: deployer }, "pause");
    const nothingRight = { recipient: ZeroAddress, sender: ZeroAddress, winProb: 0n, auxData: "0x" };
    const ticket = await ticketOf(suite(), nothingRight, RAND);
    let rand = RAND + 1n;
    let signature = "0x";
    const as = (signer) => () => (signature = sign(ticket, signer));

    const mendings = [
      ["system is paused", () => {}],
      ["current round is not initialized", () => suite().controller.send({ from: deployer }, "unpause")],
      ["ticket recipient is null address", () => suite().rounds.send({ from: deployer }, "initializeRound")],
      ["ticket sender is null address", () => (ticket.recipient = orchestrator.address)],
      ["invalid length for ticket auxData: must be 64 bytes", () => (ticket.sender = gateway.address)],
      ["ticket creationRound does not have a block hash", () => (ticket.auxData = auxDataOf(old + 1n, oldHash))],
      ["ticket creationRoundBlockHash invalid for creationRound", () => (ticket.auxData = auxDataOf(old, ZeroHash))],
      ["ticket is expired", () => (ticket.auxData = auxDataOf(old, oldHash))],
      ["recipientRand does not match recipientRandHash", async () => (ticket.auxData = (await ticketOf(suite())).auxData)],
      ["INVALID_SIGNATURE_LENGTH", () => (rand = RAND)],
      ["ECDSA: invalid signature 's' value", () => (signature = withHighS(sign(ticket)))],
      ["ECDSA: invalid signature", () => (signature = withRecoveryId(sign(ticket)))],
      ["invalid signature over ticket hash", as(stranger)],
      ["ticket did not win", as(gateway)],
      ["sender is unlocked", () => (ticket.winProb = CERTAIN, as(gateway)())],
      ["sender deposit and reserve are zero", () => suite().broker.send({ from: gateway }, "cancelUnlock")],
      [
        "sender deposit and reserve insufficient to cover ticket face value",
        () => suite().broker.send({ from: gateway, value: 1n }, "fundDeposit"),
      ],
    ];
    for (const [reason, mend] of mendings) {
      await mend();
      assert.equal(await refusal("redeemWinningTicket", ticket, signature, rand), reason);
    }
  });

  test("stands when the ticket was used, before its signature is looked at", async () => {
    const ticket = await ticketOf(suite());
    await suite().broker.send({ from: orchestrator }, ...redemption(ticket));

    assert.equal(await refusal(...redemption(ticket, "0x")), "ticket is used");
  });

  test("stands one byte beside 65 bytes of signature and 64 of auxData", async () => {
    const ticket = await ticketOf(suite());
    const long = { ...ticket, auxData: `${ticket.auxData}00` };
    const short = { ...ticket, auxData: ticket.auxData.slice(0, -2) };
    const auxDataLength = "invalid length for ticket auxData: must be 64 bytes";

    assert.equal(await refusal(...redemption(ticket, `${sign(ticket)}00`)), "INVALID_SIGNATURE_LENGTH");
    assert.equal(await refusal(...redemption(ticket, sign(ticket).slice(0, -2))), "INVALID_SIGNATURE_LENGTH");
    assert.equal(await refusal(...redemption(long)), auxDataLength);
    assert.equal(await refusal(...redemption(short)), auxDataLength);
  });

  test("stands for a sender whose unlock period is over, but not before", async () => {
    await suite().broker.send({ from: gateway }, "unlock");
    await suite().passRounds();
    const early = await ticketOf(suite());
    await suite().broker.send({ from: orchestrator }, ...redemption(early));
    await suite().passRounds();

    const late = await ticketOf(suite());
    assert.equal(await refusal(...redemption(late)), "sender is unlocked");
  });

  test("stands for a sender who never paid in", async () => {
    const ticket = await ticketOf(suite(), { sender: delegator.address });

    const reason = await refusal(...redemption(ticket, sign(ticket, delegator)));

    assert.equal(reason, "sender deposit and reserve are zero");
  });

  test("stands for a recipient that is not bonded to itself, and leaves the ticket good", async () => {
    const ticket = await ticketOf(suite(), { recipient: rival.address });

    assert.equal(await refusal(...redemption(ticket)), "transcoder must be registered");
    assert.equal(await suite().broker.read("usedTickets", hashOf(ticket)), false);
  });

  test("stands for a batch with fewer signatures than tickets", async () => {
    const ticket = await ticketOf(suite());

    assert.equal(await refusal("batchRedeemWinningTickets", [ticket, ticket], [sign(ticket)], [RAND, RAND]), "panic 0x32");
  });

  test("stands for a whole batch while the system is paused or the round is not begun", async () => {
    const ticket = await ticketOf(suite());
    const batch = ["batchRedeemWinningTickets", [ticket], [sign(ticket)], [RAND]];
    await suite().toRound((await suite().currentRound()) + 1n);
    assert.equal(await refusal(...batch), "current round is not initialized");

    await suite().controller.send({ from: deployer }, "pause");
    assert.equal(await refusal(...batch), "system is paused");
  });
});
