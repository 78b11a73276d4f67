package io.headrace.orchestrator.runner;

import java.io.InterruptedIOException;

/** What a handler throws when this node stops while it waits. */
final class Interruption {

    private Interruption() {}

    static InterruptedIOException of(InterruptedException stopping) {
        Thread.currentThread().interrupt();
        var interrupted = new InterruptedIOException("This node is stopping");
        interrupted.initCause(stopping);
        return interrupted;
    }
}
