package io.headrace.orchestrator.runner.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application on loopback that speaks HTTP byte by byte, as badly as a test wants it. */
final class RudeApp implements Closeable {

    private static final int PATIENCE_MS = 20_000;

    private final ServerSocket server;
    private final Manners manners;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** What it does once it has read the head of a request. */
    interface Manners {
        void serve(Socket asker) throws IOException, InterruptedException;
    }

    RudeApp(Manners manners) throws IOException {
        this.manners = manners;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("rude app").start(this::accept);
    }

    /** It says this, and hangs up. */
    static RudeApp saying(String bytes) throws IOException {
        return new RudeApp(asker -> say(asker, bytes));
    }

    /** It says this, and then nothing any more. */
    static RudeApp stuckAfter(String bytes) throws IOException {
        return new RudeApp(asker -> {
            say(asker, bytes);
            awaitEnd(asker);
        });
    }

    static void say(Socket asker, String bytes) throws IOException {
        asker.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        asker.getOutputStream().flush();
    }

    /** Until the other side has closed. */
    static void awaitEnd(Socket asker) throws IOException {
        while (asker.getInputStream().read() >= 0) {
            // Whatever it says.
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var asker = server.accept();
                asker.setSoTimeout(PATIENCE_MS);
                open.add(asker);
                Thread.ofVirtual().start(() -> serve(asker));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket asker) {
        try (asker) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = asker.getInputStream().read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            manners.serve(asker);
        } catch (IOException gone) {
            // It was hung up upon.
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var each : open) {
            each.close();
        }
    }
}
