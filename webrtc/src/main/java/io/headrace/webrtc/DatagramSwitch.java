package io.headrace.webrtc;

import io.headrace.webrtc.session.Wire;
import io.headrace.webrtc.stun.BindingRequest;
import io.headrace.webrtc.stun.BindingResponse;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Says whose a datagram is (RFC 7983, RFC 8445 section 7.3). For the socket's thread.
 *
 * <pre>
 * first byte  0..3      connectivity check: by the name in it, answered when it proves our password
 *            20..63     handshake:         by the address, which a check made known
 *           128..191    media, reports:    by the address
 *             others    dropped
 * </pre>
 */
final class DatagramSwitch {

    private final SessionTable sessions;
    private final Wire wire;

    DatagramSwitch(SessionTable sessions, Wire wire) {
        this.sessions = sessions;
        this.wire = wire;
    }

    /** @param datagram the callee's from now on */
    void take(byte[] datagram, InetSocketAddress from, long nowNanos) {
        int first = datagram.length == 0 ? 255 : datagram[0] & 0xff;
        if (first <= 3) {
            BindingRequest.parse(ByteBuffer.wrap(datagram)).ifPresent(request -> check(request, from));
        } else if (first >= 20 && first <= 63) {
            sessions.ofAddress(from).ifPresent(session -> session.handshake(datagram));
        } else if (first >= 128 && first <= 191) {
            sessions.ofAddress(from).ifPresent(session -> session.media(datagram, nowNanos));
        }
    }

    private void check(BindingRequest request, InetSocketAddress from) {
        sessions.ofFragment(request.localFragment())
                .filter(checked -> request.isAuthentic(checked.password()))
                .ifPresent(checked -> {
                    sessions.reachedFrom(from, checked.session());
                    wire.send(BindingResponse.to(request, from, checked.password()), from);
                    checked.session().checked(from, request.nominates());
                });
    }
}
