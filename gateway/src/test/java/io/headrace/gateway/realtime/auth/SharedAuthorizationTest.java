package io.headrace.gateway.realtime.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.auth.KeyAuthorization;
import io.headrace.gateway.live.auth.OpenAuthorization;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.gateway.order.RealtimeJobOrder.Standby;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Allowed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Denied;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Relayed;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization.Senseless;
import io.headrace.gateway.realtime.order.RealtimeConfig;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.media.LadderText;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedAuthorizationTest {

    private static final LiveConfig STREAMS = LiveConfig.of(LadderText.parse("360p"));

    private final SharedAuthorization open =
            new SharedAuthorization(new OpenAuthorization(STREAMS), RealtimeConfig.DEFAULT);
    private final SharedAuthorization keyed =
            new SharedAuthorization(new KeyAuthorization(Set.of("sesame"), STREAMS), RealtimeConfig.DEFAULT);

    private static RealtimeAsk ask(String key, Map<String, String> options) {
        var query = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + URLEncoder.encode(option.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return new RealtimeAsk(RealtimeAsk.Via.WHIP, "film", "http://gateway/film", key, options, query);
    }

    @Test
    void makesAnOrderOfWhatTheAddressSays() throws Exception {
        var options = Map.of(
                "pipeline", "edges",
                "params", "{\"strength\": 0.5}",
                "streamId", "application-1",
                "rtmpOutput", "rtmp://example.org/live/out",
                "orchestrator", "alder",
                "standby", "hot",
                "record", "true");

        assertThat(open.authorize(ask("", options)))
                .isEqualTo(new Allowed(new RealtimeOrder(
                        "film",
                        "application-1",
                        "edges",
                        "",
                        "{\"strength\": 0.5}",
                        "alder",
                        Standby.HOT,
                        Optional.empty(),
                        List.of(URI.create("rtmp://example.org/live/out")),
                        RealtimeOrder.Recording.MP4)));
    }

    @Test
    void relaysWhatNamesNoPipeline() throws Exception {
        assertThat(open.authorize(ask("", Map.of()))).isEqualTo(new Relayed("film"));
    }

    @Test
    void takesTheOperatorsPipelineUnlessARelayIsAskedFor() throws Exception {
        var config = new RealtimeConfig("noop", Standby.NONE, Optional.empty(), 1, 1, RealtimeConfig.DEFAULT.grace());
        var authorization = new SharedAuthorization(new OpenAuthorization(STREAMS), config);

        assertThat(authorization.authorize(ask("", Map.of())))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.order().model()).isEqualTo("noop"));
        assertThat(authorization.authorize(ask("", Map.of("pipeline", "relay"))))
                .isEqualTo(new Relayed("film"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "params     | [1]              | options make no sense",
                "params     | {                | options make no sense",
                "standby    | lukewarm         | none, warm or hot",
                "rtmpOutput | http://a/b       | rtmp://",
                "rtmpOutput | rtmp:nowhere     | rtmp://",
            })
    void saysWhatMakesNoSense(String option, String value, String told) throws Exception {
        assertThat(open.authorize(ask("", Map.of("pipeline", "noop", option, value))))
                .isInstanceOfSatisfying(
                        Senseless.class,
                        senseless -> assertThat(senseless.sentence()).contains(told));
    }

    @Test
    void asksAWebhookAsForEveryOtherStream() throws Exception {
        var asked = new ArrayList<StreamAsk>();
        var authorization = new SharedAuthorization(
                ask -> {
                    asked.add(ask);
                    return new StreamAuthorization.NothingWanted("renamed");
                },
                RealtimeConfig.DEFAULT);

        assertThat(authorization.authorize(ask("key", Map.of()))).isEqualTo(new Relayed("renamed"));
        assertThat(authorization.admits(ask("key", Map.of()))).isTrue();
        assertThat(asked)
                .containsOnly(
                        new StreamAsk(StreamAsk.Via.WHIP, "http://gateway/film", "film", "key", Optional.empty()));
    }

    @Test
    void wantsAKeyOfWhoeverPublishesSteersOrWatches() throws Exception {
        assertThat(keyed.authorize(ask("", Map.of()))).isEqualTo(new Denied("no stream key was shown"));
        assertThat(keyed.authorize(ask("wrong", Map.of()))).isEqualTo(new Denied("the stream key is none of ours"));
        assertThat(keyed.authorize(ask("sesame", Map.of()))).isEqualTo(new Relayed("film"));
        assertThat(keyed.admits(ask("", Map.of()))).isFalse();
        assertThat(keyed.admits(ask("sesame", Map.of()))).isTrue();
    }
}
