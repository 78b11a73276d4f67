package io.headrace.chain.transaction;

/**
 * The chain's latest block.
 *
 * @param block by the endpoint's own count, the one receipts are in
 */
public record Head(long block, GasMarket market) {}
