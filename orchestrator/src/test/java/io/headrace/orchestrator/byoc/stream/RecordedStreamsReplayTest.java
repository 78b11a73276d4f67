package io.headrace.orchestrator.byoc.stream;

import static io.headrace.orchestrator.Onlooker.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.transport.Answer;
import io.headrace.transport.Headers;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.byoc.JobHeader;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Asks ours what a gateway asked an existing orchestrator, and holds answers and the application's view side by side. */
class RecordedStreamsReplayTest {

    private static final List<String> CHANNELS =
            List.of("x-control-url", "x-events-url", "x-publish-url", "x-subscribe-url", "x-data-url");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\"]*");

    private static Answer replay(StreamStage stage, RecordedExchange recorded) throws Exception {
        var headers = Headers.of(
                JobHeader.HEADER, recorded.request().header("livepeer").orElseThrow());
        return stage.ask(recorded.path(), headers, recorded.request().bodyText());
    }

    @Test
    void answersAndTellsTheApplicationWhatTheNetworksNodeDid() throws Exception {
        try (var app = new FakeStreamApp();
                var stage = new StreamStage(new FreeOfCharge(), StreamStage.config())) {
            stage.containers.offer(app.url(), 1, "");

            var started = replay(stage, RecordedExchanges.named("G-106"));
            assertThat(started.status()).isEqualTo(200);
            for (var channel : CHANNELS) {
                assertThat(started.headers().first(channel)).as(channel).isPresent();
            }
            assertThat(started.headers().first("Livepeer-Balance")).isPresent();
            assertThat(started.readAll()).isEmpty();
            assertTold(app.asked.take(), RecordedExchanges.named("G-107"));

            var update = RecordedExchanges.named("G-115");
            var updated = replay(stage, update);
            assertThat(updated.status()).isEqualTo(update.status());
            assertThat(text(updated)).isEqualTo(update.response().bodyText());
            assertThat(app.asked.take().stream()).isEqualTo("bs1-861ae4c9");

            var stop = RecordedExchanges.named("G-125");
            var stopped = replay(stage, stop);
            assertThat(stopped.status()).isEqualTo(stop.status());
            assertThat(text(stopped)).isEqualTo(stop.response().bodyText());
            assertTold(app.asked.take(), RecordedExchanges.named("G-126"));
        }
    }

    /** The same document to the letter, but for the addresses of channels. */
    private static void assertTold(FakeStreamApp.Asked asked, RecordedExchange recorded) {
        assertThat(asked.path()).isEqualTo(recorded.path());
        assertThat(recorded.request().header("X-Stream-Id")).contains(asked.stream());
        assertThat(withoutAddresses(asked.body()))
                .isEqualTo(withoutAddresses(recorded.request().bodyText()));
    }

    private static String withoutAddresses(String body) {
        return ADDRESS.matcher(body).replaceAll("address");
    }
}
