package io.headrace.webrtc.sdp;

import java.util.OptionalInt;

/**
 * A stream that both ends agree on.
 *
 * @param section its place in the offer
 * @param retransmission the payload type of packets sent again (RFC 4588), where there is one
 * @param transportExtension under which id a publisher's packets carry their number among all; 0 when they do not
 * @param sendTimeExtension under which id a viewer's packets carry when they were sent; 0 when they do not
 */
public record Track(
        int section, Format format, OptionalInt retransmission, int transportExtension, int sendTimeExtension) {

    public int payloadType() {
        return format.payloadType();
    }
}
