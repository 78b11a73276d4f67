package io.headrace.models.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.runner.session.SessionLimits;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runner answers, as the network's workers ask it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContractTest {

    private static final String START = "/live-video-to-video";

    private final ManualClock clock = new ManualClock();
    private final FakeWorks works = new FakeWorks(clock);

    @Test
    void tellsItsHealthFromLoadingToStreaming() throws Exception {
        try (var stage = new LiveStage(works, clock, clock)) {
            assertThat(stage.health()).isEqualTo("LOADING");
            assertThat(stage.start().status()).isEqualTo(503);

            stage.runner.load();
            assertThat(stage.health()).isEqualTo("IDLE");

            assertThat(stage.start().status()).isEqualTo(200);
            assertThat(stage.health()).isEqualTo("OK");
        }
    }

    @Test
    void isInErrorWhenItsModelCannotBeLoaded() throws Exception {
        works.loadable = false;
        try (var stage = LiveStage.ready(works, clock, clock)) {
            assertThat(stage.health()).isEqualTo("ERROR");
            assertThat(stage.get("/health").body().path("reason").asString()).contains("no weights");
            assertThat(stage.start().status()).isEqualTo(500);
        }
    }

    @Test
    void answersAStartWithEmptyAddresses() throws Exception {
        try (var stage = LiveStage.ready(works, clock, clock)) {
            var reply = stage.start();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.kind()).isEqualTo("demo");
            assertThat(reply.body().propertyNames())
                    .containsExactly("publish_url", "subscribe_url", "control_url", "events_url");
            assertThat(reply.body())
                    .allSatisfy(url -> assertThat(url.asString()).isEmpty());
        }
    }

    @Test
    void refusesAnotherModelByName() throws Exception {
        try (var stage = LiveStage.ready(works, clock, clock)) {
            var reply = stage.post(START, stage.plan().replace("\"fake\"", "\"streamdiffusion\""));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().path("detail").path("msg").asString())
                    .isEqualTo("pipeline configured with fake but called with streamdiffusion.");
        }
    }

    @Test
    void refusesParametersAndSaysWhatIsWrong() throws Exception {
        try (var stage = LiveStage.ready(works, clock, clock)) {
            var reply = stage.post(START, stage.plan("{\"refuse\":1}", ""));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().path("detail").path("msg").asString()).isEqualTo("\"refuse\" is no parameter");
            assertThat(stage.health()).isEqualTo("IDLE");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense                                                 | no JSON",
                "[]                                                       | one JSON object",
                "{}                                                       | subscribe_url is missing",
                "{\"subscribe_url\":7}                                    | subscribe_url must be a text",
                "{\"subscribe_url\":\"ftp://a/b\"}                        | http or https",
                "{\"subscribe_url\":\"http://a/b?c\"}                     | http or https",
                "{\"subscribe_url\":\"http://a/b\"}                       | publish_url is missing",
                "{\"params\":[1]}                                         | params must be a JSON object"
            })
    void refusesABodyThatCannotBeMeant(String body, String reason) throws Exception {
        try (var stage = LiveStage.ready(works, clock, clock)) {
            var reply = stage.post(START, body);

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().path("detail").path("msg").asString()).contains(reason);
        }
    }

    @Test
    void wantsItsTokenForWhatChangesSomething() throws Exception {
        try (var stage = new LiveStage(works, clock, clock, SessionLimits.DEFAULT, "secret")) {
            stage.runner.load();

            assertThat(stage.start().status()).isEqualTo(401);
            assertThat(stage.post(START + "/stop", "").status()).isEqualTo(401);
            assertThat(stage.post(START, stage.plan(), "Authorization", "Bearer wrong")
                            .status())
                    .isEqualTo(401);
            assertThat(stage.health()).isEqualTo("IDLE");
            assertThat(stage.post(START, stage.plan(), "Authorization", "Bearer secret")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void tellsWhatItIs() throws Exception {
        try (var stage = LiveStage.ready(works, clock, clock)) {
            assertThat(stage.get("/version").body().toString())
                    .isEqualTo("{\"pipeline\":\"live-video-to-video\",\"model_id\":\"fake\",\"version\":\"1.2\"}");
            assertThat(stage.get("/hardware/info").body().path("gpu_info").isObject())
                    .isTrue();
            assertThat(stage.get("/hardware/stats").body().path("gpu_stats").isObject())
                    .isTrue();
            assertThat(stage.get("/metrics.json").body().path("frames_in").asLong())
                    .isZero();
        }
    }
}
