package io.headrace.gateway.live.whip;

import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;

/** Where publishers by WHIP go whose streams are to be transcoded. */
@FunctionalInterface
public interface WhipLadder {

    /**
     * @param ask by {@link StreamAsk.Via#WHIP}
     * @param client for logs
     */
    Admission<Publisher> publish(StreamAsk ask, String client, PublisherLine line) throws InterruptedException;
}
