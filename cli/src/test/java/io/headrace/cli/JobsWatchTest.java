package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JobsWatchTest {

    private static final String RUNNING = job("a1", "SessionEstablished", 1);
    private static final String OVER = job("a1", "Completed", 2);
    private static final String OTHER = job("b2", "Discovering", 0);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private FakeAdmin admin;

    @BeforeEach
    void start() throws TransportException {
        admin = new FakeAdmin();
        jobs(RUNNING);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void tellsEachChangeOnce() throws NodeSilent {
        watch(false, false, () -> {}, () -> jobs(OVER), () -> jobs(OVER, OTHER));

        var lines = text(out).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("a1", "SessionEstablished", "12.5", "busy");
        assertThat(lines.get(1)).contains("a1", "Completed");
        assertThat(lines.get(2)).contains("b2", "Discovering");
    }

    @Test
    void writesADocumentALineForPrograms() throws NodeSilent {
        watch(false, true, () -> jobs(OVER));

        assertThat(text(out).lines().map(new JsonMapper()::readTree))
                .extracting(job -> job.path("state").asString())
                .containsExactly("SessionEstablished", "Completed");
    }

    @Test
    void drawsTheTableInPlaceForAPerson() throws NodeSilent {
        watch(true, false, () -> jobs(OVER, OTHER));

        assertThat(text(out)).containsOnlyOnce("\u001b[2A\u001b[J").endsWith(System.lineSeparator());
        assertThat(text(out).lines().filter(line -> line.contains("ORCHESTRATOR")))
                .hasSize(2);
    }

    @Test
    void drawsNoMoreThanFitsOnAScreen() throws NodeSilent {
        var many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = job("job" + i, "Completed", 1);
        }
        jobs(many);

        watch(true, false);

        assertThat(text(out).lines()).hasSize(30);
        assertThat(text(out)).contains("job99").doesNotContain("job70 ");
    }

    @Test
    void goesOnWhenTheNodeIsBack() throws NodeSilent {
        int port = URI.create(admin.uri()).getPort();
        watch(false, false, admin::close, () -> restart(port), () -> jobs(OVER));

        assertThat(text(err)).contains("No node answers", "answers again");
        assertThat(text(out).lines()).hasSize(2);
        assertThat(text(out)).contains("Completed");
    }

    @Test
    void saysOnceThatTheNodeIsGone() throws NodeSilent {
        watch(false, false, admin::close, () -> {}, () -> {});

        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(err)).contains("No node answers", admin.uri(), "Waiting");
    }

    @Test
    void failsWhereThereNeverWasANode() {
        admin.close();

        assertThatThrownBy(() -> watch(false, false)).isInstanceOf(NodeSilent.class);
    }

    private void watch(boolean interactive, boolean json, Runnable... happenings) throws NodeSilent {
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), interactive);
        try (var client = new AdminClient(URI.create(admin.uri()))) {
            new JobsWatch(client, terminal, json, new ScriptedPace(happenings)).run();
        } catch (InterruptedException enough) {
            assertThat(enough).hasMessage("Ctrl-C");
        }
    }

    private void restart(int port) {
        try {
            admin = new FakeAdmin(port);
        } catch (TransportException taken) {
            throw new IllegalStateException(taken);
        }
        jobs(RUNNING);
    }

    private void jobs(String... documents) {
        admin.answers("/jobs", 200, "[" + String.join(",", documents) + "]");
    }

    private static String job(String id, String state, long published) {
        return """
                {"job":"%s","class":"video","pipeline":"video-transcoding","state":"%s","since":"2026-01-02T03:04:05Z",\
                "published":%d,"fee":"7","seconds":12.5,"orchestrator":"https://127.0.0.1:8935","reason":"busy"}""".formatted(id, state, published);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
