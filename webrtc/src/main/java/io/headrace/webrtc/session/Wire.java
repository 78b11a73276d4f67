package io.headrace.webrtc.session;

import java.net.InetSocketAddress;

/** Sends datagrams, each whole or not at all. Any thread may call; it must not be interrupted meanwhile. */
@FunctionalInterface
public interface Wire {
    void send(byte[] datagram, InetSocketAddress to);
}
