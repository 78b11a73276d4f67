package io.headrace.job;

import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;

/**
 * The job's agreement with one orchestrator.
 *
 * @param number counts from 1 within the job; never used twice
 * @param price per unit of the pipeline; {@link Price#FREE} where no money is asked
 * @param capacity units in flight at once, at least 1
 */
public record Session(int number, Orchestrator orchestrator, Price price, int capacity) {

    public Session {
        if (number < 1 || capacity < 1) {
            throw new IllegalArgumentException("Session %d with room for %d units".formatted(number, capacity));
        }
    }

    Session at(Price other) {
        return new Session(number, orchestrator, other, capacity);
    }

    /** What so much work is expected to cost here. */
    public Credit fee(long quantity) {
        return price.times(quantity);
    }
}
