package io.headrace.admin.join;

import io.headrace.job.selection.Orchestrator;
import java.net.URI;

/**
 * An orchestrator whose admin API may be asked: one of the same operator, on the same machine as a rule.
 *
 * @param admin where its admin API is, without a path
 */
public record Neighbour(Orchestrator orchestrator, URI admin) {

    /** By its place, or by its address after it moved to another place. */
    boolean is(Orchestrator named) {
        boolean paid = !orchestrator.address().isZero();
        return orchestrator.service().equals(named.service())
                || (paid && orchestrator.address().equals(named.address()));
    }
}
