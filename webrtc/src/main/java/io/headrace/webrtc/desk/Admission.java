package io.headrace.webrtc.desk;

/** A desk's answer. */
public sealed interface Admission<T> {

    record Granted<T>(T to) implements Admission<T> {}

    /**
     * @param status of HTTP
     * @param sentence told to the client
     */
    record Refused<T>(int status, String sentence) implements Admission<T> {}
}
