package io.headrace.models.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.models.runner.session.SessionPlan;
import io.headrace.tricklehttp.ChannelAddress;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StartRequestTest {

    private static final String WHOLE = """
            {"control_url":"http://h:1/c","events_url":"http://h:1/e/","gateway_request_id":"r1",
             "headrace":{"sound_input_url":"http://h:1/si","sound_output_url":"http://h:1/so",
              "tokens":{"control":"tc","events":"te","input":"ti","output":"to","sound_input":"tsi","sound_output":"tso","trace":"tt"},
              "trace_url":"http://h:1/t"},
             "manifest_id":"m","model_id":"noop","params":{"b":1,"a":{"c":[2]}},
             "publish_url":"https://h:1/o","stream_id":"s","subscribe_url":"http://h:1/i"}""";

    private static StartRequest parse(String json) {
        return StartRequest.parse(json.getBytes(UTF_8));
    }

    private static ChannelAddress at(String url, String token) {
        return new ChannelAddress(URI.create(url), token);
    }

    @Test
    void readsAllThatNodesOfOursSay() {
        var request = parse(WHOLE);

        assertThat(request.model()).isEqualTo("noop");
        var plan = request.plan();
        assertThat(plan.parameters()).isEqualTo("{\"b\":1,\"a\":{\"c\":[2]}}");
        assertThat(plan.requestId()).isEqualTo("r1");
        assertThat(plan.input()).isEqualTo(at("http://h:1/i", "ti"));
        assertThat(plan.output()).isEqualTo(at("https://h:1/o", "to"));
        assertThat(plan.control()).contains(at("http://h:1/c", "tc"));
        assertThat(plan.events()).contains(at("http://h:1/e", "te"));
        var own = plan.own().orElseThrow();
        assertThat(own.trace()).contains(at("http://h:1/t", "tt"));
        assertThat(own.sound())
                .contains(new SessionPlan.SoundPath(at("http://h:1/si", "tsi"), at("http://h:1/so", "tso")));
    }

    @Test
    void readsTheLeastThatMustBeThere() {
        var plan = parse("{\"subscribe_url\":\"http://h/i\",\"publish_url\":\"http://h/o\",\"params\":null,"
                        + "\"control_url\":\"\",\"events_url\":null}")
                .plan();

        assertThat(plan.parameters()).isEqualTo("{}");
        assertThat(plan.control()).isEmpty();
        assertThat(plan.events()).isEmpty();
        assertThat(plan.own()).isEmpty();
        assertThat(plan.input().token()).isEmpty();
    }

    @Test
    void neverFailsButByRefusing() {
        var random = new Random(7);
        for (int n = 0; n < 20_000; n++) {
            byte[] body = WHOLE.getBytes(UTF_8);
            for (int at = 0; at <= n % 3; at++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                StartRequest.parse(body);
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void refusesWhatIsTooLong() {
        var url = "http://h/" + "i".repeat(2_048);

        assertThatThrownBy(() -> parse("{\"subscribe_url\":\"" + url + "\"}"))
                .hasMessage("subscribe_url must be a text of at most 2048 characters");
    }
}
