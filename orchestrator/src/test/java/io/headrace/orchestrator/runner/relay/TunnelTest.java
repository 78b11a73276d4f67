package io.headrace.orchestrator.runner.relay;

import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.runner.RunnerStage.path;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.Onlooker;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.runner.FakeRunner;
import io.headrace.orchestrator.runner.RunnerStage;
import io.headrace.wire.runner.HeartbeatAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that were taken out of HTTP: their places, their silence, and who floods them. */
class TunnelTest {

    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    private static final byte[] BLOCK = new byte[65_536];

    private RunnerStage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new RunnerStage(new FreeOfCharge());
    }

    private void restart(RelayLimits limits) throws Exception {
        stage.close();
        stage = new RunnerStage(new FreeOfCharge(), RunnerStage.patient().with(limits));
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private String register(String url) throws Exception {
        return HeartbeatAnswer.decode(text(stage.heartbeat(RunnerStage.SECRET, RunnerStage.card(url, ""))))
                .runnerId();
    }

    private Socket upgrading(String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), stage.server.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
                        .getBytes(ISO_8859_1));
        return socket;
    }

    private static String heard(Socket socket, String end) throws IOException {
        var text = new StringBuilder();
        while (!text.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("Closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void passOnTheLastWordsOfBothSides() throws Exception {
        try (var runner = new FakeRunner();
                var client =
                        upgrading(path(stage.session(register(runner.url())).appUrl()) + "/raw")) {
            assertThat(heard(client, "hello")).startsWith("HTTP/1.1 101 ");

            client.getOutputStream().write("x".getBytes(ISO_8859_1));
            assertThat(heard(client, ".")).endsWith(".");
            client.shutdownOutput();

            assertThat(heard(client, "bye x")).endsWith("bye x");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void areNoMoreThanThereMayBe() throws Exception {
        restart(RelayLimits.DEFAULT.withTunnels(1));
        try (var runner = new FakeRunner()) {
            var raw = path(stage.session(register(runner.url())).appUrl()) + "/raw";
            try (var first = upgrading(raw)) {
                heard(first, "hello");
                try (var second = upgrading(raw)) {
                    assertThat(heard(second, "\r\n\r\n")).startsWith("HTTP/1.1 503 ");
                }
            }
            Onlooker.await(() -> isLetIn(raw));
        }
    }

    /** As soon as the tunnel before it has given its place back. */
    private boolean isLetIn(String path) {
        try (var again = upgrading(path)) {
            return heard(again, "\r\n\r\n").startsWith("HTTP/1.1 101 ");
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void endWhenNobodySaysAnything() throws Exception {
        restart(RelayLimits.DEFAULT.withSilence(Duration.ofMillis(200)));
        try (var app = RudeApp.stuckAfter(SWITCHED);
                var client = upgrading(path(stage.session(register(app.url())).appUrl()) + "/quiet")) {
            heard(client, "\r\n\r\n");

            assertThat(endOf(client)).isTrue();
        }
    }

    private static boolean endOf(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** An application that says more than its client reads waits; what was not read lies in no memory of this node's. */
    @Test
    void makeAFloodWaitForItsReader() throws Exception {
        var poured = new AtomicLong();
        var full = new CountDownLatch(1);
        try (var app = new RudeApp(asker -> flood(asker, poured, full));
                var client = upgrading(path(stage.session(register(app.url())).appUrl()) + "/flood")) {
            heard(client, "\r\n\r\n");
            Onlooker.await(() -> standsStill(poured));

            assertThat(poured.get()).isLessThan(64L << 20);

            long before = poured.get();
            client.getInputStream().readNBytes((int) Math.min(before, 8 << 20));
            Onlooker.await(() -> poured.get() > before);
        }
    }

    private static void flood(Socket asker, AtomicLong poured, CountDownLatch full) throws IOException {
        RudeApp.say(asker, SWITCHED);
        while (full.getCount() > 0) {
            asker.getOutputStream().write(BLOCK);
            poured.addAndGet(BLOCK.length);
        }
    }

    /** For a fifth of a second. */
    private static boolean standsStill(AtomicLong count) {
        long before = count.get();
        long until = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        return before > 0 && count.get() == before;
    }

    @Test
    void endWithTheirSessionInTheMiddleOfAFlood() throws Exception {
        var poured = new AtomicLong();
        try (var app = new RudeApp(asker -> flood(asker, poured, new CountDownLatch(1)))) {
            var grant = stage.session(register(app.url()));
            try (var client = upgrading(path(grant.appUrl()) + "/flood")) {
                heard(client, "\r\n\r\n");

                stage.post(path(grant.controlUrl()) + "/stop", "").close();

                Onlooker.await(() -> stage.inUse() == 0);
                Onlooker.await(() -> hasEnded(client));
            }
        }
    }

    private static boolean hasEnded(Socket client) {
        try {
            return client.getInputStream().read(new byte[BLOCK.length]) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void answer502ForAnApplicationThatHangsUpInsteadOfSwitching() throws Exception {
        try (var app = RudeApp.saying("");
                var client = upgrading(path(stage.session(register(app.url())).appUrl()) + "/ws")) {
            assertThat(heard(client, "\r\n\r\n")).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void answerWhatAnApplicationSaysInsteadOfSwitching() throws Exception {
        try (var app = RudeApp.saying("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 4\r\n\r\nno.\n");
                var client = upgrading(path(stage.session(register(app.url())).appUrl()) + "/ws")) {
            assertThat(heard(client, "no.\n")).startsWith("HTTP/1.1 426 ");
        }
    }
}
