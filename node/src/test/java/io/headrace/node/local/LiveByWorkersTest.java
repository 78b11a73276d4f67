package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import io.headrace.media.AccessUnit;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Live video that is computed by worker processes, beside orchestrators that have no runner. */
@Timeout(240)
class LiveByWorkersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TICKS_PER_FRAME = 6_000;
    private static final long FRAME_NANOS = 66_666_667;
    private static final int PICTURES = 45;
    private static final long PATIENCE_MS = 60_000;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aWorkerElsewhereComputesAWholeSession(@TempDir Path folder) throws Exception {
        var clip = LocalBench.pictures(folder);
        try (var network = new WorkersElsewhere(folder, 1);
                var camera = Camera.on(stream(network, "film/whip?pipeline=noop&standby=none"));
                var screen = Screen.on(stream(network, "film-out/whep"));
                var publisher = new Publisher(camera, clip)) {
            assertThat(pictures(screen, PICTURES)).hasSize(PICTURES);

            var stop = HttpRequest.newBuilder(stream(network, "film/stop")).POST(HttpRequest.BodyPublishers.noBody());
            assertThat(send(stop).statusCode()).isEqualTo(200);
            publisher.stop();

            WorkersElsewhere.await(
                    "the stream's end",
                    () -> ours(network).path("state").stringValue().equals("Completed"));
            var orchestrator = network.serviceUris().getFirst();
            var job = new JobId(ours(network).path("job").stringValue());
            WorkersElsewhere.await(
                    "the session's end",
                    () -> network.remarks(orchestrator, job).stream()
                            .anyMatch(remark -> remark.contains("gateway-left")));
        }
    }

    @Test
    void goesOnWithTheStandbyWhenAWorkerIsKilled(@TempDir Path folder) throws Exception {
        var clip = LocalBench.pictures(folder);
        try (var network = new WorkersElsewhere(folder, 2);
                var camera = Camera.on(stream(network, "film/whip?pipeline=noop&standby=warm"));
                var screen = Screen.on(stream(network, "film-out/whep"));
                var _ = new Publisher(camera, clip)) {
            assertThat(pictures(screen, PICTURES)).hasSize(PICTURES);
            var job = new JobId(ours(network).path("job").stringValue());
            WorkersElsewhere.await(
                    "runners at both orchestrators",
                    () -> network.serviceUris().stream()
                            .allMatch(each -> network.remarks(each, job).stream()
                                    .anyMatch(remark -> remark.startsWith("A runner works on"))));
            var struck = ours(network).path("orchestrator").stringValue();

            network.killWorkerOf(struck);

            WorkersElsewhere.await(
                    "the session's end there",
                    () -> network.remarks(struck, job).stream()
                            .anyMatch(remark ->
                                    remark.contains("runner-failed") && remark.contains("its connection ended")));
            WorkersElsewhere.await(
                    "another orchestrator",
                    () -> !ours(network).path("orchestrator").asString("").equals(struck));
            assertThat(pictures(screen, 2 * PICTURES)).hasSize(2 * PICTURES);
        }
    }

    private static URI stream(WorkersElsewhere network, String rest) {
        return network.gatewayUri().resolve("/live/video-to-video/" + rest);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ours(WorkersElsewhere network) throws Exception {
        var status = send(HttpRequest.newBuilder(stream(network, "film/status")));
        return JSON.readTree(status.body()).path("headrace");
    }

    /** The times of so many pictures that come next; each is another one's. */
    private static Set<Integer> pictures(Screen screen, int count) throws Exception {
        var times = new HashSet<Integer>();
        for (int i = 0; i < count; i++) {
            var picture = Objects.requireNonNull(screen.next(PATIENCE_MS), "a picture in time");
            times.add(picture.timestamp());
        }
        return times;
    }

    /** Publishes the clip round and round. */
    private static final class Publisher implements AutoCloseable {
        private final AtomicBoolean enough = new AtomicBoolean();
        private final Thread thread;

        Publisher(Camera camera, List<AccessUnit.Picture> clip) {
            thread = Thread.ofPlatform().start(() -> {
                long due = System.nanoTime();
                for (int i = 0; !enough.get(); i++) {
                    camera.send(clip.get(i % clip.size()).bytes(), i * TICKS_PER_FRAME);
                    due += FRAME_NANOS;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            });
        }

        void stop() {
            enough.set(true);
            LockSupport.unpark(thread);
        }

        @Override
        public void close() {
            stop();
        }
    }
}
