package io.headrace.gateway.live.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.FakePeer;
import io.headrace.gateway.live.LiveConfig;
import io.headrace.gateway.live.http.LiveNode.Shape;
import io.headrace.wire.RecordedExchanges;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients asked of an existing gateway that takes two streams, from N-007 to N-017, asked of ours with our media: a
 * stream whose name is told by a header, one by its path, and one too many.
 */
class RecordedLimitsReplayTest {

    /** Those that belong to the connection; the rest are sent as they were. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "content-length", "accept-encoding", "content-resolution");

    private LiveNode node;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        var live = Shape.LIVE;
        var two = new LiveConfig(
                live.ladder(),
                live.maxPrice(),
                live.keeping(),
                live.sourceRendition(),
                2,
                live.grace(),
                live.retention());
        node = new LiveNode(folder, FakePeer.free(), Shape.USUAL.with(two));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private HttpResponse<String> replay(String id, String media) throws Exception {
        var recorded = RecordedExchanges.named(id);
        var request = node.request(recorded.path())
                .method(
                        recorded.request().method(),
                        media.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(media));
        recorded.request().headers().forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, fitting(value));
            }
        });
        var answer = node.send(request);
        assertThat(answer.statusCode()).as("%s: %s", recorded, answer.body()).isEqualTo(recorded.status());
        return answer;
    }

    /** The orchestrator beside it makes two renditions, small and tiny, and nothing else. */
    private static String fitting(String header) {
        return header.replaceAll(
                "\"profiles\": \\[.*]",
                "\"profiles\": [{\"name\":\"small\",\"width\":64,\"height\":36,\"bitrate\":50000,\"fps\":0},"
                        + "{\"name\":\"tiny\",\"width\":32,\"height\":18,\"bitrate\":20000,\"fps\":0}]");
    }

    private void assertSameParts(String id, HttpResponse<String> answer) {
        var theirs = withoutLength(
                RecordedExchanges.named(id).response().parts().getFirst().head());
        for (var name : List.of("small", "tiny")) {
            assertThat(answer.body().replaceAll("Content-Length: \\d+", "Content-Length: …"))
                    .contains(theirs.replace("p240", name));
        }
    }

    private static String withoutLength(String head) {
        return head.strip().replaceAll("Content-Length: \\d+", "Content-Length: …");
    }

    @Test
    void takesAsManyStreamsAsTheNetworksGatewayAndCallsThemAsItDoes() throws Exception {
        assertSameParts("N-007", replay("N-007", "source 0"));
        assertThat(replay("N-011", "").body())
                .isEqualTo(RecordedExchanges.named("N-011").response().bodyText());
        assertThat(replay("N-012", "").body()).contains("RESOLUTION=64x36", "headername/small.m3u8");

        assertSameParts("N-013", replay("N-013", "source 0"));
        assertThat(replay("N-015", "source 0").body())
                .isEqualTo(
                        RecordedExchanges.named("N-015").response().bodyText().replace(":19934", ":" + node.port()));
        assertSameParts("N-017", replay("N-017", "source 2"));
        assertThat(node.streams().all()).hasSize(2);
    }
}
