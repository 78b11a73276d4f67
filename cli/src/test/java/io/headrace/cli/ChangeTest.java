package io.headrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a change is asked for, waited for and told, whatever the change. */
class ChangeTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path data;

    private FakeAdmin admin;
    private final List<String> questions = new ArrayList<>();
    private boolean consents;
    private boolean interactive;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws TransportException, IOException {
        admin = new FakeAdmin();
        admin.answers("/status", 200, "{\"name\":\"alder\"}");
        Files.createDirectories(data.resolve("alder"));
        Files.writeString(data.resolve("alder").resolve("admin.token"), TOKEN + "\n");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsTheTokenAndANameOfItsOwn() {
        admin.answers("/wallet/unlock", 200, "{\"withdrawRound\":9}");

        assertThat(wallet("unlock")).isZero();

        var asked = admin.asked().getLast();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.headers().first("Authorization")).contains("Bearer " + TOKEN);
        assertThat(asked.headers().first("Idempotency-Key")).contains("name-of-this-change");
        assertThat(out.toString(UTF_8)).isEqualToIgnoringNewLines("withdrawRound  9\n");
    }

    @Test
    void printsOneDocumentForAProgram() {
        admin.answers("/wallet/unlock", 200, "{\"withdrawRound\":9}");

        assertThat(wallet("unlock", "--json")).isZero();

        assertThat(out.toString(UTF_8)).contains("\"withdrawRound\" : 9");
    }

    @Test
    void looksAfterWhatTakesLong() {
        admin.answers("/wallet/unlock", 202, "{\"errand\":\"e-1\",\"pending\":true}");
        admin.answers("/errands/e-1", 200, "{\"withdrawRound\":9}");

        assertThat(wallet("unlock")).isZero();
        assertThat(out.toString(UTF_8)).contains("9");
    }

    @Test
    void givesUpWaitingWithoutSayingThatNothingHappened() {
        admin.answers("/wallet/unlock", 202, "{\"errand\":\"e-1\",\"pending\":true}");
        admin.answers("/errands/e-1", 202, "{\"errand\":\"e-1\",\"pending\":true}");

        assertThat(wallet("unlock", "--timeout", "2")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("may still be mined", "wallet show");
    }

    @Test
    void passesOnARefusal() {
        admin.answers("/wallet/unlock", 409, "{\"error\":{\"message\":\"unlock already initiated\"}}");

        assertThat(wallet("unlock")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("unlock already initiated");
    }

    @Test
    void isUnfitWithoutAToken() throws IOException {
        Files.delete(data.resolve("alder").resolve("admin.token"));

        assertThat(wallet("unlock")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("--data");
    }

    @Test
    void asksAPersonBeforeMoneyLeaves() {
        interactive = true;
        admin.answers("/wallet/withdraw", 200, "{}");

        assertThat(wallet("withdraw")).isEqualTo(2);
        assertThat(questions).hasSize(1);
        assertThat(admin.asked()).isEmpty();

        consents = true;
        assertThat(wallet("withdraw")).isZero();
        assertThat(questions).hasSize(2);
        assertThat(wallet("withdraw", "--yes")).isZero();
        assertThat(questions).hasSize(2);
    }

    @Test
    void namesWhatIsSentToWhom() {
        interactive = true;

        assertThat(wallet("transfer", "eth", "0xabc", "0.5eth")).isEqualTo(2);

        assertThat(questions.getFirst()).contains("0.5eth", "500000000000000000", "0xabc");
    }

    @Test
    void asksNobodyInAScript() {
        admin.answers("/wallet/withdraw", 200, "{}");

        assertThat(wallet("withdraw")).isZero();
        assertThat(questions).isEmpty();
    }

    /** Time that passes in pauses alone. */
    private static final class OnlyPauses implements Pace {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void pause(Duration length) {
            nanos += length.toNanos();
        }
    }

    private int wallet(String... arguments) {
        var terminal = new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), interactive);
        Question question = asked -> {
            questions.add(asked);
            return consents;
        };
        var tools = new MoneyTools(data, terminal, new OnlyPauses(), question, () -> "name-of-this-change");
        var line = new MoneyCommands(tools).wallet();
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, _, _) -> {
            terminal.err().println(failure.getMessage());
            return ((CommandFailed) failure).exitCode().code();
        });
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--admin", admin.uri()));
        return line.execute(all.toArray(String[]::new));
    }
}
