package io.headrace.gateway.byoc.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.peer.ChannelRules;
import io.headrace.transport.Headers;
import io.headrace.wire.byoc.JobParameters;
import io.headrace.wire.realtime.ChannelPoint;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StayChannelsTest {

    private static final URI SERVICE = URI.create("https://orch.example:8935");
    private static final Headers HEAD = Headers.of("X-Control-Url", "/c")
            .with("X-Events-Url", "/e")
            .with("X-Publish-Url", "/in")
            .with("X-Subscribe-Url", "/out");

    private final ChannelRules rules = new ChannelRules(host -> {
        throw new UnknownHostException(host);
    });

    private StayChannels asking(String parameters) throws UnreadableException {
        return new StayChannels(JobParameters.decode(parameters), rules);
    }

    private static ChannelPoint at(String path) {
        return ChannelPoint.open(SERVICE + path);
    }

    @Test
    void takesWhatTheJobAsksFor() throws Exception {
        var channels = asking(StreamFront.VIDEO).of(SERVICE, HEAD);

        assertThat(channels.control()).isEqualTo(at("/c"));
        assertThat(channels.events()).isEqualTo(at("/e"));
        assertThat(channels.input()).contains(at("/in"));
        assertThat(channels.output()).contains(at("/out"));
        assertThat(channels.data()).isEmpty();
    }

    @Test
    void passesOverWhatNobodyAskedFor() throws Exception {
        var channels = asking("{}").of(SERVICE, HEAD);

        assertThat(channels.input()).isEqualTo(Optional.empty());
        assertThat(channels.output()).isEqualTo(Optional.empty());
    }

    @Test
    void refusesAnAnswerThatLacksOne() {
        assertThatThrownBy(() -> asking(StreamFront.DATA).of(SERVICE, HEAD))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("no channel for data");
        assertThatThrownBy(() -> asking(StreamFront.VIDEO).of(SERVICE, Headers.of("X-Control-Url", "/c")))
                .isInstanceOf(UnreadableException.class);
    }
}
