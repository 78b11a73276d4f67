package io.headrace.media.request;

/**
 * How a request ended, and the process that did it.
 *
 * @param <R> the reply that was asked for
 */
public sealed interface MediaAnswer<R extends MediaReply.Final> {

    /** The operating system's number of the child, for people who watch or end it. */
    long pid();

    record Done<R extends MediaReply.Final>(R reply, long pid) implements MediaAnswer<R> {}

    record Refused<R extends MediaReply.Final>(MediaRefusal refusal, long pid) implements MediaAnswer<R> {}
}
