package io.headrace.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.rtmp.codec.WireLimits;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.rtmp.session.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RtmpLimitsTest {
    private static RtmpLimits limits(int connections, int perAddress) {
        return new RtmpLimits(connections, perAddress, SessionLimits.DEFAULT);
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @Test
    void countsTheConnectionsOfEachClientAndOfAll() {
        var counts = new ConnectionCounts(limits(3, 2));

        assertThat(counts.enter(address("10.0.0.1"))).isTrue();
        assertThat(counts.enter(address("10.0.0.1"))).isTrue();
        assertThat(counts.enter(address("10.0.0.1")))
                .as("a third of one client")
                .isFalse();
        assertThat(counts.enter(address("10.0.0.2"))).isTrue();
        assertThat(counts.enter(address("10.0.0.3"))).as("a fourth of all").isFalse();

        counts.leave(address("10.0.0.1"));
        assertThat(counts.enter(address("10.0.0.3"))).isTrue();
        assertThat(counts.all()).isEqualTo(3);
    }

    @Test
    void takesAnIpv6NetworkForOneClient() {
        var counts = new ConnectionCounts(limits(10, 1));

        assertThat(counts.enter(address("2001:db8:0:1::1"))).isTrue();
        assertThat(counts.enter(address("2001:db8:0:1:ffff::2"))).isFalse();
        assertThat(counts.enter(address("2001:db8:0:2::1"))).isTrue();
    }

    @Test
    void refusesLimitsThatCannotBe() {
        assertThatThrownBy(() -> limits(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RtmpConfig("localhost", 65_536, RtmpLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireLimits(10, 10, 9, 128, 64, 16, 100))
                .isInstanceOf(IllegalArgumentException.class);
        var time = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new SessionLimits(WireLimits.DEFAULT, time, time, Duration.ZERO, time, time, time, 1))
                .hasMessageContaining("positive time");
    }

    @Test
    void saysWhichPortItCannotHave() throws IOException {
        PublishDesk unasked = _ -> {
            throw new AssertionError("nobody asks");
        };
        try (var server =
                RtmpServer.start(new RtmpConfig("127.0.0.1", 0, RtmpLimits.DEFAULT), unasked, System::nanoTime)) {
            var taken = new RtmpConfig("127.0.0.1", server.port(), RtmpLimits.DEFAULT);

            assertThatThrownBy(() -> RtmpServer.start(taken, unasked, System::nanoTime))
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + server.port());
        }
    }
}
