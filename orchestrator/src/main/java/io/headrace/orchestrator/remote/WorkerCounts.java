package io.headrace.orchestrator.remote;

/**
 * How it stands with the workers of an orchestrator, for gauges and counters.
 *
 * @param connected registered, and taking new tasks
 * @param leaving delivering what they have, and taking nothing new
 * @param capacity units that can be at work at once
 * @param load slots that are taken, also by work that nobody waits for any more
 * @param waiting units for which no worker is free
 * @param lost workers whose connection broke or that hung, since the beginning
 * @param overdue tasks that took longer than they should, since the beginning
 * @param shared of these, given to a second worker
 */
public record WorkerCounts(
        int connected, int leaving, int capacity, int load, int waiting, long lost, long overdue, long shared) {

    static WorkerCounts of(Pool pool) {
        int load = pool.load();
        return new WorkerCounts(
                pool.members().size(),
                pool.leaving().size(),
                pool.capacity(),
                load,
                pool.errands().size() - load,
                pool.tally().lost(),
                pool.tally().overdue(),
                pool.tally().shared());
    }
}
