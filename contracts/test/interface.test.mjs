import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Interface, ZeroAddress, id as keccakOf } from "ethers";
import { Contract } from "./support/chain.mjs";
import { artifact, plan } from "./support/deployer.mjs";
import { deployer, useSuite } from "./support/suite.mjs";

function vectors(path) {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}

const identifiers = vectors("./vectors/identifiers.json");
const recorded = vectors("./vectors/recorded-transactions.json");
const tickets = vectors("../../payments/src/test/resources/vectors/payments.json");
const CONTRACTS = Object.keys(identifiers.selectors);

/** What a local chain does without; a node calls none of these. */
const ABSENT = {
  Controller: ["updateController(bytes32,address)"],
  TicketBroker: [
    "setController(address)",
    "setTicketValidityPeriod(uint256)",
    "setUnlockPeriod(uint256)",
    "targetContractId()",
  ],
  BondingManager: [
    "bondForWithHint(uint256,address,address,address,address,address,address)",
    "checkpointBondingState(address)",
    "setController(address)",
    "setNumActiveTranscoders(uint256)",
    "setTreasuryBalanceCeiling(uint256)",
    "setTreasuryRewardCutRate(uint256)",
    "setUnbondingPeriod(uint64)",
    "slashTranscoder(address,address,uint256,uint256)",
    "targetContractId()",
    "transferBond(address,uint256,address,address,address,address)",
  ],
  RoundsManager: [
    "lipUpgradeRound(uint256)",
    "setController(address)",
    "setLIPUpgradeRound(uint256,uint256)",
    "setRoundLength(uint256)",
    "setRoundLockAmount(uint256)",
    "targetContractId()",
  ],
  ServiceRegistry: ["controller()", "setController(address)", "targetContractId()"],
  Minter: [
    "getController()",
    "migrateToNewMinter(address)",
    "setController(address)",
    "setInflationChange(uint256)",
    "setTargetBondingRate(uint256)",
    "trustedBurnTokens(uint256)",
  ],
  LivepeerToken: [
    "burn(uint256)",
    "burnFrom(address,uint256)",
    "decreaseAllowance(address,uint256)",
    "DOMAIN_SEPARATOR()",
    "eip712Domain()",
    "getRoleAdmin(bytes32)",
    "increaseAllowance(address,uint256)",
    "nonces(address)",
    "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
    "renounceRole(bytes32,address)",
    "supportsInterface(bytes4)",
  ],
  LivepeerTokenFaucet: [
    "addToWhitelist(address)",
    "isWhitelisted(address)",
    "owner()",
    "removeFromWhitelist(address)",
    "transferOwnership(address)",
  ],
  PriceFeed: [],
};

/** What the protocol's contracts do not have: constructor arguments made readable, and what replaces governance. */
const OWN = {
  TicketBroker: ["requiresFullCover()"],
  BondingManager: ["MAX_DELEGATORS()"],
  PriceFeed: ["owner()", "setAnswer(int256)"],
};

const OWN_EVENTS = ["PriceFeed.AnswerUpdated"];

function interfaceOf(contract) {
  return new Interface(artifact(contract).abi);
}

function fragments(contract, type) {
  return interfaceOf(contract).fragments.filter((fragment) => fragment.type === type);
}

function sorted(values) {
  return [...values].sort();
}

describe("the interface", () => {
  for (const contract of CONTRACTS) {
    test(`of ${contract} has the protocol's selectors, but for those that are named`, () => {
      const ours = new Map(fragments(contract, "function").map((f) => [f.format("sighash"), f.selector]));
      const theirs = new Map(Object.entries(identifiers.selectors[contract]));
      for (const [signature, selector] of theirs) {
        if (ours.has(signature)) assert.equal(ours.get(signature), selector, signature);
      }
      assert.deepEqual(sorted([...theirs.keys()].filter((name) => !ours.has(name))), sorted(ABSENT[contract]));
      assert.deepEqual(sorted([...ours.keys()].filter((name) => !theirs.has(name))), sorted(OWN[contract] ?? []));
    });

    test(`of ${contract} has the protocol's events to the name and index of each argument`, () => {
      for (const event of fragments(contract, "event")) {
        if (OWN_EVENTS.includes(`${contract}.${event.name}`)) continue;
        const declaration = event.format("full").replace(/^event /, "");
        assert.equal(identifiers.eventTopics[contract]?.[declaration], event.topicHash, declaration);
      }
    });
  }

  test("emits every event that a node watches", () => {
    const topics = new Set(CONTRACTS.flatMap((contract) => fragments(contract, "event").map((e) => e.topicHash)));
    for (const { signature, topic } of identifiers.watchedTopics) {
      assert.ok(topics.has(topic), signature);
    }
  });

  test("encodes calls to the byte as the protocol's clients do", () => {
    for (const { contract, function: signature, args, calldata } of identifiers.calldata) {
      assert.equal(interfaceOf(contract).encodeFunctionData(signature, args), calldata, signature);
    }
  });

  test("reads the events of recorded transactions, and would emit the same bytes", () => {
    let read = 0;
    for (const log of recorded.transactions.flatMap(({ logs }) => logs)) {
      const contract = interfaceOf(log.contract);
      const event = contract.parseLog(log);
      assert.deepEqual([event.name, event.args.map(String)], [log.event, log.args]);
      assert.deepEqual(contract.encodeEventLog(event.fragment, event.args), { topics: log.topics, data: log.data });
      read++;
    }
    assert.ok(read > 0);
  });
});

