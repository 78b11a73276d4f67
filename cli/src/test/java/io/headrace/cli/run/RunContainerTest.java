package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.text.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunContainerTest {

    private static final String PATH = "/process/request/v1/reverse";

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
        shell.gateway.answers(
                "POST",
                PATH,
                200,
                Headers.contentType("application/json").with("X-Orchestrator-Url", "https://o:8935"),
                "{\"text\":\"olleh\"}");
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @Test
    void asksAsTheNetworkAsks() throws UnreadableException {
        var typed = shell.run(
                "--container", "reverse", "--path", "/v1/reverse", "--data", "{\"text\":\"hello\"}", "--timeout", "30");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("{\"text\":\"olleh\"}");
        assertThat(typed.err()).contains("Done in", "by https://o:8935");
        var asked = shell.gateway.last("POST");
        assertThat(asked.body()).isEqualTo("{\"text\":\"hello\"}");
        var header = JobHeader.decode(asked.headers().first("Livepeer").orElseThrow());
        assertThat(header.capability()).isEqualTo("reverse");
        assertThat(header.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(header.request()).isEqualTo("{}");
        assertThat(header.parameters()).isEqualTo("{}");
        assertThat(header.id()).isEqualTo(Shell.NAME);
    }

    @Test
    void sendsAFileByReferenceAndKeepsTheAnswerInOne() {
        var typed = shell.run(
                "--container",
                "reverse",
                "--path",
                "v1/reverse",
                "--data",
                "@" + shell.file("in.bin", "bytes".getBytes(UTF_8)),
                "--content-type",
                "application/octet-stream",
                "-o",
                folder + "/out.json");

        assertThat(typed.exitCode()).isZero();
        assertThat(folder.resolve("out.json")).hasContent("{\"text\":\"olleh\"}");
        assertThat(shell.gateway.last("POST").body()).isEqualTo("bytes");
        assertThat(shell.gateway.last("POST").headers().first("Content-Type")).contains("application/octet-stream");
    }

    @Test
    void isOneDocumentForPrograms() {
        var document = shell.run("--container", "reverse", "--path", "/v1/reverse", "--json")
                .document();

        assertThat(document.path("pipeline").asString()).isEqualTo("reverse");
        assertThat(document.path("reply").path("text").asString()).isEqualTo("olleh");
        assertThat(document.path("orchestrator").asString()).isEqualTo("https://o:8935");
    }

    @Test
    void quotesWhatIsNoJson() {
        shell.gateway.answers("POST", PATH, 200, Headers.contentType("text/plain"), "not json");

        assertThat(shell.run("--container", "reverse", "--path", "/v1/reverse", "--json")
                        .document()
                        .path("reply")
                        .asString())
                .isEqualTo("not json");
    }

    @Test
    void relaysEventsAsTheyAre() {
        var events = "data: one\n\ndata: two\n\n";
        shell.gateway.answers("POST", PATH, 200, Headers.contentType("text/event-stream"), events);

        assertThat(shell.run("--container", "reverse", "--path", "/v1/reverse").out())
                .isEqualTo(events);
    }

    @Test
    void keepsBytesFromTheTerminal() {
        shell.gateway.answers("POST", PATH, 200, Headers.contentType("image/png"), Shell.png(2, 2));

        var typed = shell.atTerminal().run("--container", "reverse", "--path", "/v1/reverse");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("image/png, nothing for a terminal: name a file with -o");
    }

    @Test
    void tellsWhatTheContainerRefused() {
        shell.gateway.answers("POST", PATH, 502, Headers.contentType("text/plain"), "the application failed\n");

        var typed = shell.run("--container", "reverse", "--path", "/v1/reverse");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("answered 502 to container reverse: the application failed.");
    }

    @Test
    void failsOverAnAnswerThatIsCut() {
        shell.gateway.on("POST", PATH, exchange -> {
            exchange.body().readAll(1 << 20);
            exchange.begin(200, Headers.contentType("text/plain")).write(ByteBuffer.wrap(new byte[] {'a'}));
        });

        var typed = shell.run("--container", "reverse", "--path", "/v1/reverse", "-o", folder + "/out.txt");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(shell.files()).isEmpty();
    }

    @Test
    void refusesAPathThatLeadsElsewhere() {
        assertThat(shell.run("--container", "reverse", "--path", "/../jobs").exitCode())
                .isEqualTo(2);
        assertThat(shell.run("--container", "reverse", "--path", "a b").exitCode())
                .isEqualTo(2);
    }
}
