import { AbiCoder, HDNodeWallet, Interface, Mnemonic } from "ethers";

/** The development phrase that every anvil starts with; its accounts are rich and unlocked. */
const PHRASE = "test test test test test test test test test test test junk";
const GAS_LIMIT = "0x989680";
const ERROR_SELECTOR = "0x08c379a0";
const PANIC_SELECTOR = "0x4e487b71";

export const accounts = Array.from({ length: 10 }, (_, index) =>
  HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(PHRASE), `m/44'/60'/0'/0/${index}`),
);

/** What a node answers when a call reverts: the reason in words, "panic 0x.." or the raw data. */
function reasonIn(data) {
  if (data?.startsWith(ERROR_SELECTOR)) {
    return AbiCoder.defaultAbiCoder().decode(["string"], `0x${data.slice(10)}`)[0];
  }
  if (data?.startsWith(PANIC_SELECTOR)) {
    return `panic 0x${BigInt(`0x${data.slice(10)}`).toString(16)}`;
  }
  return data ?? "no reason";
}

export class Chain {
  #url;
  #nextId = 1;

  constructor(url) {
    this.#url = url;
  }

  async rpc(method, ...params) {
    const request = { jsonrpc: "2.0", id: this.#nextId++, method, params };
    const response = await fetch(this.#url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const { result, error } = await response.json();
    if (error) {
      const failure = new Error(`${method}: ${error.message}`);
      failure.reason = reasonIn(error.data);
      throw failure;
    }
    return result;
  }

  /** Mines the transaction; throws if it reverts. */
  async send(transaction) {
    const receipt = await this.rpc("eth_sendTransactionSync", { gas: GAS_LIMIT, ...transaction });
    if (receipt.status !== "0x1") {
      const reason = await this.refusal(transaction);
      throw new Error(`transaction failed: ${reason}`);
    }
    return receipt;
  }

  /** Why the node would refuse the transaction before it is sent; fails if it would not. */
  async refusal(transaction) {
    try {
      await this.rpc("eth_estimateGas", transaction);
    } catch (failure) {
      return failure.reason ?? failure.message;
    }
    throw new Error("the transaction is not refused");
  }

  async balance(address) {
    return BigInt(await this.rpc("eth_getBalance", address, "latest"));
  }

  async blockNumber() {
    return Number(await this.rpc("eth_blockNumber"));
  }

  async mine(blocks) {
    if (blocks > 0) {
      await this.rpc("anvil_mine", `0x${blocks.toString(16)}`);
    }
  }
}

/** One contract on one chain, spoken to by function name. */
export class Contract {
  #chain;

  constructor(chain, address, abi) {
    this.#chain = chain;
    this.address = address;
    this.interface = new Interface(abi);
  }

  async read(name, ...args) {
    const result = await this.#chain.rpc("eth_call", this.#transaction({}, name, args), "latest");
    const values = this.interface.decodeFunctionResult(name, result);
    return values.length === 1 ? values[0] : values;
  }

  /** The words of a view's answer, as a strict decoder counts them. */
  async words(name, ...args) {
    const result = await this.#chain.rpc("eth_call", this.#transaction({}, name, args), "latest");
    return (result.length - 2) / 64;
  }

  /** Mines the call. The receipt gains `events`, those of this contract, in order. */
  async send(options, name, ...args) {
    const receipt = await this.#chain.send(this.#transaction(options, name, args));
    return { ...receipt, gas: Number(receipt.gasUsed), events: this.eventsIn(receipt.logs) };
  }

  async refusal(options, name, ...args) {
    return this.#chain.refusal(this.#transaction(options, name, args));
  }

  eventsIn(logs) {
    return logs
      .filter((log) => log.address.toLowerCase() === this.address.toLowerCase())
      .map((log) => this.interface.parseLog(log))
      .map((event) => [event.name, ...event.args]);
  }

  #transaction({ from, value = 0n }, name, args) {
    return {
      from: from?.address,
      to: this.address,
      value: `0x${value.toString(16)}`,
      data: this.interface.encodeFunctionData(name, args),
    };
  }
}
