package io.headrace.webrtc;

import io.headrace.webrtc.session.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one socket. A platform thread reads it and must not wait for anything; any thread may send. */
final class UdpPort implements Wire, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    /** A keyframe of some hundred packets must not overflow it while the reader is held up. */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    /** Longer ones are no peer's: paths carry 1500 bytes. */
    private static final int LONGEST = 1_500;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final LongSupplier elapsed;

    /** Takes datagrams as they come. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] datagram, InetSocketAddress from, long nowNanos);
    }

    private UdpPort(DatagramChannel channel, InetSocketAddress local, LongSupplier elapsed) {
        this.channel = channel;
        this.local = local;
        this.elapsed = elapsed;
    }

    static UdpPort open(String host, int port, LongSupplier elapsed) throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(host, port));
            return new UdpPort(channel, (InetSocketAddress) channel.getLocalAddress(), elapsed);
        } catch (IOException failure) {
            channel.close();
            throw new IOException(
                    "Cannot listen on UDP " + host + ":" + port + " (" + failure.getMessage()
                            + "); is the port taken by another process?",
                    failure);
        }
    }

    InetAddress address() {
        return local.getAddress();
    }

    int number() {
        return local.getPort();
    }

    void receive(Taker taker) {
        Thread.ofPlatform().daemon().name("webrtc-" + number()).start(() -> readAll(taker));
    }

    private void readAll(Taker taker) {
        var buffer = ByteBuffer.allocateDirect(LONGEST + 1);
        while (channel.isOpen()) {
            try {
                var from = (InetSocketAddress) channel.receive(buffer.clear());
                if (buffer.flip().remaining() <= LONGEST) {
                    byte[] datagram = new byte[buffer.remaining()];
                    buffer.get(datagram);
                    taker.take(datagram, from, elapsed.getAsLong());
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failure) {
                LOG.debug("A datagram could not be read: {}", failure.getMessage());
            } catch (RuntimeException bug) {
                LOG.error("A datagram could not be taken", bug);
            }
        }
    }

    @Override
    public void send(byte[] datagram, InetSocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(datagram), to);
        } catch (IOException lost) {
            LOG.debug("A datagram to {} was lost: {}", to, lost.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
