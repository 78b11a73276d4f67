package io.headrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.join.Unheard;
import io.headrace.cli.RecordedJobs.RecordedJob;
import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

    private static final RecordedJobs NOTHING = (_, _) -> Optional.empty();
    private static final RecordedJobs RECORD =
            (_, job) -> Optional.of(new RecordedJob("{\"job\":\"" + job + "\"}", "the story of " + job));

    private FakeAdmin admin;

    @BeforeEach
    void start() throws TransportException {
        admin = new FakeAdmin();
        admin.answers("/jobs/a1/explain", "application/json", 200, Headers.NONE, "{\"job\":\"a1\",\"state\":\"end\"}");
        admin.answers("/jobs/a1/explain", "text/plain", 200, Headers.NONE, "Job a1\n");
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void printsWhatTheNodeTells() {
        var typed = explain(NOTHING, "a1", "--admin", admin.uri());

        assertThat(typed).isEqualTo(new Typed(0, "Job a1\n", ""));
    }

    @Test
    void printsExactlyOneDocument() {
        var typed = explain(NOTHING, "a1", "--json", "--admin", admin.uri());

        assertThat(typed.document().path("job").asString()).isEqualTo("a1");
        assertThat(typed.exitCode()).isZero();
    }

    @Test
    void saysOnStandardErrorWhoWasNotHeard() {
        var missing = Headers.of(Unheard.HEADER, "http://127.0.0.1:7935: refused");
        admin.answers("/jobs/a1/explain", "application/json", 200, missing, "{\"job\":\"a1\"}");

        var typed = explain(NOTHING, "a1", "--json", "--admin", admin.uri());

        assertThat(typed.document().has("job")).isTrue();
        assertThat(typed.err()).contains("http://127.0.0.1:7935: refused");
    }

    @Test
    void failsForAJobThatNobodyKnows() {
        var typed = explain(NOTHING, "b2", "--json", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(1);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("knows no job b2");
    }

    @Test
    void readsTheRecordOfAJobThatTheNodeDoesNotKnow() {
        assertThat(explain(RECORD, "b2", "--admin", admin.uri()).out()).isEqualTo("the story of b2");
    }

    @Test
    void readsTheRecordWhenNoNodeAnswers() {
        admin.close();

        assertThat(explain(RECORD, "b2", "--admin", admin.uri()).out()).isEqualTo("the story of b2");
        assertThat(explain(RECORD, "b2", "--json", "--admin", admin.uri())
                        .document()
                        .path("job")
                        .asString())
                .isEqualTo("b2");
    }

    @Test
    void looksForRecordsWhereItIsTold() {
        var asked = new AtomicReference<Optional<Path>>();
        RecordedJobs watching = (data, _) -> {
            asked.set(data);
            return Optional.empty();
        };

        explain(watching, "b2", "--data", "somewhere", "--admin", admin.uri());

        assertThat(asked.get()).contains(Path.of("somewhere"));
    }

    @Test
    void isUnfitWhenTheNamedNodeIsSilentAndNothingIsRecorded() {
        admin.close();

        var typed = explain(NOTHING, "b2", "--admin", admin.uri());

        assertThat(typed.exitCode()).isEqualTo(3);
        assertThat(typed.err()).contains("No node answers at " + admin.uri(), "--admin");
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThat(explain(NOTHING, "b2", "--admin", "5935").exitCode()).isEqualTo(2);
    }

    @Test
    void refusesToExplainNothing() {
        assertThat(explain(NOTHING).exitCode()).isEqualTo(2);
    }

    @Test
    void asksForTheJobAsItIsCalled() {
        admin.answers("/jobs/my clip/explain", "text/plain", 200, Headers.NONE, "Job my clip\n");

        assertThat(explain(NOTHING, "my clip", "--admin", admin.uri()).out()).isEqualTo("Job my clip\n");
    }

    private static Typed explain(RecordedJobs recorded, String... arguments) {
        return Typed.type(terminal -> new ExplainCommand(recorded, terminal), arguments);
    }
}
