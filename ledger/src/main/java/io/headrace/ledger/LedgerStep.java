package io.headrace.ledger;

import io.headrace.chain.Revert;
import java.util.List;

/** What came of a command. */
public sealed interface LedgerStep {

    record Applied(LedgerState state, List<LedgerEvent> events) implements LedgerStep {
        public Applied {
            events = List.copyOf(events);
        }
    }

    /** Nothing changed. */
    record Refused(Revert reason) implements LedgerStep {}

    static LedgerStep applied(LedgerState state, LedgerEvent... events) {
        return new Applied(state, List.of(events));
    }

    static LedgerStep refused(Revert reason) {
        return new Refused(reason);
    }
}
