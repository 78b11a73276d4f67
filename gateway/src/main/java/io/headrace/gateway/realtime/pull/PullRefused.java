package io.headrace.gateway.realtime.pull;

/** A stream is not fetched; the message is a sentence for whoever asked. */
final class PullRefused extends Exception {

    private final int status;

    /** @param status of HTTP */
    PullRefused(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    int status() {
        return status;
    }
}
