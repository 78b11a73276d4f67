package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.Typed;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateways that refuse, lie, break off or are not there. */
class RunFailuresTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, 2", "404, 2", "413, 2", "415, 2", "422, 2", "401, 3", "402, 1", "500, 1", "502, 1", "503, 1", "504, 1"
    })
    void tellsWhoseFaultItIs(int status, int exitCode) {
        shell.gateway.answers(
                "POST", "/upscale", status, "{\"error\":{\"message\":\"the reason\"},\"detail\":{\"msg\":\"x\"}}");

        var typed = upscale();

        assertThat(typed.exitCode()).isEqualTo(exitCode);
        assertThat(typed.err())
                .contains(
                        "The gateway at " + shell.gateway.uri() + "/ answered " + status + " to upscale: the reason.");
    }

    @Test
    void saysWhoWasAskedAndWhenToTryAgain() {
        shell.gateway.answers(
                "POST",
                "/upscale",
                503,
                Headers.of("Retry-After", "5"),
                "{\"error\":{\"message\":\"nobody has a place\"},\"candidates\":[{\"orchestrator\":\"0x01\","
                        + "\"uri\":\"https://o:8935\",\"reason\":\"price: 12 is above 10\"}]}");

        assertThat(upscale().err())
                .contains("nobody has a place. Try again in 5 s.", "\n  https://o:8935 price: 12 is above 10");

        var document = upscale("--json").document();
        assertThat(document.path("state").asString()).isEqualTo("Failed");
        assertThat(document.path("status").asInt()).isEqualTo(503);
        assertThat(document.path("retryAfterSeconds").asInt()).isEqualTo(5);
        assertThat(document.path("candidates")).hasSize(1);
    }

    @Test
    void leadsToTheStoryOfAJobThatFailed() {
        shell.gateway.answers(
                "POST", "/upscale", 502, Headers.of("X-Headrace-Job", "ab12"), "{\"error\":{\"message\":\"broken\"}}");

        assertThat(upscale().err()).contains("broken. `headrace explain ab12` tells its story.");
        assertThat(upscale("--json").document().path("job").asString()).isEqualTo("ab12");
    }

    @Test
    void readsTheListsOfRunners() {
        shell.gateway.answers(
                "POST",
                "/upscale",
                422,
                "{\"detail\":[{\"loc\":[\"body\",\"image\"],\"msg\":\"field required\",\"type\":\"value_error\"}]}");

        assertThat(upscale().err()).contains("answered 422 to upscale: field required.");
    }

    @Test
    void namesTheGatewayThatIsNotThere() {
        shell.gateway.close();

        var typed = upscale("--json");

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains(shell.gateway.uri(), "cannot be reached", "headrace up", "--gateway");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void hearsTheRefusalOfALargeFile() {
        shell.gateway.on("POST", "/upscale", exchange -> {
            exchange.body().stream(64 << 20).transferTo(OutputStream.nullOutputStream());
            exchange.answer(413, "application/json", "{\"error\":{\"message\":\"at most 50 MiB\"}}");
        });

        var typed = shell.runHere("upscale", "--image", shell.file("a.png", new byte[32 << 20]));

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("answered 413", "at most 50 MiB");
    }

    @Test
    void failsOverAnAnswerThatIsCut() {
        shell.gateway.on("POST", "/upscale", exchange -> {
            exchange.body().readAll(1 << 20);
            var body = exchange.begin(200, Headers.contentType("application/json"));
            body.write(ByteBuffer.wrap("{\"images\":[{\"url\"".getBytes(UTF_8)));
        });

        var typed = upscale();

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(shell.files()).containsExactly("a.png");
    }

    @Test
    void leavesNothingOfADownloadThatIsCut() {
        images("/stream/aa/one.png");
        shell.gateway.on("GET", "/stream/aa/one.png", exchange -> {
            var body = exchange.begin(200, Headers.of("Content-Length", "1000000"));
            body.write(ByteBuffer.wrap(new byte[1000]));
        });

        var typed = upscale();

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err())
                .contains("could not be brought to " + folder + "/a-upscale.png")
                .contains("It lies at " + shell.gateway.uri() + "/stream/aa/one.png for a while.");
        assertThat(shell.files()).containsExactly("a.png");
    }

    @Test
    void failsOverAFileThatIsGone() {
        images("/stream/aa/none.png");

        assertThat(upscale().err()).contains("the answer was 404");
    }

    @Test
    void refusesWhatIsNoGateway() {
        shell.gateway.answers("POST", "/upscale", 200, Headers.contentType("text/html"), "<html>");

        var typed = upscale();

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("no JSON");
    }

    @Test
    void cannotBeMadeToDisturbTheTerminal() {
        shell.gateway.answers("POST", "/upscale", 400, "{\"error\":{\"message\":\"\\u001b[2Jgone\"}}");

        assertThat(upscale().err()).contains("\uFFFD[2Jgone").doesNotContain("\u001b");
    }

    @Test
    void refusesAFolderThatCannotBeWritten() {
        images("/stream/aa/one.png");

        var typed = shell.run(
                "upscale", "--image", shell.picture("a.png", 8, 8), "-o", shell.file("plain", new byte[1]) + "/x.png");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("Nothing can be written to " + folder + "/plain");
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThat(shell.run("upscale", "--timeout", "0").err()).contains("--timeout takes 1 to 86400");
        assertThat(shell.run("upscale", "--wait", "-1").err()).contains("--wait takes 0 to");
        assertThat(shell.run("upscale", "--max-price", "a&b").err()).contains("--max-price takes wei per unit");
        assertThat(shell.run("upscale", "--container", "x").exitCode()).isEqualTo(2);
        assertThat(shell.run("--container", "x", "--async").err()).contains("--async is for pipelines");
        assertThat(shell.run("--job", "../x").err()).contains("--job takes the id");
        assertThat(shell.run("upscale", "--param", "nothing").exitCode()).isEqualTo(2);
    }

    private void images(String url) {
        shell.gateway.answers("POST", "/upscale", 200, "{\"images\":[{\"url\":\"" + url + "\"}]}");
    }

    private Typed upscale(String... more) {
        var arguments = new String[more.length + 3];
        arguments[0] = "upscale";
        arguments[1] = "--image";
        arguments[2] = shell.picture("a.png", 8, 8);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return shell.runHere(arguments);
    }
}
