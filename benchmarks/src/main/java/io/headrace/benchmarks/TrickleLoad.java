package io.headrace.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A publisher of 64 KB/s in segments of two seconds and any number of subscribers, on plain sockets. Each piece of 4 KiB
 * begins with the time at which it was sent; a subscriber takes it as arrived when all of it is there.
 */
final class TrickleLoad implements AutoCloseable {

    static final String CHANNEL = "bench";
    private static final int PIECE = 4 * 1024;
    private static final int PIECES_OF_SEGMENT = 32;
    private static final Duration BETWEEN_PIECES = Duration.ofNanos(62_500_000);
    private static final int PATIENCE_MS = 60_000;

    private final int port;
    private final DelayHistogram delays = new DelayHistogram();
    private final LongAdder deliveredBytes = new LongAdder();
    private final AtomicLong failures = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    TrickleLoad(int port) {
        this.port = port;
    }

    DelayHistogram delays() {
        return delays;
    }

    long deliveredBytes() {
        return deliveredBytes.sum();
    }

    /** Subscribers and publishers that were thrown out. */
    long failures() {
        return failures.get();
    }

    void publish() {
        start(this::publishAll);
    }

    void subscribe(int subscribers) {
        for (int i = 0; i < subscribers; i++) {
            start(this::subscribeAll);
        }
    }

    /** Opens requests for the segment that comes next, and leaves them alone. */
    static List<Socket> preconnect(int port, int readers) throws IOException {
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < readers; i++) {
            var socket = connect(port);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(get(0));
            sockets.add(socket);
        }
        return sockets;
    }

    /** Lets that segment come. Proves that all were waited with. */
    static void release(int port, List<Socket> preconnected) throws IOException {
        try (var publisher = connect(port)) {
            publisher
                    .getOutputStream()
                    .write(bytes("POST /" + CHANNEL + "/0 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n!"));
            for (var socket : preconnected) {
                if (!line(socket.getInputStream()).contains("200")) {
                    throw new IOException("A preconnected reader was refused");
                }
                socket.close();
            }
        }
    }

    /** Ends with an interrupt. */
    private interface Peer {
        void run() throws IOException, InterruptedException;
    }

    private void start(Peer peer) {
        threads.add(Thread.ofVirtual().start(() -> {
            try {
                peer.run();
            } catch (IOException | InterruptedException over) {
                if (!Thread.currentThread().isInterrupted()) {
                    failures.incrementAndGet();
                }
            }
        }));
    }

    private void publishAll() throws IOException, InterruptedException {
        try (var socket = connect(port)) {
            var in = new BufferedInputStream(socket.getInputStream());
            long begun = System.nanoTime();
            long pieces = 0;
            while (true) {
                socket.getOutputStream()
                        .write(bytes("POST /" + CHANNEL
                                + "/-1 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"));
                for (int i = 0; i < PIECES_OF_SEGMENT; i++) {
                    long due = begun + pieces++ * BETWEEN_PIECES.toNanos();
                    Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                    socket.getOutputStream().write(piece());
                }
                socket.getOutputStream().write(bytes("0\r\n\r\n"));
                while (!line(in).isEmpty()) {
                    // The answer's head; it has no body.
                }
            }
        }
    }

    private static byte[] piece() {
        var chunk = ByteBuffer.allocate(PIECE + 8);
        chunk.put(bytes("1000\r\n"));
        chunk.putLong(System.nanoTime());
        chunk.position(PIECE + 6);
        return chunk.put(bytes("\r\n")).array();
    }

    private void subscribeAll() throws IOException {
        try (var socket = connect(port)) {
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 2 * PIECE));
            long seq = -1;
            while (true) {
                socket.getOutputStream().write(get(seq));
                seq = head(in) + 1;
                read(in);
            }
        }
    }

    /** The number of the segment that comes. */
    private static long head(InputStream in) throws IOException {
        var status = line(in);
        if (!status.contains(" 200")) {
            throw new IOException("Thrown out: " + status);
        }
        long seq = -1;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("Lp-Trickle-Seq: ")) {
                seq = Long.parseLong(line.substring("Lp-Trickle-Seq: ".length()));
            }
        }
        if (seq < 0) {
            throw new IOException("An answer without a number");
        }
        return seq;
    }

    /** One segment; pieces and chunks have nothing to do with each other. */
    private void read(DataInputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        int filled = 0;
        for (int chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
            while (chunk > 0) {
                int taken = Math.min(chunk, PIECE - filled);
                in.readFully(piece, filled, taken);
                filled += taken;
                chunk -= taken;
                if (filled == PIECE) {
                    filled = 0;
                    delays.add(System.nanoTime() - ByteBuffer.wrap(piece).getLong());
                    deliveredBytes.add(PIECE);
                }
            }
            line(in);
        }
        line(in);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("Closed");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static Socket connect(int port) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] get(long seq) {
        return bytes("GET /" + CHANNEL + "/" + seq + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
