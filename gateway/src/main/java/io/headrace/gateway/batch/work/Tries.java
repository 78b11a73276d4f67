package io.headrace.gateway.batch.work;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.batch.error.BatchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who was asked for one request and why it did not serve, and what another failure means (pipelines section 3.2). Immutable.
 *
 * <pre>
 * the request is at fault            the job ends: nobody is to blame
 * the payment was refused            the same one again, with fresh parameters, then another
 * no room                            another; the same one again while there is patience
 * gone for this pipeline             another
 * a runner failed                    another; a second failure of the same kind ends the job
 * </pre>
 */
record Tries(List<Try> made) {

    static final Tries NONE = new Tries(List.of());

    /** One answer that was none. */
    record Try(Orchestrator by, BatchFailure failure) {}

    Tries {
        made = List.copyOf(made);
    }

    Tries with(Orchestrator by, BatchFailure failure) {
        var more = new ArrayList<>(made);
        more.add(new Try(by, failure));
        return new Tries(more);
    }

    Optional<Try> last() {
        return made.isEmpty() ? Optional.empty() : Optional.of(made.getLast());
    }

    boolean asked(Orchestrator one) {
        return made.stream().anyMatch(each -> each.by().equals(one));
    }

    /** The last thing that it said. */
    Optional<BatchFailure> said(Orchestrator one) {
        return made.reversed().stream()
                .filter(each -> each.by().equals(one))
                .map(Try::failure)
                .findFirst();
    }

    /**
     * What the last failure means to the job.
     *
     * @param patience whether the client still waits for room
     * @param willing all who might serve
     */
    Reason reason(Patience patience, Set<Orchestrator> willing) {
        var latest = made.getLast().failure();
        boolean exhausted = patience == Patience.OVER && willing.stream().allMatch(this::asked);
        return switch (latest.reaction()) {
            case TELL_CLIENT -> Reason.REQUEST_REFUSED;
            case SUSPEND -> failedTwice(latest) ? Reason.RUNNERS_FAILED : Reason.REFUSED;
            case PAY_AGAIN -> exhausted ? Reason.NO_SUITABLE_ORCHESTRATOR : Reason.TICKET_REFUSED;
            case TRY_ANOTHER -> exhausted ? Reason.NO_SUITABLE_ORCHESTRATOR : Reason.CAPPED;
            case NEVER_AGAIN -> exhausted ? Reason.NO_SUITABLE_ORCHESTRATOR : Reason.SESSION_REFUSED;
        };
    }

    private boolean failedTwice(BatchFailure latest) {
        return made.stream()
                        .filter(each -> each.failure().getClass().equals(latest.getClass()))
                        .count()
                > 1;
    }

    /** Whether a client still waits for somebody to have room. */
    enum Patience {
        LASTS,
        OVER
    }
}
