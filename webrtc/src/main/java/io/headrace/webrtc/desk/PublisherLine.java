package io.headrace.webrtc.desk;

/** Our line to one publisher. Any thread may call; after the publisher's end nothing happens. */
public interface PublisherLine extends KeyframeSource {

    /** Its session ends soon, and it is told: what it publishes is not wanted any more. */
    void dismiss();
}
