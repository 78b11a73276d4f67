package io.headrace.orchestrator.byoc;

import static io.headrace.orchestrator.Onlooker.await;
import static io.headrace.orchestrator.Onlooker.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.transport.Headers;
import io.headrace.wire.RecordedExchange;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.byoc.JobTokenCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks ours what containers and gateways asked an existing orchestrator, and holds the answers side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedJobsReplayTest {

    private static final List<String> SENT = List.of(
            "Authorization",
            "Content-Type",
            "Livepeer",
            "Livepeer-Payment",
            "Livepeer-Eth-Address",
            "Livepeer-Capability");
    private static final List<String> ASKERS =
            List.of("capability worker or test client -> orchestrator", "gateway -> orchestrator");

    private ByocStage stage;
    private FakeApp app;

    static Stream<RecordedExchange> exchanges() {
        return RecordedExchanges.all()
                .filter(exchange -> ASKERS.contains(exchange.direction()))
                .filter(exchange -> exchange.path().startsWith("/capability/")
                        || exchange.path().startsWith("/process/token")
                        || exchange.path().startsWith("/process/request/"));
    }

    @BeforeAll
    void start() throws Exception {
        stage = new ByocStage(new FreeOfCharge());
        app = new FakeApp();
        stage.offer(app, 2, "");
    }

    @AfterAll
    void stop() {
        app.close();
        stage.close();
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheNetworksNodeDid(RecordedExchange recorded) throws Exception {
        var headers = Headers.NONE;
        for (var name : SENT) {
            var value = recorded.request().header(name);
            headers = value.isPresent() ? headers.with(name, value.get()) : headers;
        }
        var body = recorded.request().bodyText().replace("http://127.0.0.1:8300", app.url());

        var answer = stage.call(recorded.request().method(), recorded.path(), headers, body);

        var said = text(answer);
        assertThat(answer.status()).isEqualTo(recorded.status());
        if (recorded.path().equals("/capability/register") && recorded.status() == 200) {
            // Ours looks at a container before it offers it, at one that registers again too; existing ones do not.
            await(() -> !stage.side.offerings().isEmpty());
        }
        if (recorded.path().equals("/process/token") && recorded.status() == 200) {
            assertThat(JobTokenCodec.decode(said).sender())
                    .isEqualTo(
                            JobTokenCodec.decode(recorded.response().bodyText()).sender());
        } else if (recorded.path().endsWith("/sse")) {
            assertThat(said.replace("0.000", "7999998990.000").strip())
                    .isEqualTo(recorded.response().bodyText().strip());
        } else if (!recorded.path().startsWith("/process/request/") || recorded.status() == 400) {
            assertThat(said.getBytes(UTF_8))
                    .isEqualTo(recorded.response().body().orElseThrow());
        }
    }
}
