package io.headrace.node.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.gateway.realtime.order.RealtimeConfig;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealtimeSettingsTest {

    private static RealtimeSettings announcing(String... addresses) throws Exception {
        var announced = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            announced[i] = InetAddress.getByName(addresses[i]);
        }
        return new RealtimeSettings(8189, List.of(announced), RealtimeConfig.DEFAULT);
    }

    @Test
    void listensOnLoopbackUntilOthersAreToldToCome() throws Exception {
        assertThat(announcing().host()).isEqualTo("127.0.0.1");
        assertThat(announcing("203.0.113.7").host()).isEqualTo("0.0.0.0");
        assertThat(announcing("203.0.113.7", "2001:db8::7").host()).isEqualTo("::");
    }

    @Test
    void areWordsOfACommandLine() throws Exception {
        assertThat(announcing("203.0.113.7", "198.51.100.1").words())
                .containsExactly(
                        "--webrtc-port",
                        "8189",
                        "--nat-ip",
                        "203.0.113.7",
                        "--nat-ip",
                        "198.51.100.1",
                        "--standby",
                        "warm");
        assertThat(LiveSettings.open(1935).words()).contains("--no-webrtc").doesNotContain("--webrtc-port");
        assertThat(LiveSettings.open(1935).with(announcing()).words())
                .containsSequence("--webrtc-port", "8189")
                .doesNotContain("--no-webrtc");
    }

    @Test
    void tellWherePublishersOffer() {
        assertThat(RealtimeSettings.whip(URI.create("http://127.0.0.1:9935")))
                .isEqualTo("http://127.0.0.1:9935/live/video-to-video/{stream}/whip");
    }

    @Test
    void refuseWhatIsNoPort() {
        assertThatThrownBy(() -> new RealtimeSettings(65_536, List.of(), RealtimeConfig.DEFAULT))
                .hasMessageContaining("65536");
    }
}
