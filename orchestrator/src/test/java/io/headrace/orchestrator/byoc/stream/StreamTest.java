package io.headrace.orchestrator.byoc.stream;

import static io.headrace.orchestrator.Onlooker.await;
import static io.headrace.orchestrator.Onlooker.text;
import static io.headrace.orchestrator.byoc.stream.StreamStage.ALL;
import static io.headrace.orchestrator.byoc.stream.StreamStage.about;
import static io.headrace.orchestrator.byoc.stream.StreamStage.channels;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.crypto.EthAddress;
import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.byoc.AppFact;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobHeader;
import io.headrace.wire.byoc.StreamChannels;
import io.headrace.wire.text.JsonDocument;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that cost nothing. */
class StreamTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private StreamStage stage;
    private FakeStreamApp app;

    @BeforeEach
    void start() throws Exception {
        app = new FakeStreamApp();
        open(StreamStage.config());
    }

    private void open(StreamConfig config) throws Exception {
        stage = new StreamStage(new FreeOfCharge(), config);
        stage.containers.offer(app.url(), 2, "");
    }

    private void reopen(StreamConfig config) throws Exception {
        stage.close();
        open(config);
    }

    @AfterEach
    void stop() {
        app.close();
        stage.close();
    }

    @Test
    void tellsEachSideWhereTheChannelsAre() throws Exception {
        var answer = stage.start("s1", ALL, "{\"params\":{\"prompt\":\"hey\"}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().first("Livepeer-Balance")).contains("0");
        var channels = channels(answer);
        var asked = app.asked.take();
        assertThat(asked.path()).isEqualTo("/stream/start");
        assertThat(asked.stream()).isEqualTo("s1");
        var told = JsonDocument.parse(asked.body(), "told", 100_000);
        var fields = told.fields();
        assertThat(fields.text("gateway_request_id")).isEqualTo("s1");
        assertThat(fields.text("control_url")).isEqualTo(channels.control());
        assertThat(fields.text("events_url")).isEqualTo(channels.events());
        assertThat(Optional.of(fields.text("subscribe_url"))).isEqualTo(channels.ingress());
        assertThat(Optional.of(fields.text("publish_url"))).isEqualTo(channels.egress());
        assertThat(Optional.of(fields.text("data_url"))).isEqualTo(channels.data());
        assertThat(told.json("params")).contains("{\"prompt\":\"hey\"}");
    }

    @Test
    void makesOnlyTheChannelsThatAreAskedForUnderNamesThatNobodyGuesses() throws Exception {
        var channels = channels(stage.start("s1", "{\"enable_data_output\":true}", "{}"));

        assertThat(channels.ingress()).isEmpty();
        assertThat(channels.egress()).isEmpty();
        assertThat(channels.data()).isPresent();
        assertThat(channels.data().orElseThrow()).matches(".*/[0-9a-f]{32}");
        assertThat(channels.control()).doesNotContain("s1");
        assertThat(stage.get(stage.uri() + StreamHall.BASE + "s1-events/0").status())
                .isEqualTo(404);
    }

    @Test
    void doesNotLetAClientPutItsOwnAddressesInTheirPlace() throws Exception {
        var channels = channels(stage.start(
                "s1",
                "{}",
                "{\"control_url\":\"http://evil\",\"events_url\":\"http://evil\",\"publish_url\":\"http://evil\","
                        + "\"subscribe_url\":\"http://evil\",\"data_url\":\"http://evil\"}"));

        var told = app.asked.take().body();
        assertThat(told).doesNotContain("evil").contains(channels.control());
    }

    @Test
    void carriesSegmentsFromOneSideToTheOther() throws Exception {
        var channels = channels(stage.start("s1", ALL, "{}"));

        stage.publish(channels.data().orElseThrow(), 0, "{\"n\":1}\n");

        assertThat(text(stage.get(channels.data().orElseThrow() + "/0"))).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void passesUpdatesAndTheStopOnAndFreesThePlace() throws Exception {
        stage.start("s1", ALL, "{}");
        await(() -> stage.containers.inUse() == 1);
        app.asked.clear();

        var updated = stage.ask(StreamChannels.UPDATE_PATH, about("s1"), "{\"prompt\": \"new\"}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(text(updated))
                .isEqualTo("{\"echo\": \"{\\\"prompt\\\": \\\"new\\\"}\", \"path\": \"/stream/params\"}");
        assertThat(app.asked.take())
                .isEqualTo(
                        new FakeStreamApp.Asked("/stream/params", "s1", "application/json", "{\"prompt\": \"new\"}"));

        var stopped = stage.ask(StreamChannels.STOP_PATH, about("s1"), "enough");
        assertThat(stopped.status()).isEqualTo(200);
        assertThat(text(stopped)).contains("/stream/stop");
        assertThat(app.asked.take().body()).isEqualTo("enough");
        await(() -> stage.containers.inUse() == 0);
        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("stopped");
        assertThat(stage.ask(StreamChannels.STOP_PATH, about("s1"), "").status())
                .isEqualTo(404);
        assertThat(stage.ask(StreamChannels.UPDATE_PATH, about("s1"), "{}").status())
                .isEqualTo(404);
    }

    @Test
    void knowsAStreamUnderTheNameOfItsSenderAlone() throws Exception {
        stage.start("s1", ALL, "{}");
        var mine = about("s1");
        var others = new JobHeader(
                mine.id(),
                mine.request(),
                mine.parameters(),
                mine.capability(),
                mine.timeout(),
                EthAddress.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
                        .toString(),
                "",
                mine.search(),
                Optional.empty());

        assertThat(stage.ask(StreamChannels.STOP_PATH, others, "").status()).isEqualTo(404);
        assertThat(stage.running()).isEqualTo(1);
    }

    @Test
    void refusesAnIdThatIsInUseAndOneThatIsNone() throws Exception {
        stage.start("s1", ALL, "{}");

        assertThat(stage.start("s1", ALL, "{}").status()).isEqualTo(400);
        assertThat(stage.start("", ALL, "{}").status()).isEqualTo(400);
        assertThat(stage.start("a\nb", ALL, "{}").status()).isEqualTo(400);
        assertThat(stage.start("x".repeat(129), ALL, "{}").status()).isEqualTo(400);
        assertThat(stage.containers.inUse()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNotJsonOrTooLargeAndKeepsNoPlaceForIt() throws Exception {
        assertThat(stage.start("s1", "{", "{}").status()).isEqualTo(400);
        assertThat(stage.start("s1", ALL, "[]").status()).isEqualTo(400);
        assertThat(stage.announcing("s1", 10_485_761)).isEqualTo(413);

        await(() -> stage.containers.inUse() == 0);
        assertThat(app.asked).isEmpty();
    }

    @Test
    void refusesMoreStreamsThanTheApplicationTakesOrThisNodeDoes() throws Exception {
        stage.start("s1", ALL, "{}");
        stage.start("s2", ALL, "{}");
        assertThat(stage.start("s3", ALL, "{}").status()).isEqualTo(503);

        reopen(StreamStage.config().withMost(1));
        stage.start("s1", ALL, "{}");
        assertThat(stage.start("s2", ALL, "{}").status()).isEqualTo(503);
        assertThat(stage.containers.inUse()).isEqualTo(1);
    }

    @Test
    void passesTheApplicationsRefusalOnAndFreesThePlace() throws Exception {
        app.startStatus = 503;

        var answer = stage.start("s1", ALL, "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(text(answer)).contains("/stream/start");
        await(() -> stage.containers.inUse() == 0 && stage.running() == 0);
        app.startStatus = 401;
        assertThat(stage.start("s1", ALL, "{}").status()).isEqualTo(500);
        await(() -> stage.containers.inUse() == 0 && stage.running() == 0);
    }

    @Test
    void saysWhenTheApplicationCannotBeReached() throws Exception {
        app.close();

        assertThat(stage.start("s1", ALL, "{}").status()).isEqualTo(500);
        await(() -> stage.running() == 0);
    }

    @Test
    void endsAStreamWhoseApplicationSaysNothingAndTellsBothSides() throws Exception {
        reopen(StreamStage.config().with(StreamStage.patience(Duration.ofMillis(200), LONG)));
        var channels = channels(stage.start("s1", ALL, "{}"));

        var last = text(stage.get(channels.events() + "/0"));

        assertThat(last).contains("\"reason\":\"app-silent\"").contains("\"type\":\"error\"");
        assertThat(app.asked.take().path()).isEqualTo("/stream/start");
        assertThat(app.asked.take().body()).contains("{\"reason\":\"The application told no event");
        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("app-silent");
        await(() -> stage.containers.inUse() == 0);
        assertThat(stage.get(channels.events() + "/1").status()).isIn(200, 404);
    }

    @Test
    void goesOnForAsLongAsTheApplicationPublishesAnything() throws Exception {
        reopen(StreamStage.config().with(StreamStage.patience(Duration.ofSeconds(2), LONG)));
        var channels = channels(stage.start("s1", "{\"enable_data_output\":true}", "{}"));
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();

        for (long seq = 0; System.nanoTime() < until; seq++) {
            stage.publish(channels.data().orElseThrow(), seq, "{}\n");
        }

        assertThat(stage.running()).isEqualTo(1);
    }

    @Test
    void endsAStreamWhoseApplicationOrGatewayClosesItsChannel() throws Exception {
        stage.delete(channels(stage.start("s1", ALL, "{}")).events());
        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("app-finished");

        stage.delete(channels(stage.start("s2", ALL, "{}")).control());
        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("gateway-left");
    }

    @Test
    void endsAStreamWhoseGatewaySaysNothing() throws Exception {
        reopen(StreamStage.config().with(StreamStage.patience(LONG, Duration.ofMillis(200))));

        stage.start("s1", ALL, "{}");

        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("gateway-left");
    }

    @Test
    void endsAStreamWhoseApplicationIsGone() throws Exception {
        stage.start("s1", ALL, "{}");

        app.close();

        assertThat(stage.containers.fact(AppFact.StreamEnded.class).code()).isEqualTo("app-down");
    }

    @Test
    void refusesWhoAsksForNothingThatMakesSense() throws Exception {
        assertThat(stage.ask(StreamChannels.STOP_PATH, about("nosuch"), "").status())
                .isEqualTo(404);
        assertThat(stage.ask(StreamChannels.PAYMENT_PATH, about("nosuch"), "").status())
                .isEqualTo(404);
        assertThat(stage.ask(StreamChannels.STOP_PATH, Headers.NONE, "").status())
                .isEqualTo(400);
    }
}
