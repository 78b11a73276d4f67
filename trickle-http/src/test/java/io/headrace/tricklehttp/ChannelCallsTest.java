package io.headrace.tricklehttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.trickle.TrickleException;
import io.headrace.trickle.TrickleLimits;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short requests of a client. */
@Timeout(60)
class ChannelCallsTest {
    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);

    @AfterEach
    void stop() {
        http.close();
    }

    private ChannelCalls calls(Stage stage, String channel) {
        return new ChannelCalls(http, ChannelAddress.of(stage.uri(channel)));
    }

    @Test
    void createWhereThatIsAllowed() throws Exception {
        try (var stage = Stage.open()) {
            calls(stage, "demo").create("text/plain");

            assertThat(stage.channel("demo").mediaType()).isEqualTo("text/plain");
        }
        try (var stage = Stage.closed()) {
            assertThatThrownBy(() -> calls(stage, "demo").create("text/plain"))
                    .isInstanceOfSatisfying(
                            TrickleException.class,
                            refusal -> assertThat(refusal.kind()).isEqualTo(TrickleException.Kind.NO_SUCH_CHANNEL));
        }
    }

    @Test
    void readTheHeadAndCloseASegment() throws Exception {
        try (var stage = Stage.open(TrickleLimits.DEFAULT).with("cam")) {
            stage.write("cam", 0, 2);
            var begun = stage.begun("cam", 3, "half");
            var calls = calls(stage, "cam");

            assertThat(calls.head()).isEqualTo(4);
            calls.closeSegment(3);

            assertThat(stage.get("cam/3").text()).isEqualTo("half");
            assertThat(begun.end().reply().status()).isEqualTo(200);
            assertThatThrownBy(() -> calls.closeSegment(9)).hasMessageContaining("400 Nonexistent segment");
        }
    }

    @Test
    void sayThatNobodyIsThere() throws Exception {
        URI gone;
        try (var stage = Stage.open()) {
            gone = stage.uri("cam");
        }

        assertThatThrownBy(() -> new ChannelCalls(http, ChannelAddress.of(gone)).head())
                .isInstanceOfSatisfying(
                        TrickleException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(TrickleException.Kind.BROKEN_OFF));
    }

    @Test
    void neverShowTheirTokenInWords() {
        var address = new ChannelAddress(URI.create("https://127.0.0.1:1/cam"), "sesame");

        assertThat(new ChannelCalls(http, address).toString()).doesNotContain("sesame");
        assertThatThrownBy(() -> ChannelAddress.of(URI.create("https://127.0.0.1:1/cam/")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
