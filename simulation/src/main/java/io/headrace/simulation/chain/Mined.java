package io.headrace.simulation.chain;

import io.headrace.ledger.LedgerEvent;
import io.headrace.payments.Wei;
import java.util.List;

/**
 * A transaction in a block.
 *
 * @param succeeded false when the contract refused it: the gas is spent, and nothing else changed
 * @param cost what its gas was
 */
record Mined(Sent sent, boolean succeeded, Wei cost, List<LedgerEvent> events) {}
