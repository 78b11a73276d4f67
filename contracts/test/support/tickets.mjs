import { SigningKey, Signature, getBytes, hashMessage, keccak256, solidityPacked, toBeHex, zeroPadValue } from "ethers";
import { gateway, orchestrator } from "./suite.mjs";

export const CERTAIN = 2n ** 256n - 1n;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

export function word(value) {
  return zeroPadValue(toBeHex(value), 32);
}

export function auxDataOf(round, blockHash) {
  return solidityPacked(["uint256", "bytes32"], [round, blockHash]);
}

/** A ticket of the current round that the gateway gave to the orchestrator and that wins; `changes` replace its fields. */
export async function ticketOf(suite, changes = {}, recipientRand = 7n) {
  const round = await suite.currentRound();
  return {
    recipient: orchestrator.address,
    sender: gateway.address,
    faceValue: 10n ** 16n,
    winProb: CERTAIN,
    senderNonce: 1n,
    recipientRandHash: keccak256(word(recipientRand)),
    auxData: auxDataOf(round, await suite.rounds.read("blockHashForRound", round)),
    ...changes,
  };
}

export function hashOf(ticket) {
  const types = ["address", "address", "uint256", "uint256", "uint256", "bytes32", "bytes"];
  return keccak256(solidityPacked(types, Object.values(ticket)));
}

export function sign(ticket, wallet = gateway) {
  return new SigningKey(wallet.privateKey).sign(hashMessage(getBytes(hashOf(ticket)))).serialized;
}

/** The same signature with v as 0 or 1 instead of 27 or 28. */
export function withRecoveryId(signature) {
  return signature.slice(0, -2) + word(Signature.from(signature).yParity).slice(-2);
}

/** The other signature of the same signer over the same hash, with s in the upper half of the order. */
export function withHighS(signature) {
  const { r, s, v } = Signature.from(signature);
  return solidityPacked(["bytes32", "uint256", "uint8"], [r, ORDER - BigInt(s), v === 27 ? 28 : 27]);
}
