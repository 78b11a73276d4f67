package io.headrace.benchmarks.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A stranger at the RTMP port, from an address of its own: round after round it sends garbage on some connections, then
 * holds as many open as it gets and says almost nothing.
 */
public final class HostilePublisher {

    private static final String STRANGER = "127.0.0.66";
    private static final int GARBAGE_CONNECTIONS = 20;
    private static final int GARBAGE_BYTES = 64 * 1024;
    private static final int HELD_CONNECTIONS = 200;
    private static final int PATIENCE_MS = 2_000;
    private static final byte RTMP_VERSION = 3;
    private static final Duration HELD = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final InetSocketAddress target;
    private final RandomGenerator chance;
    private final AtomicLong tried = new AtomicLong();
    private final AtomicLong shut = new AtomicLong();

    public HostilePublisher(URI rtmp, RandomGenerator chance) {
        this.target = new InetSocketAddress(rtmp.getHost(), rtmp.getPort());
        this.chance = chance;
    }

    /** Attacks until it is interrupted. */
    public void run() {
        try {
            while (true) {
                for (int i = 0; i < GARBAGE_CONNECTIONS; i++) {
                    garbage();
                }
                hold();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void garbage() {
        var noise = new byte[GARBAGE_BYTES];
        chance.nextBytes(noise);
        noise[0] = chance.nextBoolean() ? RTMP_VERSION : noise[0];
        try (var socket = connect()) {
            socket.getOutputStream().write(noise);
            socket.getOutputStream().flush();
            awaitShut(socket);
        } catch (IOException shutDown) {
            shut.incrementAndGet();
        }
    }

    private void hold() throws InterruptedException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < HELD_CONNECTIONS; i++) {
                holdOne(held);
            }
            Thread.sleep(HELD);
            for (var socket : held) {
                awaitShutSoon(socket);
            }
        } finally {
            held.forEach(HostilePublisher::close);
        }
    }

    private void holdOne(List<Socket> held) {
        try {
            var socket = connect();
            held.add(socket);
            socket.getOutputStream().write(RTMP_VERSION);
        } catch (IOException shutDown) {
            shut.incrementAndGet();
        }
    }

    private Socket connect() throws IOException {
        tried.incrementAndGet();
        var socket = new Socket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByName(STRANGER), 0));
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(target, PATIENCE_MS);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /** Reads what the server still says until it ends the connection. */
    private void awaitShut(Socket socket) throws IOException {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        shut.incrementAndGet();
    }

    private void awaitShutSoon(Socket socket) {
        try {
            socket.setSoTimeout(1);
            awaitShut(socket);
        } catch (SocketTimeoutException open) {
            // It lets strangers stand in the door for longer than this.
        } catch (IOException shutDown) {
            shut.incrementAndGet();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // Then it is closed.
        }
    }

    /** Connections tried so far. */
    public long tried() {
        return tried.get();
    }

    /** Connections that the server refused or ended. */
    public long shut() {
        return shut.get();
    }
}
