package io.headrace.webrtc.sdp;

/** An offer that cannot be understood, or has nothing that is taken. The message is a sentence told to the client. */
public final class OfferRefused extends Exception {
    public OfferRefused(String sentence) {
        super(sentence);
    }
}
