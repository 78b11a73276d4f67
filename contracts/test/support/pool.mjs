import { ZeroAddress } from "ethers";

/** The members of the pool in its order, as a node reads them. */
export async function poolOf(suite) {
  const members = [];
  let member = await suite.bonding.read("getFirstTranscoderInPool");
  while (member !== ZeroAddress) {
    members.push(member);
    member = await suite.bonding.read("getNextTranscoderInPool", member);
  }
  return members;
}
