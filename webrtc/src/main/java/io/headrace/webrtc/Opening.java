package io.headrace.webrtc;

/** What became of an offer. */
public sealed interface Opening {

    /**
     * @param resource names the session from now on; a secret of its client
     * @param answer to the offer
     * @param iceSession names the session's connectivity until it is restarted; no secret
     */
    record Opened(String resource, String answer, String iceSession) implements Opening {}

    /**
     * @param status of HTTP
     * @param sentence told to the client
     */
    record Refused(int status, String sentence) implements Opening {}
}
