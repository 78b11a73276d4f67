package io.headrace.orchestrator.remote;

/**
 * Under which numbers an order is known to workers.
 *
 * @param first for the worker that gets it
 * @param second for one that gets it as well when the first is overdue; so it is clear from each delivery whose it is
 */
record TaskIds(long first, long second) {

    long other(long task) {
        return task == first ? second : first;
    }
}
