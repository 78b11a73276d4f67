import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroHash } from "ethers";
import { ROUND_LENGTH, deployer, lpt, orchestrator, stranger, useSuite } from "./support/suite.mjs";

describe("a round", () => {
  const suite = useSuite();
  const rounds = () => suite().rounds;

  test("is counted in blocks from block 0", async () => {
    await suite().toRound(7n);
    const read = (name) => rounds().read(name);

    assert.equal(await read("currentRound"), 7n);
    assert.equal(await read("currentRoundStartBlock"), 7n * BigInt(ROUND_LENGTH));
    await suite().chain.mine(ROUND_LENGTH - 1);
    assert.equal(await read("currentRound"), 7n);
    await suite().chain.mine(1);
    assert.equal(await read("currentRound"), 8n);
    assert.equal(await read("currentRoundStartBlock"), 8n * BigInt(ROUND_LENGTH));
    assert.equal(await read("blockNum"), 8n * BigInt(ROUND_LENGTH));
  });

  test("is begun by anybody, with the hash of the block before", async () => {
    await suite().toRound(3n);
    assert.equal(await rounds().read("currentRoundInitialized"), false);

    const { events, blockNumber } = await rounds().send({ from: stranger }, "initializeRound");

    const previous = `0x${(Number(blockNumber) - 1).toString(16)}`;
    const before = await suite().chain.rpc("eth_getBlockByNumber", previous, false);
    assert.deepEqual(events, [["NewRound", 3n, before.hash]]);
    assert.equal(await rounds().read("blockHashForRound", 3n), before.hash);
    assert.equal(await rounds().read("lastInitializedRound"), 3n);
    assert.equal(await rounds().read("currentRoundInitialized"), true);
  });

  test("is begun once", async () => {
    assert.equal(await rounds().refusal({ from: stranger }, "initializeRound"), "round already initialized");
  });

  test("is not begun while the system is paused", async () => {
    await suite().toRound(3n);
    await suite().controller.send({ from: deployer }, "pause");

    assert.equal(await rounds().refusal({ from: stranger }, "initializeRound"), "system is paused");
  });

  test("has no hash if it was skipped or never came", async () => {
    await suite().passRounds(3);

    assert.equal(await rounds().read("blockHashForRound", 2n), ZeroHash);
    assert.equal(await rounds().read("blockHashForRound", 2n ** 256n - 1n), ZeroHash);
  });

  test("is locked in its last tenth", async () => {
    await suite().toRound(3n);
    await suite().chain.mine(44);
    assert.equal(await rounds().read("currentRoundLocked"), false);
    await suite().chain.mine(1);
    assert.equal(await rounds().read("currentRoundLocked"), true);
  });

  test("knows the hashes of the last 256 blocks", async () => {
    await suite().chain.mine(400);
    const head = BigInt(await suite().chain.blockNumber());
    const refusal = (block) => rounds().refusal({}, "blockHash", block);

    assert.notEqual(await rounds().read("blockHash", head - 256n), ZeroHash);
    assert.equal(await refusal(head + 9n), "can only retrieve past block hashes");
    assert.equal(await refusal(head - 300n), "can only retrieve hashes for last 256 blocks");
  });

  test("counts from block 0 wherever it was deployed", async () => {
    assert.equal(await rounds().read("lastRoundLengthUpdateRound"), 0n);
    assert.equal(await rounds().read("lastRoundLengthUpdateStartBlock"), 0n);
    assert.equal(await rounds().read("roundLength"), BigInt(ROUND_LENGTH));
    assert.equal(await rounds().read("roundLockAmount"), 100000n);
  });

  test("fixes the stake that is active in it", async () => {
    await suite().bond(orchestrator, 5n * lpt);
    assert.equal(await suite().bonding.read("getTotalBonded"), 0n);
    assert.equal(await suite().bonding.read("nextRoundTotalActiveStake"), 5n * lpt);

    await suite().passRounds();

    assert.equal(await suite().bonding.read("getTotalBonded"), 5n * lpt);
    assert.equal(await suite().bonding.read("currentRoundTotalActiveStake"), 5n * lpt);
  });
});
