package io.headrace.node.chain;

import static java.util.Objects.requireNonNull;

import io.headrace.ledger.CoverRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The suite on our contracts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnvilScenariosTest extends ChainScenarios {

    private @Nullable AnvilHost host;

    @BeforeAll
    void start() {
        host = AnvilHost.startOrSkip();
    }

    @AfterAll
    void end() {
        if (host != null) {
            host.close();
        }
    }

    @Override
    TestChain open(CoverRule rule) {
        return requireNonNull(host).open(rule);
    }
}
