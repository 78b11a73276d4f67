package io.headrace.wire.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What only nodes of ours have travels beside the network's fields, and is absent where there is nothing of it. */
class OwnChannelsTest {

    private static final SessionChannels CHANNELS = new SessionChannels(
            new ChannelPoint("https://o/t/a", "1"),
            new ChannelPoint("https://o/t/b-out", "2"),
            new ChannelPoint("https://o/t/c-control", "3"),
            new ChannelPoint("https://o/t/d-events", "4"),
            Optional.of(new SessionChannels.Own(
                    new ChannelPoint("https://o/t/e-audio", "5"),
                    new ChannelPoint("https://o/t/f-audio-out", "6"),
                    new ChannelPoint("https://o/t/g-trace", "7"))));

    @Test
    void asksForThem() throws Exception {
        var request = new SessionRequest("noop", "{}", "r", "s", true);

        var json = SessionRequestCodec.encode(request);

        assertThat(json)
                .isEqualTo(
                        "{\"gateway_request_id\":\"r\",\"headrace\":{\"extended\":true},\"model_id\":\"noop\",\"params\":{},"
                                + "\"publish_url\":\"\",\"stream_id\":\"s\",\"subscribe_url\":\"\"}");
        assertThat(SessionRequestCodec.decode(json)).isEqualTo(request);
    }

    @Test
    void answersWithThem() throws Exception {
        var answer = new SessionAnswer("m", CHANNELS);

        var json = SessionAnswerCodec.encode(answer);

        assertThat(json)
                .isEqualTo(
                        "{\"control_url\":\"https://o/t/c-control\",\"events_url\":\"https://o/t/d-events\",\"headrace\":{"
                                + "\"sound_input_url\":\"https://o/t/e-audio\",\"sound_output_url\":\"https://o/t/f-audio-out\","
                                + "\"tokens\":{\"control\":\"3\",\"events\":\"4\",\"input\":\"1\",\"output\":\"2\","
                                + "\"sound_input\":\"5\",\"sound_output\":\"6\",\"trace\":\"7\"},"
                                + "\"trace_url\":\"https://o/t/g-trace\"},"
                                + "\"manifest_id\":\"m\",\"publish_url\":\"https://o/t/a\",\"subscribe_url\":\"https://o/t/b-out\"}");
        assertThat(SessionAnswerCodec.decode(json)).isEqualTo(answer);
    }

    @Test
    void startsARunnerWithThem() throws Exception {
        var request = new RunnerRequest("noop", "{\"a\":1}", "r", "m", "s", CHANNELS);

        var json = RunnerRequestCodec.encode(request);

        assertThat(json).contains("\"publish_url\":\"https://o/t/b-out\"", "\"subscribe_url\":\"https://o/t/a\"");
        assertThat(RunnerRequestCodec.decode(json)).isEqualTo(request);
    }

    @Test
    void leavesTokensOutWhereNamesAreEnough() throws Exception {
        var own = new SessionChannels.Own(
                ChannelPoint.open("https://o/e"), ChannelPoint.open("https://o/f"), ChannelPoint.open("https://o/g"));
        var channels = new SessionChannels(
                ChannelPoint.open("https://o/a"),
                ChannelPoint.open("https://o/b"),
                ChannelPoint.open("https://o/c"),
                ChannelPoint.open("https://o/d"),
                Optional.of(own));

        var json = SessionAnswerCodec.encode(new SessionAnswer("m", channels));

        assertThat(json).contains("\"headrace\"").doesNotContain("tokens");
        assertThat(SessionAnswerCodec.decode(json).channels()).isEqualTo(channels);
    }

    @Test
    void protectsTheNetworksChannelsAlone() throws Exception {
        var channels = new SessionChannels(
                CHANNELS.input(), CHANNELS.output(), CHANNELS.control(), CHANNELS.events(), Optional.empty());

        var json = SessionAnswerCodec.encode(new SessionAnswer("m", channels));

        assertThat(json)
                .contains(
                        "\"headrace\":{\"tokens\":{\"control\":\"3\",\"events\":\"4\",\"input\":\"1\",\"output\":\"2\"}}");
        assertThat(SessionAnswerCodec.decode(json).channels()).isEqualTo(channels);
    }
}
