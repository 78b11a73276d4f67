package io.headrace.wire;

/**
 * What is told to a peer that is refused.
 *
 * @param text exactly as it travels; peers compare it
 */
public record Refusal(PeerError error, String text) {
    /** Of the HTTP answer, or 200 where the text travels within a result. */
    public int status() {
        return error.status();
    }
}
