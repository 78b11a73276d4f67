package io.headrace.webrtc.sdp;

import java.util.List;

/**
 * One section of an offer.
 *
 * @param kind {@code audio}, {@code video}, {@code application}
 * @param mid its name within the bundle
 * @param sends whether the client would send in it
 * @param receives whether the client would receive in it
 * @param multiplexed whether reports may come through the same port as media (RFC 5761)
 * @param formats in the client's order
 * @param transportExtension under which id packets may carry their number among all packets; 0 when they may not
 * @param sendTimeExtension under which id packets may carry when they were sent; 0 when they may not
 */
public record MediaOffer(
        String kind,
        String mid,
        boolean sends,
        boolean receives,
        boolean multiplexed,
        List<Format> formats,
        int transportExtension,
        int sendTimeExtension) {

    public MediaOffer {
        formats = List.copyOf(formats);
    }
}
