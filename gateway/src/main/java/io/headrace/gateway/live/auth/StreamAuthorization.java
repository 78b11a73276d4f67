package io.headrace.gateway.live.auth;

import io.headrace.gateway.live.StreamOrder;

/**
 * Decides who may publish. Nothing is remembered between two asks: a permission that was withdrawn is gone, and a webhook
 * that was down a moment ago is asked again. Blocks; any thread may call.
 */
@FunctionalInterface
public interface StreamAuthorization {

    Verdict authorize(StreamAsk ask) throws InterruptedException;

    /** What may be done. */
    sealed interface Verdict {}

    /** @param order under a name that may differ from the one asked for */
    record Allowed(StreamOrder order) implements Verdict {}

    /**
     * The stream is allowed, and no rendition of it is wanted: there is nothing to transcode.
     *
     * @param name under which it was allowed
     */
    record NothingWanted(String name) implements Verdict {}

    /** @param sentence for the log; publishers learn only that they are denied */
    record Denied(String sentence) implements Verdict {}

    /**
     * The publisher may, and what is to be made of the stream makes no sense.
     *
     * @param sentence for the log
     */
    record Senseless(String sentence) implements Verdict {}
}
