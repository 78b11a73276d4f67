package io.headrace.chain.transaction;

import io.headrace.payments.Wei;

/**
 * What gas costs at a block (EIP-1559).
 *
 * @param baseFee wei per gas that the block burns
 * @param tip wei per gas that a block's maker is given by those in a normal hurry
 */
public record GasMarket(Wei baseFee, Wei tip) {}
