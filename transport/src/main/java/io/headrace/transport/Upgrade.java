package io.headrace.transport;

/** What a peer said to the wish to leave HTTP. */
public sealed interface Upgrade {

    /**
     * It agreed: {@code 101}.
     *
     * @param headers of its answer
     * @param tunnel to be closed
     */
    record Switched(Headers headers, Tunnel tunnel) implements Upgrade {}

    /** @param answer any other, to be closed */
    record Declined(Answer answer) implements Upgrade {}
}
