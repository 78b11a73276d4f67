package io.headrace.rtmp.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.ManifestId;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {
    @ParameterizedTest
    @CsvSource({
        "live, foo, foo, ",
        "live, foo/secret, foo, secret",
        "'', foo, foo, ",
        "foo, '', foo, ",
        "foo, secret, foo, secret",
        "foo, a/b, foo, a/b",
        "stream/foo, secret, foo, secret",
        "stream, foo, foo, ",
        "'/foo/', '/secret', foo, secret",
        "live, '', live, ",
        "'', stream/live/foo, foo, ",
    })
    void readsAppAndNameAsOnePath(String app, String name, String manifest, String key) throws PublishRefused {
        var expected = key == null
                ? new StreamName.Named(new ManifestId(manifest))
                : new StreamName.Keyed(new ManifestId(manifest), key);

        assertThat(StreamName.parse(app, name)).isEqualTo(expected);
    }

    @Test
    void leavesTheNameToTheServerWhenThereIsNone() throws PublishRefused {
        assertThat(StreamName.parse("", "")).isEqualTo(new StreamName.Unnamed());
        assertThat(StreamName.parse("stream", "/")).isEqualTo(new StreamName.Unnamed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a\nb", "\0"})
    void refusesNamesThatNoStreamCanHave(String name) {
        assertThatThrownBy(() -> StreamName.parse("live", name)).isInstanceOf(PublishRefused.class);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThatThrownBy(() -> StreamName.parse("live", "x".repeat(257))).isInstanceOf(PublishRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "live, a?k=1, live, a, k=1",
        "live?k=2, a, live, a, k=2",
        "live?k=2, a?k=1?, live, a, k=1?",
        "live, a, live, a, ''"
    })
    void takesTheQueryOff(String app, String name, String bareApp, String bareName, String query) {
        var client = InetSocketAddress.createUnresolved("client", 1);

        assertThat(PublishRequest.of(app, name, client, "rtmp://h/live"))
                .isEqualTo(new PublishRequest(bareApp, bareName, query, client, "rtmp://h/live"));
    }
}
