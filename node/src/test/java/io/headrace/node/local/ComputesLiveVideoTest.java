package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.media.AccessUnit;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.ModelSettings;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pictures from a publisher through an orchestrator and a runner of its own to a viewer, and the money the other way. */
class ComputesLiveVideoTest {

    private static final ModelSettings NOOP =
            ModelSettings.of(new LiveModels(List.of("noop"), 1, Optional.empty()), BatchModels.NONE);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TICKS_PER_FRAME = 6_000;
    private static final long FRAME_NANOS = 66_666_667;
    private static final int PICTURES = 45;
    private static final long PATIENCE_MS = 60_000;

    private final HttpClient client = HttpClient.newHttpClient();

    private static URI stream(LocalBench bench, String rest) {
        return bench.network().gatewayUri().resolve("/live/video-to-video/" + rest);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode status(LocalBench bench, String name) throws Exception {
        return JSON.readTree(
                send(HttpRequest.newBuilder(stream(bench, name + "/status"))).body());
    }

    /** Publishes the clip round and round. */
    private static Thread publishing(Camera camera, List<AccessUnit.Picture> clip, AtomicBoolean enough) {
        return Thread.ofPlatform().start(() -> {
            long due = System.nanoTime();
            for (int i = 0; !enough.get(); i++) {
                camera.send(clip.get(i % clip.size()).bytes(), i * TICKS_PER_FRAME);
                due += FRAME_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        });
    }

    @Test
    void paidByTheInterval(@TempDir Path folder) throws Exception {
        try (var bench = LocalBench.computing(folder, NOOP)) {
            var clip = bench.pictures();
            var enough = new AtomicBoolean();
            var numbers = new HashSet<Integer>();
            try (var camera = Camera.on(stream(bench, "film/whip?pipeline=noop&standby=none&record=true"));
                    var screen = Screen.on(stream(bench, "film-out/whep"))) {
                var publisher = publishing(camera, clip, enough);
                int first = 0;
                while (numbers.size() < PICTURES) {
                    var picture = Objects.requireNonNull(screen.next(PATIENCE_MS), "a picture in time");
                    first = numbers.isEmpty() ? picture.timestamp() : first;
                    int since = picture.timestamp() - first;
                    assertThat(since % TICKS_PER_FRAME).isZero();
                    assertThat(numbers.add(since / TICKS_PER_FRAME)).isTrue();
                }
                var status = status(bench, "film");
                assertThat(status.path("headrace").path("pipeline").stringValue())
                        .isEqualTo("noop");
                assertThat(status.path("headrace").path("viewers").intValue()).isEqualTo(1);
                assertThat(send(HttpRequest.newBuilder(stream(bench, "film/update"))
                                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                                .statusCode())
                        .isEqualTo(200);

                assertThat(send(HttpRequest.newBuilder(stream(bench, "film/stop"))
                                        .POST(HttpRequest.BodyPublishers.noBody()))
                                .statusCode())
                        .isEqualTo(200);
                enough.set(true);
                publisher.join();
            }
            assertThat(ended(bench, "film")).isEqualTo("Completed");
            assertThat(numbers).hasSize(PICTURES);
            assertThat(paid(bench, "film")).isPositive();
            assertThat(recording(bench)).contains("ftyp", "avc1");
        }
    }

    /** What was recorded of the stream; its end is written a moment after the stream's. */
    private String recording(LocalBench bench) throws Exception {
        var job = status(bench, "film").path("headrace").path("job").stringValue();
        var file = HttpRequest.newBuilder(bench.network().gatewayUri().resolve("/jobs/" + job + "/output/output.mp4"));
        long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
        String body;
        do {
            LockSupport.parkNanos(FRAME_NANOS);
            var answer = client.send(file.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
            body = answer.statusCode() == 200 ? answer.body() : "";
        } while (!body.contains("avc1") && System.nanoTime() < end);
        return body;
    }

    /** What the orchestrators charged for the stream's job, in facts. */
    private long paid(LocalBench bench, String name) throws Exception {
        var job = new JobId(status(bench, name).path("headrace").path("job").stringValue());
        return bench.network().orchestrators().stream()
                .flatMap(each -> each.journal().read(job).stream())
                .filter(entry -> entry.fact() instanceof Fact.AccountCharged)
                .count();
    }

    private String ended(LocalBench bench, String name) throws Exception {
        long end = System.nanoTime() + PATIENCE_MS * 1_000_000;
        String state;
        do {
            LockSupport.parkNanos(FRAME_NANOS);
            state = status(bench, name).path("headrace").path("state").stringValue();
        } while (!state.equals("Completed") && !state.equals("Failed") && System.nanoTime() < end);
        return state;
    }
}
