package io.headrace.node.chain;

import io.headrace.ledger.CoverRule;

/** The suite on the ledger. */
class LedgerScenariosTest extends ChainScenarios {

    @Override
    TestChain open(CoverRule rule) {
        return LedgerTestChain.open(rule);
    }
}
