package io.headrace.gateway.intake;

/** The stream takes nothing any more; the message says why, for whoever publishes it. */
public final class StreamOver extends Exception {

    public StreamOver(String sentence) {
        super(sentence);
    }
}
