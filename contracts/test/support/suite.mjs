import { after, afterEach, before, beforeEach } from "node:test";
import { startAnvil } from "./anvil.mjs";
import { Chain, accounts } from "./chain.mjs";
import { deploy } from "./deployer.mjs";

export const [deployer, orchestrator, gateway, delegator, rival, stranger] = accounts;
export const ether = 10n ** 18n;
export const lpt = 10n ** 18n;
export const ROUND_LENGTH = 50;

/** The deployed contracts, by the words of the protocol, with the steps that scenarios share. */
class Suite {
  constructor(chain, contracts) {
    this.chain = chain;
    this.controller = contracts.Controller;
    this.broker = contracts.TicketBroker;
    this.bonding = contracts.BondingManager;
    this.rounds = contracts.RoundsManager;
    this.minter = contracts.Minter;
    this.token = contracts.LivepeerToken;
    this.faucet = contracts.LivepeerTokenFaucet;
    this.treasury = contracts.Treasury;
    this.priceFeed = contracts.PriceFeed;
    this.registry = contracts.ServiceRegistry;
    this.aiRegistry = contracts.AIServiceRegistry;
    this.deployGas = contracts.gas;
  }

  /** Mines up to the first block of a later round, without initializing it. */
  async toRound(round) {
    const next = Number(round) * ROUND_LENGTH;
    // A view is answered as of the newest block, so the round is current as soon as its first block is there.
    await this.chain.mine(next - (await this.chain.blockNumber()));
  }

  async currentRound() {
    return this.rounds.read("currentRound");
  }

  /** Begins the round that comes `count` after the current one. */
  async passRounds(count = 1) {
    await this.toRound((await this.currentRound()) + BigInt(count));
    await this.rounds.send({ from: deployer }, "initializeRound");
    return this.currentRound();
  }

  async bond(account, amount, to = account) {
    await this.token.send({ from: deployer }, "transfer", account.address, amount);
    await this.token.send({ from: account }, "approve", this.bonding.address, amount);
    return this.bonding.send({ from: account }, "bond", amount, to.address);
  }

  async fund(account, deposit, reserve) {
    const options = { from: account, value: deposit + reserve };
    return this.broker.send(options, "fundDepositAndReserve", deposit, reserve);
  }
}

/**
 * Gives each test of the file the same freshly deployed suite on a chain of its own: what one test does is undone
 * before the next. `prepare` runs once, after the first round was begun.
 */
export function useSuite({ parameters = {}, prepare = async () => {} } = {}) {
  const shared = {};
  let anvil;
  let snapshot;
  before(async () => {
    anvil = await startAnvil();
    const chain = new Chain(anvil.url);
    const contracts = await deploy(chain, deployer, { roundLength: String(ROUND_LENGTH), ...parameters });
    Object.assign(shared, { suite: new Suite(chain, contracts) });
    await shared.suite.passRounds();
    await prepare(shared.suite);
  });
  beforeEach(async () => {
    snapshot = await shared.suite.chain.rpc("evm_snapshot");
  });
  afterEach(async () => {
    await shared.suite.chain.rpc("evm_revert", snapshot);
  });
  after(() => anvil?.stop());
  return () => shared.suite;
}
