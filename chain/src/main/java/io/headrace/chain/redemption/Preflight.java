package io.headrace.chain.redemption;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;

/**
 * What the chain says about a winner right before it is redeemed.
 *
 * @param used whether it was redeemed before, by whomever
 * @param gasPrice wei per gas
 * @param availableFunds what the sender could pay this recipient now: deposit and the recipient's share of the reserve
 */
public record Preflight(boolean used, Wei gasPrice, Credit availableFunds) {}
