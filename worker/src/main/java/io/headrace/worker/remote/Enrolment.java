package io.headrace.worker.remote;

import io.grpc.Channel;
import java.util.Iterator;

/**
 * What a worker offers itself for, and by which call of the network.
 *
 * @param <N> what it is told
 */
public interface Enrolment<N> {

    /** Calls; what comes is told for as long as the registration lasts. */
    Iterator<N> enrol(Channel orchestrator);

    /** The same call for nothing, which says that the worker leaves. */
    Iterator<N> enrolForNothing(Channel orchestrator);

    /** Takes what it is told; returns at once. */
    void take(N notice);
}
