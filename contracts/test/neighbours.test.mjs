import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ZeroAddress, ZeroHash, id as keccakOf } from "ethers";
import { deployer, lpt, orchestrator, rival, stranger, useSuite } from "./support/suite.mjs";

const VERSION = `0x${"ab".repeat(20)}`;

describe("the Controller", () => {
  const suite = useSuite();
  const controller = () => suite().controller;

  test("keeps address and version of each contract, zeros for an unknown id", async () => {
    const id = keccakOf("LivepeerGovernor");
    assert.equal(await controller().read("getContract", id), ZeroAddress);

    const { events } = await controller().send({ from: deployer }, "setContractInfo", id, stranger.address, VERSION);

    assert.deepEqual(events, [["SetContractInfo", id, stranger.address, VERSION]]);
    assert.deepEqual([...(await controller().read("getContractInfo", id))], [stranger.address, VERSION]);
  });

  test("obeys its owner only", async () => {
    const calls = [
      ["pause"],
      ["unpause"],
      ["transferOwnership", stranger.address],
      ["setContractInfo", ZeroHash, ZeroAddress, VERSION],
    ];
    for (const call of calls) {
      assert.equal(await controller().refusal({ from: stranger }, ...call), "caller must be Controller owner");
    }
  });

  test("can be handed over", async () => {
    const nobody = await controller().refusal({ from: deployer }, "transferOwnership", ZeroAddress);
    assert.equal(nobody, "new owner is the zero address");

    await controller().send({ from: deployer }, "transferOwnership", rival.address);

    assert.equal(await controller().read("owner"), rival.address);
    const { events } = await controller().send({ from: rival }, "pause");
    assert.deepEqual(events, [["Pause"]]);
    assert.deepEqual((await controller().send({ from: rival }, "unpause")).events, [["Unpause"]]);
  });
});

describe("the token", () => {
  const suite = useSuite();
  const token = () => suite().token;

  test("is LPT with 18 decimals", async () => {
    const facts = await Promise.all(["name", "symbol", "decimals"].map((name) => token().read(name)));
    assert.deepEqual(facts, ["Livepeer Token", "LPT", 18n]);
  });

  test("moves within balance and allowance", async () => {
    await token().send({ from: deployer }, "transfer", orchestrator.address, 10n);
    await token().send({ from: orchestrator }, "approve", stranger.address, 6n);
    const take = (amount, to = rival.address) => ["transferFrom", orchestrator.address, to, amount];
    const { events } = await token().send({ from: stranger }, ...take(4n));

    assert.deepEqual(events, [["Transfer", orchestrator.address, rival.address, 4n]]);
    assert.equal(await token().read("allowance", orchestrator.address, stranger.address), 2n);
    const refusal = (...call) => token().refusal({ from: stranger }, ...call);
    assert.equal(await refusal(...take(3n)), "ERC20: insufficient allowance");
    assert.equal(await refusal(...take(1n, ZeroAddress)), "ERC20: transfer to the zero address");
    assert.equal(await refusal("transfer", rival.address, 1n), "ERC20: transfer amount exceeds balance");
  });

  test("does not use up the largest allowance", async () => {
    const most = 2n ** 256n - 1n;
    await token().send({ from: deployer }, "approve", stranger.address, most);

    await token().send({ from: stranger }, "transferFrom", deployer.address, rival.address, 4n);

    assert.equal(await token().read("allowance", deployer.address, stranger.address), most);
  });

  test("is minted by those whom the administrator names", async () => {
    const role = keccakOf("MINTER_ROLE");
    const mint = ["mint", rival.address, 5n];
    assert.equal(await token().refusal({ from: stranger }, ...mint), "caller lacks the role");
    assert.equal(await token().refusal({ from: stranger }, "grantRole", role, stranger.address), "caller lacks the role");
    const granted = await token().send({ from: deployer }, "grantRole", role, stranger.address);
    assert.deepEqual(granted.events, [["RoleGranted", role, stranger.address, deployer.address]]);

    const { events } = await token().send({ from: stranger }, ...mint);

    assert.deepEqual(events, [
      ["Transfer", ZeroAddress, rival.address, 5n],
      ["Mint", rival.address, 5n],
    ]);
    const revoked = await token().send({ from: deployer }, "revokeRole", role, stranger.address);
    assert.deepEqual(revoked.events, [["RoleRevoked", role, stranger.address, deployer.address]]);
    assert.equal(await token().refusal({ from: stranger }, ...mint), "caller lacks the role");
  });
});

describe("the faucet", () => {
  const suite = useSuite();

  test("gives ten LPT an hour", async () => {
    const { events } = await suite().faucet.send({ from: stranger }, "request");

    assert.deepEqual(events, [["Request", stranger.address, 10n * lpt]]);
    assert.equal(await suite().token.read("balanceOf", stranger.address), 10n * lpt);
    const early = await suite().faucet.refusal({ from: stranger }, "request");
    assert.equal(early, "faucet request before nextValidRequest");
    await suite().chain.rpc("evm_increaseTime", "0xe10");
    await suite().chain.mine(1);
    await suite().faucet.send({ from: stranger }, "request");
  });
});

describe("the registries", () => {
  const suite = useSuite();

  test("keep each account's URI, apart from each other", async () => {
    const uri = "https://127.0.0.1:8935";
    const { events } = await suite().registry.send({ from: orchestrator }, "setServiceURI", uri);

    assert.deepEqual(events, [["ServiceURIUpdate", orchestrator.address, uri]]);
    assert.equal(await suite().registry.read("getServiceURI", orchestrator.address), uri);
    assert.equal(await suite().registry.read("getServiceURI", rival.address), "");
    assert.equal(await suite().aiRegistry.read("getServiceURI", orchestrator.address), "");
  });
});

describe("the price feed", () => {
  const suite = useSuite();

  test("answers what its owner set, in the shape of a public feed", async () => {
    const feed = suite().priceFeed;
    const facts = [await feed.read("description"), await feed.read("decimals")];
    assert.deepEqual(facts, ["ETH / USD", 8n]);
    assert.equal((await feed.read("latestRoundData"))[1], 300_000_000_000n);
    assert.equal(await feed.refusal({ from: stranger }, "setAnswer", 1n), "caller must be the price feed's owner");

    await feed.send({ from: deployer }, "setAnswer", -7n);

    const [id, answer, startedAt, updatedAt, answeredIn] = await feed.read("latestRoundData");
    assert.deepEqual([id, answer, answeredIn], [2n, -7n, 2n]);
    assert.equal(startedAt, updatedAt);
    assert.equal(await feed.words("latestRoundData"), 5);
  });
});
