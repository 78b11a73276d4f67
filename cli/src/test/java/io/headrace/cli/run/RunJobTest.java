package io.headrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.cli.Typed;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a gateway takes as jobs: watched, waited for, cancelled. */
class RunJobTest {

    private static final String JOB = "00112233445566778899aabbccddeeff";

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
        shell.gateway.answers(
                "POST", "/image-to-text", 202, Headers.of("Location", "/jobs/" + JOB), "{\"job\":\"" + JOB + "\"}");
        shell.gateway.answers("DELETE", "/jobs/" + JOB, 202, "{}");
        status("Discovering", "");
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    @Test
    void saysWhatTheJobIsDoingUntilItIsDone() {
        var typed = shell.whilePausing(
                        () -> status("SessionEstablished", ",\"waiting\":\"the model is being loaded\""),
                        () -> status("SessionEstablished", ""),
                        this::complete)
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8));

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("a red car\n");
        assertThat(typed.err().lines())
                .containsSubsequence("looking for a place ...", "the model is being loaded ...", "running ...");
        assertThat(typed.err())
                .contains("Job " + JOB + " is done in", "by https://o:8935", "Made by a classical method");
        assertThat(shell.hasSomethingToCancel()).isFalse();
    }

    @Test
    void saysHowFarAFilmIs() {
        var typed = shell.atTerminal()
                .whilePausing(
                        () -> status("SessionEstablished", ",\"progress\":{\"done\":12,\"whole\":48}"),
                        () -> {},
                        () -> status("SessionEstablished", ",\"progress\":{\"done\":30}"),
                        () -> {},
                        () -> {},
                        this::complete)
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8));

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err())
                .contains("running ... 12 of 48 pictures (25 %), ")
                .contains("running ... 30 pictures, ");
    }

    @Test
    void drawsNothingBesideADocument() {
        var typed = shell.atTerminal()
                .whilePausing(
                        () -> status("SessionEstablished", ",\"progress\":{\"done\":12,\"whole\":48}"), this::complete)
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8), "--json");

        assertThat(typed.document().path("job").asString()).isEqualTo(JOB);
        assertThat(typed.err()).doesNotContain("12 of 48").doesNotContain("\u001b");
    }

    @Test
    void isOneDocumentHoweverLongItTakes() {
        var document = shell.whilePausing(() -> {}, this::complete)
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8), "--json")
                .document();

        assertThat(document.path("job").asString()).isEqualTo(JOB);
        assertThat(document.path("fee").asString()).isEqualTo("17");
        assertThat(document.path("orchestrator").asString()).isEqualTo("https://o:8935");
        assertThat(document.path("text").asString()).isEqualTo("a red car");
    }

    @Test
    void isOnlyBegunWhenNobodyWaits() {
        var typed = describe("--async");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo(JOB + "\n");
        assertThat(typed.err()).contains("headrace run --job " + JOB);
        assertThat(describe("--async", "--json").document().path("location").asString())
                .isEqualTo(shell.gateway.uri() + "/jobs/" + JOB);
    }

    @Test
    void isFetchedLater() {
        complete();

        var typed = shell.run("--job", JOB);

        assertThat(typed.out()).isEqualTo("a red car\n");
    }

    @Test
    void isUnknownToAnotherGateway() {
        var typed = shell.run("--job", "feed");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("the question for job feed", "not known here");
    }

    @Test
    void isCancelledByCtrlC() {
        var typed = shell.whilePausing(() -> {
                    shell.interrupt();
                    status("Cancelled", ",\"reason\":\"cancelled\"");
                })
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8));

        assertThat(shell.gateway.last("DELETE").path()).isEqualTo("/jobs/" + JOB);
        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("is Cancelled: cancelled");
    }

    @Test
    void isCancelledWhenItsThreadIsInterrupted() {
        shell.run("image-to-text", "--image", shell.picture("a.png", 8, 8));

        assertThat(shell.gateway.last("DELETE").path()).isEqualTo("/jobs/" + JOB);
    }

    @Test
    void isCancelledWhenItTakesTooLong() {
        var pauses = new Runnable[10];
        Arrays.fill(pauses, (Runnable) () -> {});

        var typed = shell.whilePausing(pauses)
                .run("image-to-text", "--image", shell.picture("a.png", 8, 8), "--timeout", "1");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("not done within 1 s and is cancelled", "--async");
        assertThat(shell.gateway.last("DELETE").path()).isEqualTo("/jobs/" + JOB);
    }

    @Test
    void failsWithTheRefusalThatTheRequestWouldHaveGot() {
        status("Failed", ",\"reason\":\"no-orchestrator\"");
        shell.gateway.answers(
                "GET",
                "/jobs/" + JOB + "/result",
                503,
                Headers.of("Retry-After", "9"),
                "{\"error\":{\"message\":\"nobody offers image-to-text\"}}");

        var typed = describe("--json");

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("answered 503 to job " + JOB, "nobody offers", "again in 9 s");
        assertThat(typed.document().path("job").asString()).isEqualTo(JOB);
    }

    @Test
    void failsWithItsReasonWhereThereIsNoAnswer() {
        status("Failed", ",\"reason\":\"deadline\",\"candidates\":[{\"uri\":\"https://o:8935\",\"reason\":\"slow\"}]");

        assertThat(describe().err())
                .contains("Job " + JOB + " is Failed: deadline. `headrace explain " + JOB)
                .contains("\n  https://o:8935 slow");
    }

    @Test
    void outlivesASilenceOfItsGateway() {
        int port = URI.create(shell.gateway.uri()).getPort();

        var typed = shell.whilePausing(shell.gateway::close, () -> {}, () -> {
                    shell.restart(port);
                    complete();
                })
                .run("--job", JOB);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).contains("the gateway does not answer; waiting for it ...");
        assertThat(typed.out()).isEqualTo("a red car\n");
    }

    @Test
    void endsWhenItsGatewayStaysSilent() {
        var pauses = new Runnable[200];
        Arrays.fill(pauses, (Runnable) () -> {});
        shell.gateway.close();

        var typed = shell.whilePausing(pauses).run("--job", JOB);

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("cannot be reached", "headrace up");
    }

    @Test
    void isNamelessWithAGatewayThatNamesNone() {
        shell.gateway.answers("POST", "/image-to-text", 202, Headers.of("Location", "/jobs/../../x y"), "{}");

        var typed = describe();

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("named no job");
    }

    private Typed describe(String... more) {
        var arguments = new String[more.length + 3];
        arguments[0] = "image-to-text";
        arguments[1] = "--image";
        arguments[2] = shell.picture("a.png", 8, 8);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return shell.run(arguments);
    }

    private void complete() {
        status("Completed", ",\"fee\":\"17\",\"orchestrators\":[{\"uri\":\"https://o:8935\"}]");
        shell.gateway.answers(
                "GET",
                "/jobs/" + JOB + "/result",
                200,
                Headers.of("X-Model-Kind", "classic"),
                "{\"text\":\"a red car\"}");
    }

    private void status(String state, String more) {
        shell.gateway.answers(
                "GET", "/jobs/" + JOB, 200, "{\"job\":\"" + JOB + "\",\"state\":\"" + state + "\"" + more + "}");
    }
}
