package io.headrace.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.node.log.LogOutput;
import io.headrace.node.log.LogVerbosity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

class MainTest {

    @AfterEach
    void logAsBefore() {
        new LogOutput().verbosity(LogVerbosity.parse("warn"));
    }

    @ParameterizedTest
    @CsvSource({"--log=text", "--log-level=warn", "-v=3"})
    void takesWhatConcernsTheLogWithEveryCommand(String option) {
        assertThat(execute("jobs", option, "--help").exitCode()).isZero();
        assertThat(execute(option, "jobs", "--help").exitCode()).isZero();
    }

    @Test
    void takesThemFromTheEnvironment() {
        var line = Main.commandLine(Map.of("HEADRACE_LOG_LEVEL", "error"));

        line.parseArgs("jobs");

        assertThat(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).isWarnEnabled())
                .isFalse();
    }

    @Test
    void letsTheCommandLineGoOverTheEnvironment() {
        var line = Main.commandLine(Map.of("HEADRACE_LOG_LEVEL", "error"));

        line.parseArgs("jobs", "--log-level", "info");

        assertThat(LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).isInfoEnabled())
                .isTrue();
    }

    @Test
    void saysWhatALevelIs() {
        var said = execute("jobs", "--log-level", "loud");

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("error, warn, info, debug, trace", "loud");
    }

    /** The library complains on standard error of a text that it cannot format, as one with a lone per cent sign. */
    @Test
    void explainsEveryCommandWithoutAComplaint() {
        var err = System.err;
        var complaints = new ByteArrayOutputStream();
        System.setErr(new PrintStream(complaints, true, UTF_8));
        try {
            explain(Main.commandLine(Map.of()));
        } finally {
            System.setErr(err);
        }
        assertThat(complaints.toString(UTF_8)).isEmpty();
    }

    private static void explain(CommandLine line) {
        assertThat(line.getUsageMessage()).contains("Usage: headrace");
        line.getSubcommands().values().forEach(MainTest::explain);
    }

    private static Map<String, CommandLine> subcommands(String command) {
        return Objects.requireNonNull(
                        Main.commandLine(Map.of()).getSubcommands().get(command))
                .getSubcommands();
    }

    @Test
    void hasTheCommandsThatMoveMoney() {
        assertThat(subcommands("wallet"))
                .containsOnlyKeys(
                        "create",
                        "show",
                        "deposit",
                        "reserve",
                        "fund",
                        "unlock",
                        "cancel-unlock",
                        "withdraw",
                        "transfer",
                        "guard");
        assertThat(subcommands("orchestrator"))
                .containsOnlyKeys(
                        "register",
                        "reward",
                        "set-price",
                        "set-uri",
                        "earnings",
                        "withdraw-fees",
                        "unbond",
                        "withdraw-stake");
    }

    @Test
    void runsAnOrchestratorWhenNoCommandFollows() {
        assertThat(execute("orchestrator").exitCode())
                .as("it has no data directory")
                .isEqualTo(2);
        assertThat(execute("orchestrator", "reward", "--admin", "http://127.0.0.1:1")
                        .exitCode())
                .as("nobody answers there")
                .isEqualTo(3);
    }

    private record Said(int exitCode, String err) {}

    private static Said execute(String... arguments) {
        var err = new StringWriter();
        var line = Main.commandLine(Map.of())
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(new StringWriter(), true));
        return new Said(line.execute(arguments), err.toString());
    }
}
