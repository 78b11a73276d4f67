package io.headrace.rtmp.publish;

/** A desk's answer. */
public sealed interface Admission {
    /** @param publisher gets this stream and no other one */
    record Accepted(Publisher publisher) implements Admission {}

    /** @param sentence told to the client */
    record Refused(String sentence) implements Admission {}
}
