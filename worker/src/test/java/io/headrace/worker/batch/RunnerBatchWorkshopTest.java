package io.headrace.worker.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.inference.FakeRunner;
import io.headrace.inference.RunnerAddress;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.RestartPause;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.ChildRunner;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.inference.source.RunnerSource;
import io.headrace.inference.source.RunnerUrl;
import io.headrace.machine.ThreadHost;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.PipelineName;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.Route;
import io.headrace.transport.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to real processes. */
@Timeout(120)
class RunnerBatchWorkshopTest {

    private static final PipelineName PIPELINE = new PipelineName("text-to-image");
    private static final BatchSkill SKILL = new BatchSkill(PIPELINE, "m");
    private static final Supervision WATCHED = new Supervision(
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            2,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            1,
            new RestartPause(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(200)),
            Optional.empty());

    private final ThreadHost host = new ThreadHost(InstantSource.system(), new Random(1));
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_SERVICES);
    private final RunnerBatchWorkshop workshop = new RunnerBatchWorkshop(
            host,
            new RunnerAccess(new RunnerOpener(() -> "token", Duration.ofMinutes(1)), http, RunnerPatience.DEFAULT),
            NoFilms.HERE);

    @AfterEach
    void close() {
        workshop.close();
        http.close();
        host.close();
    }

    private void add(RunnerSource source, Supervision supervision, int atOnce) {
        workshop.add(PIPELINE, List.of(new ModelRunners("m", List.of(source), supervision, new Duty.Calls(atOnce))));
    }

    private static ChildRunner child(String manner) {
        return new ChildRunner(FakeRunner.command(manner));
    }

    private Optional<ModelConstraint> offer() {
        return Optional.ofNullable(workshop.offers().get(SKILL));
    }

    /** The test's time-out is its limit. */
    private ModelConstraint awaitOffer(Predicate<ModelConstraint> wanted) {
        var offer = offer();
        while (offer.filter(wanted).isEmpty()) {
            LockSupport.parkNanos(1_000_000);
            offer = offer();
        }
        return offer.get();
    }

    private static BatchCall call(Duration whole) {
        return new BatchCall("application/json", whole, 1_000, 1_000);
    }

    private BatchAnswer ask(String body, Duration whole) throws Exception {
        // The place of the request before is given back a moment after its answer.
        awaitOffer(offer -> offer.capacityInUse() == 0);
        try (var place = workshop.take(SKILL).orElseThrow()) {
            return place.send(call(whole), new ByteArrayInputStream(body.getBytes(UTF_8)));
        }
    }

    private BatchAnswer ask(String body) throws Exception {
        return ask(body, Duration.ofMinutes(1));
    }

    @Test
    void isColdUntilARunnerIsStartedAndHasNoVersionUntilItSaysOne() throws Exception {
        add(child("well"), WATCHED.resting(Duration.ofHours(1)), 2);
        assertThat(awaitOffer(_ -> true)).isEqualTo(new ModelConstraint(false, 2, "", 0));

        try (var place = workshop.take(SKILL).orElseThrow()) {
            awaitOffer(offer -> offer.equals(new ModelConstraint(true, 2, offer.runnerVersion(), 1)));
            var answer = place.send(call(Duration.ofMinutes(1)), new ByteArrayInputStream("hi".getBytes(UTF_8)));

            assertThat(answer).isInstanceOfSatisfying(BatchAnswer.Answered.class, made -> {
                assertThat(made.contentType()).isEqualTo("application/json");
                assertThat(made.modelKind()).isEmpty();
                assertThat(made.body()).hasContent("hi");
            });
        }

        var warm = awaitOffer(offer -> !offer.runnerVersion().isEmpty());
        assertThat(warm).returns(true, ModelConstraint::warm).returns(0, ModelConstraint::capacityInUse);
        assertThat(warm.runnerVersion()).as("the fake's version is its process").matches("\\d+");
    }

    @Test
    void givesEachPlaceOnce() {
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);

        var place = workshop.take(SKILL).orElseThrow();
        assertThat(workshop.take(SKILL)).isEmpty();
        assertThat(workshop.take(new BatchSkill(PIPELINE, "another"))).isEmpty();
        place.close();
        place.close();

        awaitOffer(offer -> offer.capacityInUse() == 0);
        assertThat(workshop.take(SKILL)).isPresent();
        assertThat(workshop.take(SKILL)).isEmpty();
    }

    @Test
    void tellsWhoseFaultAFailureIs() throws Exception {
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);

        assertThat(ask("refuse")).isEqualTo(new BatchAnswer.Refused(422, "body.prompt: field required"));
        assertThat(ask("x".repeat(1_001)))
                .isEqualTo(new BatchAnswer.Refused(413, "The request has more than 1000 bytes; send a smaller one"));
        assertThat(ask("hang", Duration.ofMillis(300))).isInstanceOf(BatchAnswer.TooLate.class);
    }

    @Test
    void saysThatItsRunnerDiedAndStartsItAnew() throws Exception {
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);

        assertThat(ask("crash"))
                .isInstanceOfSatisfying(
                        BatchAnswer.Failed.class,
                        failed -> assertThat(failed.sentence()).contains("code 139", "CUDA out of memory"));

        awaitOffer(ModelConstraint::warm);
        assertThat(ask("again")).isInstanceOf(BatchAnswer.Answered.class);
    }

    @Test
    void saysThatAnAnswerBrokeOff() throws Exception {
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);
        try (var place = workshop.take(SKILL).orElseThrow()) {
            var answer = place.send(call(Duration.ofMinutes(1)), new ByteArrayInputStream("half".getBytes(UTF_8)));

            var body = ((BatchAnswer.Answered) answer).body();
            assertThatIOException().isThrownBy(body::readAllBytes);
        }
    }

    @Test
    void offersNothingOfRunnersThatAreNotWell() throws Exception {
        for (var manner : List.of("unfit", "garbage", "stillborn")) {
            add(child(manner), WATCHED, 1);
            while (!workshop.standings()
                    .getOrDefault(SKILL, List.of())
                    .getFirst()
                    .unhealthy()) {
                LockSupport.parkNanos(1_000_000);
                if (manner.equals("garbage")) {
                    break;
                }
            }
            assertThat(workshop.offers()).as(manner).isEmpty();
            assertThat(workshop.take(SKILL)).as(manner).isEmpty();
            workshop.remove(SKILL);
        }
    }

    @Test
    void waitsForOneThatIsLoading() {
        add(child("slow"), WATCHED, 1);

        assertThat(awaitOffer(ModelConstraint::warm).capacity()).isEqualTo(1);
    }

    @Test
    void passesOnWhatKindOfModelAnsweredAndWhoDoesNotTakeOurBearer() throws Exception {
        var routes = Router.of(
                Route.of(
                        "GET",
                        "/health",
                        (exchange, _) -> exchange.answer(200, "application/json", "{\"status\":\"OK\"}")),
                Route.of(
                        "GET",
                        "/version",
                        (exchange, _) -> exchange.answer(200, "application/json", "{\"version\":\"two words\"}")),
                Route.of("POST", "/text-to-image", (exchange, _) -> {
                    if (exchange.headers()
                            .first("Authorization")
                            .filter("Bearer right"::equals)
                            .isEmpty()) {
                        exchange.answer(401, "application/json", "{\"detail\":{\"msg\":\"Invalid bearer token.\"}}");
                    } else {
                        var headers = Headers.contentType("text/event-stream").with("X-Model-Kind", "demo");
                        exchange.answer(200, headers, ByteBuffer.wrap("data: x\n\n".getBytes(UTF_8)));
                    }
                }));
        try (var server = HttpServer.start(HttpServerConfig.plain("127.0.0.1", 0), routes)) {
            var base = URI.create("http://127.0.0.1:" + server.port());
            add(new RunnerUrl(new RunnerAddress(base, "right")), WATCHED, 3);
            assertThat(awaitOffer(ModelConstraint::warm))
                    .as("a version that is no word is none")
                    .isEqualTo(new ModelConstraint(true, 3, "", 0));
            assertThat(ask("hi"))
                    .isInstanceOfSatisfying(
                            BatchAnswer.Answered.class,
                            made -> assertThat(made.contentType() + " " + made.modelKind())
                                    .isEqualTo("text/event-stream demo"));

            workshop.remove(SKILL);
            add(new RunnerUrl(new RunnerAddress(base, "wrong")), WATCHED, 1);
            awaitOffer(ModelConstraint::warm);
            assertThat(ask("hi"))
                    .isEqualTo(
                            new BatchAnswer.Failed(401, "The runner does not take our bearer: Invalid bearer token."));
        }
    }

    @Test
    void letsModelsComeAndGo() throws Exception {
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);
        assertThatIllegalArgumentException().isThrownBy(() -> add(child("well"), WATCHED, 1));

        workshop.remove(SKILL);
        workshop.remove(SKILL);

        assertThat(workshop.offers()).isEmpty();
        assertThat(workshop.take(SKILL)).isEmpty();
        add(child("well"), WATCHED, 1);
        awaitOffer(ModelConstraint::warm);
    }
}
