package io.headrace.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.orchestrator.billing.FreeOfCharge;
import io.headrace.orchestrator.live.EchoWorkshop;
import io.headrace.transport.Headers;
import io.headrace.wire.realtime.LiveBody;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests for live sessions that are refused before anything of them is looked at. */
class LiveRefusalTest {

    @Test
    void takesARequestOfAMebibyteAtMost() throws Exception {
        try (var runners = new EchoWorkshop(Map.of(LiveGateway.MODEL, 1));
                var orchestrator = LocalOrchestrator.live(runners, new FreeOfCharge(), config -> config)) {
            var answer = new LiveGateway(orchestrator)
                    .post(
                            "/live-video-to-video",
                            Headers.contentType("application/json"),
                            "{\"model_id\":\"" + "x".repeat(LiveBody.MAX_BYTES) + "\"}");

            assertThat(answer.status()).isEqualTo(413);
            assertThat(runners.requests).isEmpty();
        }
    }
}
