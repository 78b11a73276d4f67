package io.headrace.transport;

import io.headrace.transport.address.AddressRules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A request to a peer, without its body.
 *
 * @param uri {@code http} or {@code https}
 * @param version which protocol is spoken
 * @param within where the host may lead when it is connected to; empty: anywhere
 */
public record HttpCall(
        String method, URI uri, Headers headers, Version version, Limits limits, Optional<AddressRules> within) {
    /** Which protocol a client asks for. */
    public enum Version {
        /** HTTP/2 or HTTP/1.1, whichever TLS negotiates; HTTP/1.1 without TLS. */
        NEGOTIATED,
        HTTP_1_1,
        /** Also without TLS, with prior knowledge. */
        HTTP_2
    }

    /**
     * @param untilHead from the start of the call to the head of the answer
     * @param whole from the start of the call to the last byte of the answer
     * @param answerBytes the largest answer that is read
     * @param silence the longest time in which no byte goes either way
     */
    public record Limits(Duration untilHead, Duration whole, long answerBytes, Duration silence) {
        /** For a peer that may compute in silence for as long as the call may last. */
        public Limits(Duration untilHead, Duration whole, long answerBytes) {
            this(untilHead, whole, answerBytes, whole);
        }

        public Limits {
            if (untilHead.isNegative()
                    || untilHead.isZero()
                    || whole.compareTo(untilHead) < 0
                    || answerBytes < 0
                    || silence.isNegative()) {
                throw new IllegalArgumentException(
                        "Head within " + untilHead + ", whole within " + whole + ", at most " + answerBytes + " bytes");
            }
        }
    }

    public HttpCall {
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("Neither http nor https, or without a host: " + uri);
        }
    }

    /** To a host that may lead anywhere. */
    public HttpCall(String method, URI uri, Headers headers, Version version, Limits limits) {
        this(method, uri, headers, version, limits, Optional.empty());
    }

    public static HttpCall get(URI uri, Limits limits) {
        return new HttpCall("GET", uri, Headers.NONE, Version.NEGOTIATED, limits);
    }

    public static HttpCall post(URI uri, Headers headers, Limits limits) {
        return new HttpCall("POST", uri, headers, Version.NEGOTIATED, limits);
    }

    public HttpCall with(Version other) {
        return new HttpCall(method, uri, headers, other, limits, within);
    }

    /**
     * To an address that somebody else chose. The host's name is looked up anew for each connection: what is checked is what
     * is connected to, whatever the name meant before.
     */
    public HttpCall within(AddressRules rules) {
        return new HttpCall(method, uri, headers, version, limits, Optional.of(rules));
    }
}
