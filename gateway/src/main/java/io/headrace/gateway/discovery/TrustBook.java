package io.headrace.gateway.discovery;

import io.headrace.crypto.EthAddress;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Trust;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What verification found of operators, for all jobs. It is kept by who is paid, so that another place, or a
 * while off the list, does not wash it away; off chain it is kept by place. Only those that are not neutral are kept, and
 * of them the newest. Any thread.
 */
final class TrustBook {

    private static final int MAX_ENTRIES = 10_000;

    private final Map<Object, Trust> entries = new LinkedHashMap<>();

    synchronized Trust of(Orchestrator orchestrator) {
        return entries.getOrDefault(operator(orchestrator), Trust.NEUTRAL);
    }

    void mismatched(Orchestrator orchestrator) {
        change(orchestrator, Trust::mismatched);
    }

    void verified(Orchestrator orchestrator) {
        change(orchestrator, Trust::verified);
    }

    private synchronized void change(Orchestrator orchestrator, UnaryOperator<Trust> by) {
        var changed = by.apply(of(orchestrator));
        entries.remove(operator(orchestrator));
        if (!changed.equals(Trust.NEUTRAL)) {
            entries.put(operator(orchestrator), changed);
        }
        if (entries.size() > MAX_ENTRIES) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    private static Object operator(Orchestrator orchestrator) {
        return orchestrator.address().equals(EthAddress.ZERO) ? orchestrator.service() : orchestrator.address();
    }
}
