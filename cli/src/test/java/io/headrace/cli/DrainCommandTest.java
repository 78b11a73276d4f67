package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainCommandTest {

    private static final String DONE = "{\"draining\":true,\"drained\":true,\"left\":{\"jobs\":0,\"units\":0}}";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path data;

    private ScriptedPace pace = new ScriptedPace();

    private FakeAdmin admin;

    @BeforeEach
    void start() throws TransportException {
        admin = new FakeAdmin();
        admin.answers("/status", 200, "{\"name\":\"alder\"}");
        admin.answers("/drain", 200, DONE);
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void showsTheTokenOfTheNodesFolder() throws IOException {
        write("alder/admin.token", TOKEN + "\n");
        write("admin.token", "another");

        var typed = drain("--within", "7", "--admin", admin.uri());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("alder has finished its work");
        var asked = admin.asked().getLast();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.within()).contains("7");
        assertThat(asked.headers().first("Authorization")).contains("Bearer " + TOKEN);
    }

    @Test
    void takesTheTokenOfADirectoryOfOneNode() throws IOException {
        write("admin.token", TOKEN);

        assertThat(drain("--json", "--admin", admin.uri())
                        .document()
                        .path("drained")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void looksInTheDirectoryThatIsNamed() throws IOException {
        write("elsewhere/admin.token", TOKEN);

        assertThat(drain("--data", data.resolve("elsewhere").toString(), "--admin", admin.uri())
                        .exitCode())
                .isZero();
    }

    @Test
    void isUnfitWithoutToken() {
        var typed = drain("--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("admin.token", data.toString(), "--data");
        assertThat(admin.asked()).noneMatch(asked -> asked.method().equals("POST"));
    }

    @Test
    void isUnfitWithAnotherNodesToken() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 401, "");

        var typed = drain("--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("another token").doesNotContain(TOKEN);
    }

    @Test
    void readsNoFileThatTheNodesNameLeadsTo() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/status", 200, "{\"name\":\"../alder\"}");
        Files.createDirectories(data.resolve("inner"));

        var typed = drain("--data", data.resolve("inner").toString(), "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
    }

    @Test
    void failsWhenWorkIsStillUnderWay() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, busy(2));

        var typed = drain("--within", "0", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("1 jobs and 2 units are under way after 0 s");
    }

    @Test
    void waitsUntilTheWorkIsDoneAndTellsHowMuchIsLeft() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, busy(2));
        pace = new ScriptedPace(
                () -> {}, () -> admin.answers("/drain", 200, busy(1)), () -> admin.answers("/drain", 200, DONE));

        var typed = drain("--admin", admin.uri());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err().lines())
                .containsExactly("1 jobs and 2 units are under way ...", "1 jobs and 1 units are under way ...");
        assertThat(admin.asked())
                .filteredOn(asked -> asked.method().equals("POST"))
                .hasSize(1);
    }

    @Test
    void givesUpWaitingInTime() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, busy(2));
        pace = new ScriptedPace(() -> {}, () -> {});

        var typed = drain("--timeout", "1", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).contains("2 units are under way after 1 s");
    }

    @Test
    void doesNotWaitWhenItNeedNot() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, busy(2));

        var typed = drain("--no-wait", "--admin", admin.uri());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("takes nothing new; 1 jobs and 2 units are under way.");
    }

    @Test
    void letsANodeTakeWorkAgain() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, "{\"draining\":false,\"drained\":false}");

        var typed = drain("--undo", "--admin", admin.uri());

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).contains("alder takes new work");
        assertThat(admin.asked().getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void saysThatANodeCannotTurnBack() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 409, "{\"error\":{\"message\":\"This node cannot turn back; start it again\"}}");

        var typed = drain("--undo", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.err()).contains("cannot turn back");
    }

    @Test
    void printsOneDocumentHoweverLongItWaits() throws IOException {
        write("admin.token", TOKEN);
        admin.answers("/drain", 200, busy(2));
        pace = new ScriptedPace(() -> admin.answers("/drain", 200, DONE));

        assertThat(drain("--json", "--admin", admin.uri())
                        .document()
                        .path("left")
                        .path("units")
                        .asLong(-1))
                .isZero();
    }

    @Test
    void refusesToUndoWithoutWaiting() {
        assertThat(drain("--undo", "--no-wait", "--admin", admin.uri()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void isUnfitWhenNoNodeAnswers() {
        admin.close();

        assertThat(drain("--admin", admin.uri()).exitCode()).isEqualTo(3);
    }

    @Test
    void refusesATimeOutOfRange() {
        assertThat(drain("--within", "3601", "--admin", admin.uri()).exitCode()).isEqualTo(2);
        assertThat(drain("--within", "-1", "--admin", admin.uri()).exitCode()).isEqualTo(2);
    }

    private void write(String name, String text) throws IOException {
        var file = data.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Typed drain(String... arguments) {
        return Typed.type(terminal -> new DrainCommand(data, terminal, pace), arguments);
    }

    private static String busy(int units) {
        return "{\"draining\":true,\"drained\":false,\"left\":{\"jobs\":1,\"units\":" + units + "}}";
    }
}
