package io.headrace.rtmp.publish;

/** A stream is not taken, or not any longer. The message is a sentence told to the client. */
public final class PublishRefused extends Exception {
    public PublishRefused(String sentence) {
        super(sentence);
    }
}
