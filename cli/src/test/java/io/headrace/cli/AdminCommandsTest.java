package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.TransportException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code jobs} and {@code wallet show} print of what a node answers. */
class AdminCommandsTest {

    private FakeAdmin admin;

    static Stream<Function<Terminal, Callable<Integer>>> commands() {
        return Stream.of(JobsCommand::new, WalletShowCommand::new);
    }

    @BeforeEach
    void start() throws TransportException {
        admin = new FakeAdmin();
        admin.answers("/jobs", 200, """
                [{"job":"a1","class":"video","pipeline":"video-transcoding","state":"Completed",\
                "since":"2026-01-02T03:04:05Z","published":7,"fee":"123456789"}]""");
        admin.answers("/wallet", 200, "{\"address\":\"0x01\",\"eth\":\"5\",\"withdrawRound\":0}");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void listsJobsInATable() {
        var lines = Typed.type(JobsCommand::new, "--admin", admin.uri())
                .out()
                .lines()
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("JOB").endsWith("FEE (WEI)");
        assertThat(lines.get(1)).contains("a1", "video", "Completed", "2026-01-02T03:04:05Z", "7", "123456789");
    }

    @Test
    void listsJobsAsOneDocument() {
        var typed = Typed.type(JobsCommand::new, "--json", "--admin", admin.uri());

        assertThat(typed.document().isArray()).isTrue();
        assertThat(typed.document().get(0).path("published").asLong()).isEqualTo(7);
    }

    @Test
    void showsAWalletLineByLine() {
        var typed = Typed.type(WalletShowCommand::new, "--admin", admin.uri());

        assertThat(typed.out().lines()).containsExactly("address        0x01", "eth            5", "withdrawRound  0");
    }

    @Test
    void showsAWalletAsOneDocument() {
        var typed = Typed.type(WalletShowCommand::new, "--json", "--admin", admin.uri());

        assertThat(typed.document().path("eth").asString()).isEqualTo("5");
    }

    @Test
    void passesOnWhyTheNodeRefuses() {
        admin.answers("/wallet", 404, "{\"error\":{\"message\":\"This node has no wallet\"}}");

        var typed = Typed.type(WalletShowCommand::new, "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("404: This node has no wallet");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void areUnfitWhenNoNodeAnswers(Function<Terminal, Callable<Integer>> command) {
        admin.close();

        var typed = Typed.type(command, "--json", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains(admin.uri(), "headrace up", "--admin");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void areUnfitWhenSomethingElseAnswers(Function<Terminal, Callable<Integer>> command) {
        admin.answers("/jobs", 200, "<html>");
        admin.answers("/wallet", 200, "<html>");

        var typed = Typed.type(command, "--json", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("no admin API");
    }
}
