package io.headrace.gateway.realtime.pull;

/** A stream is not fetched; the message is a sentence for whoever asked. */
public final class PullRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP */
    PullRefused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
