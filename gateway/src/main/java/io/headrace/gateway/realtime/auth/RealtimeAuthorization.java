package io.headrace.gateway.realtime.auth;

import io.headrace.gateway.realtime.order.RealtimeOrder;

/** Decides who may have a stream, and what is made of it. Nothing is remembered between two asks. Blocks; any thread. */
public interface RealtimeAuthorization {

    Verdict authorize(RealtimeAsk ask) throws InterruptedException;

    /** Whether somebody may steer or watch a stream that is there, as who may publish it. */
    boolean admits(RealtimeAsk visit) throws InterruptedException;

    /** What may be done. */
    sealed interface Verdict {}

    record Allowed(RealtimeOrder order) implements Verdict {}

    /** Allowed, and nothing is to be made of it: what is published is what is watched. */
    record Relayed(String name) implements Verdict {}

    /** @param sentence for the log; clients learn only that they are denied */
    record Denied(String sentence) implements Verdict {}

    /** @param sentence for the client: what it asks makes no sense */
    record Senseless(String sentence) implements Verdict {}
}
