package io.headrace.rtmp;

import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.rtmp.session.RtmpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes streams from publishers and gives none out. Each connection has a virtual thread, and each publisher one more
 * that receives its units.
 */
public final class RtmpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpServer.class);
    private static final int BACKLOG = 256;
    private static final long AFTER_FAILURE_MS = 100;

    private final ServerSocket listener;
    private final RtmpLimits limits;
    private final PublishDesk desk;
    private final LongSupplier elapsed;
    private final ConnectionCounts counts;
    private final Map<RtmpSession, Thread> sessions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread acceptor;

    private RtmpServer(ServerSocket listener, RtmpLimits limits, PublishDesk desk, LongSupplier elapsed) {
        this.listener = listener;
        this.limits = limits;
        this.desk = desk;
        this.elapsed = elapsed;
        this.counts = new ConnectionCounts(limits);
        this.timer = timer();
        this.acceptor =
                Thread.ofVirtual().name("rtmp-" + listener.getLocalPort()).unstarted(this::acceptAll);
    }

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("rtmp-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /**
     * @param elapsed nanoseconds from an arbitrary origin, which never go backwards
     * @throws IOException when the port cannot be had
     */
    public static RtmpServer start(RtmpConfig config, PublishDesk desk, LongSupplier elapsed) throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(config.host(), config.port()), BACKLOG);
        } catch (IOException failure) {
            listener.close();
            throw new IOException(
                    "Cannot listen on " + config.host() + ":" + config.port() + " (" + failure.getMessage()
                            + "); is the port taken by another process?",
                    failure);
        }
        var server = new RtmpServer(listener, config.limits(), desk, elapsed);
        server.acceptor.start();
        return server;
    }

    /** The port that is really listened on, also after it was closed. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many are open. */
    public int connections() {
        return counts.all();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException failure) {
                pauseAfter(failure);
            }
        }
    }

    /** Not to spin when the process has no file descriptor left. */
    private void pauseAfter(IOException failure) {
        try {
            if (!listener.isClosed() && !closing.await(AFTER_FAILURE_MS, TimeUnit.MILLISECONDS)) {
                LOG.warn("A connection could not be accepted: {}", failure.getMessage());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(Socket socket) throws IOException {
        var address = socket.getInetAddress();
        if (!counts.enter(address)) {
            LOG.debug("{} has too many connections, or all have", address);
            socket.close();
            return;
        }
        try {
            socket.setTcpNoDelay(true);
            serve(new RtmpSession(socket, limits.session(), desk, timer, elapsed), address);
        } catch (IOException gone) {
            counts.leave(address);
            socket.close();
            throw gone;
        }
    }

    private void serve(RtmpSession session, InetAddress address) {
        var thread = Thread.ofVirtual().name("rtmp-" + address.getHostAddress()).unstarted(() -> {
            try {
                session.run();
            } finally {
                sessions.remove(session);
                counts.leave(address);
            }
        });
        sessions.put(session, thread);
        thread.start();
    }

    /**
     * Takes no more connections, tells the publishers, and returns when every session has ended. Publishers that take
     * longer than their patience for what is waiting are interrupted.
     */
    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            acceptor.join();
            endSessions();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            sessions.values().forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            timer.shutdownNow();
        }
    }

    private void endSessions() throws InterruptedException {
        sessions.keySet().forEach(RtmpSession::close);
        var threads = sessions.values();
        long deadline = elapsed.getAsLong() + limits.session().patience().toNanos();
        for (var thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - elapsed.getAsLong())));
        }
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            thread.join();
        }
    }
}
