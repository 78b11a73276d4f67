package io.headrace.webrtc;

/**
 * What a client is told when the connectivity of its session is checked anew.
 *
 * @param fragment of a session description (RFC 8840 section 9): our new name, password and addresses
 * @param iceSession names the session's connectivity until the next restart; no secret
 */
public record Restart(String fragment, String iceSession) {}
