package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunChatTest {

    private static final Headers EVENTS =
            Headers.contentType("text/event-stream").with("X-Headrace-Job", "ab12");
    private static final String PIECES = """
            data: {"choices":[{"delta":{"content":"Hel"}}]}

            : heartbeat

            data: {"choices":[{"delta":{"content":"lo\\u001b[2J"},"finish_reason":"stop"}],"usage":{"total_tokens":9}}

            """;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
        shell.gateway.answers("POST", "/llm", 200, EVENTS, PIECES + "data: [DONE]\n\n");
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @Test
    void streamsPlainlyIntoAPipe() {
        var typed = shell.run("llm", "--prompt", "Hi");

        assertThat(typed.out()).isEqualTo("Hello\u001b[2J\n");
        assertThat(typed.err()).contains("Job ab12 is done in", "9 tokens");
        var asked = shell.gateway.last("POST");
        assertThat(asked.body()).contains("\"stream\":true");
        assertThat(asked.headers().first("Prefer"))
                .as("words come on the connection")
                .isEmpty();
    }

    @Test
    void streamsHarmlesslyToATerminal() {
        assertThat(shell.atTerminal().run("llm", "--prompt", "Hi").out()).isEqualTo("Hello\uFFFD[2J\n");
    }

    @Test
    void keepsWhatCameOfAStreamThatIsCut() {
        shell.gateway.on("POST", "/llm", exchange -> {
            exchange.body().readAll(1 << 20);
            exchange.begin(200, EVENTS)
                    .write(ByteBuffer.wrap(
                            "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n".getBytes(UTF_8)));
        });

        var typed = shell.run("llm", "--prompt", "Hi");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).startsWith("Hel");
        assertThat(typed.err()).contains("broke off after 1 pieces");
    }

    @Test
    void isWholeForPrograms() {
        shell.gateway.answers(
                "POST",
                "/llm",
                200,
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}],\"usage\":{\"total_tokens\":9}}");

        var document = shell.run("llm", "--prompt", "Hi", "--json").document();

        assertThat(document.path("text").asString()).isEqualTo("Hello");
        assertThat(document.path("tokens").asLong()).isEqualTo(9);
        assertThat(shell.gateway.last("POST").body()).contains("\"stream\":false");
    }

    @Test
    void goesToAFileWhenItIsWhole() {
        shell.gateway.answers("POST", "/llm", 200, "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}");

        var typed = shell.run("llm", "--prompt", "Hi", "-o", folder + "/t.txt");

        assertThat(folder.resolve("t.txt")).hasContent("Hello\n");
        assertThat(typed.out()).isEqualTo(folder + "/t.txt\n");
    }

    @Test
    void takesThePromptFromAPipe() {
        shell.piping("What is\na weir?\n").run("llm", "--prompt", "-");

        assertThat(shell.gateway.last("POST").body()).contains("What is\\na weir?\"");
    }
}