describe("the deployment", () => {
  const suite = useSuite();

  test("registers each contract under the protocol's ids", async () => {
    for (const { name, ids } of plan.deployments) {
      for (const id of ids) {
        assert.equal(keccakOf(id), identifiers.contractIds[id] ?? assert.fail(`${name}: no such id ${id}`));
        assert.notEqual(await suite().controller.read("getContract", keccakOf(id)), "0x".padEnd(42, "0"), id);
      }
    }
    const broker = await suite().controller.read("getContract", keccakOf("TicketBroker"));
    assert.equal(await suite().controller.read("getContract", keccakOf("JobsManager")), broker);
  });

  test("names each constructor's arguments and types as the artifact has them", () => {
    for (const { contract, arguments: declared } of plan.deployments) {
      const inputs = interfaceOf(contract).deploy.inputs.map(({ name, type }) => [name.replace(/_$/, ""), type]);
      assert.deepEqual(declared.map(({ name, type }) => [name, type]), inputs, contract);
    }
    for (const { on, function: signature, arguments: declared } of plan.calls) {
      const { inputs } = interfaceOf(on).getFunction(signature);
      assert.deepEqual(declared.map(({ name, type }) => [name, type]), inputs.map(({ name, type }) => [name, type]));
    }
  });

  test("is refused with parameters that make no sense", async () => {
    const refusals = [
      ["RoundsManager", { length: 0 }, "round length must be greater than 0"],
      ["RoundsManager", { lockAmount: 1000001 }, "invalid round lock amount percentage"],
      ["RoundsManager", { controller: ZeroAddress }, "controller is the zero address"],
      ["TicketBroker", { ticketValidityPeriod: 0 }, "ticket validity period must be greater than 0"],
      ["BondingManager", { poolMaxSize: 0 }, "pool size must be greater than 0"],
      ["BondingManager", { treasuryCutRate: 10n ** 27n + 1n }, "invalid treasury cut rate"],
      ["Minter", { inflation: 10 ** 9 + 1 }, "inflation is invalid percentage"],
      ["Minter", { inflationChange: 10 ** 9 + 1 }, "inflation change is invalid percentage"],
      ["Minter", { targetBondingRate: 10 ** 9 + 1 }, "target bonding rate is invalid percentage"],
    ];
    for (const [contract, wrong, reason] of refusals) {
      const values = { controller: suite().controller.address, ...wrong };
      const { arguments: declared } = plan.deployments.find(({ name }) => name === contract);
      const encoded = interfaceOf(contract).encodeDeploy(declared.map(({ name }) => values[name] ?? 1));
      const data = artifact(contract).bytecode + encoded.slice(2);
      assert.equal(await suite().chain.refusal({ from: deployer.address, data }), reason);
    }
  });

  test("gives the Minter the role to mint, and leaves the system running", async () => {
    const role = identifiers.roles.MINTER_ROLE;
    assert.equal(await suite().token.read("hasRole", role, suite().minter.address), true);
    assert.equal(await suite().controller.read("paused"), false);
  });

  test("answers a sender's state in four words", async () => {
    const nobody = "0x".padEnd(42, "1");
    assert.equal(await suite().broker.words("getSenderInfo", nobody), 4);
    assert.equal(await suite().broker.words("getReserveInfo", nobody), 2);
  });

  test("hashes tickets as the protocol does", async () => {
    const signed = tickets.tickets.map((ticket) => ({ ticket, ticketHash: ticket.ticketHash }));
    const goldens = [...tickets.ticketHashGoldens, ...signed];
    const names = ["recipient", "sender", "faceValue", "winProb", "senderNonce", "recipientRandHash", "auxData"];
    for (const { ticket, ticketHash } of goldens) {
      const tuple = names.map((name) => ticket[name]);
      assert.equal(await suite().broker.read("getTicketHash", tuple), ticketHash);
    }
    assert.ok(goldens.length >= 21);
  });

  test("fits the size that a chain accepts", async () => {
    for (const contract of Object.values(suite()).filter((value) => value instanceof Contract)) {
      const code = await suite().chain.rpc("eth_getCode", contract.address, "latest");
      assert.ok(code.length / 2 - 1 <= 24576 && code.length > 2, contract.address);
    }
  });
});
