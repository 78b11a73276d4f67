package io.headrace.node.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LogOutputTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogbackMDCAdapter about = new LogbackMDCAdapter();
    private final LoggerContext context = new LoggerContext();
    private PrintStream before = System.err;

    @BeforeEach
    void configure() throws JoranException {
        before = System.err;
        System.setErr(new PrintStream(written, true, UTF_8));
        context.setMDCAdapter(about);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    }

    @AfterEach
    void restore() {
        context.stop();
        System.setErr(before);
    }

    @Test
    void namesTheJobInALineForPeople() {
        about.put("job", "a1");
        about.put("orchestrator", "0xaa");

        warn("It is late");

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst()).contains("WARN").endsWith(" a1 0xaa It is late");
    }

    @Test
    void leavesNoGapInALineAboutNothing() {
        warn("It is late");

        assertThat(lines().getFirst()).endsWith("headrace.Test It is late");
    }

    @Test
    void writesADocumentALine() {
        new LogOutput(context).form(LogForm.JSON);
        about.put("job", "a1");
        about.put("stream", "camera");

        context.getLogger("headrace.Test").warn("Two\nlines of {}", "\"text\"", new IllegalStateException("why"));

        assertThat(lines()).hasSize(1);
        var line = new JsonMapper().readTree(lines().getFirst());
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("logger").asString()).isEqualTo("headrace.Test");
        assertThat(line.path("job").asString()).isEqualTo("a1");
        assertThat(line.path("stream").asString()).isEqualTo("camera");
        assertThat(line.path("message").asString()).isEqualTo("Two\nlines of \"text\"");
        assertThat(line.path("error").asString()).contains("IllegalStateException: why", "LogOutputTest");
        assertThat(line.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void saysWhatIsAskedFor() {
        context.getLogger("headrace.Test").info("Usual");
        new LogOutput(context).verbosity(LogVerbosity.parse("info"));
        context.getLogger("headrace.Test").info("Wanted");

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst()).endsWith("Wanted");
    }

    @ParameterizedTest
    @CsvSource({"error, ERROR", "WARN, WARN", "info, INFO", "debug, DEBUG", "trace, TRACE"})
    void knowsLevelsByName(String text, String level) {
        assertThat(LogVerbosity.parse(text).level()).isEqualTo(Level.toLevel(level));
    }

    @ParameterizedTest
    @CsvSource({"0, INFO", "4, INFO", "5, DEBUG", "6, TRACE", "99, TRACE"})
    void knowsTheNetworksNumbers(String text, String level) {
        assertThat(LogVerbosity.parse(text).level()).isEqualTo(Level.toLevel(level));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loud", "-1", "100", "all"})
    void knowsNoOtherLevel(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogVerbosity.parse(text))
                .withMessageContaining("error, warn, info, debug, trace");
    }

    private void warn(String sentence) {
        context.getLogger("headrace.Test").warn(sentence);
    }

    private List<String> lines() {
        return written.toString(UTF_8).lines().toList();
    }
}
