package io.headrace.node.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.node.role.ModelSettings;
import io.headrace.rtmp.fixture.RtmpPublisher;
import io.headrace.webrtc.peer.Camera;
import io.headrace.webrtc.peer.Screen;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pictures from a publisher through an application that registered itself to a viewer, and the money the other way. */
class StreamsThroughContainersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TICKS_PER_FRAME = 6_000;
    private static final long FRAME_NANOS = 66_666_667;
    private static final int PICTURES = 15;
    private static final long PATIENCE_MS = 60_000;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header() {
        var parameters = "{\\\"enable_video_ingress\\\":true,\\\"enable_video_egress\\\":true,"
                + "\\\"enable_data_output\\\":true}";
        var json = "{\"request\":\"{}\",\"parameters\":\"" + parameters
                + "\",\"capability\":\"echo\",\"timeout_seconds\":70}";
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** As soon as the application is offered. */
    private JsonNode begun(LocalBench bench) throws Exception {
        var start = HttpRequest.newBuilder(bench.network().gatewayUri().resolve("/process/stream/start"))
                .header("Livepeer", header())
                .POST(BodyPublishers.ofString("{\"stream_id\":\"film\"}"));
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        var answer = send(start);
        while (answer.statusCode() != 200 && System.nanoTime() < end) {
            LockSupport.parkNanos(FRAME_NANOS);
            answer = send(start);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** How a picture goes out, the how-manieth it is. */
    private interface Way {
        void send(AccessUnit.Picture picture, int number) throws Exception;
    }

    /** The clip round and round, at the pace of a camera, until it is closed. */
    private static final class Publishing implements AutoCloseable {
        private final AtomicBoolean enough = new AtomicBoolean();
        private final Thread thread;

        Publishing(List<AccessUnit.Picture> clip, Way way) {
            thread = Thread.ofPlatform().start(() -> publish(clip, way));
        }

        private void publish(List<AccessUnit.Picture> clip, Way way) {
            long due = System.nanoTime();
            for (int i = 0; !enough.get(); i++) {
                try {
                    way.send(clip.get(i % clip.size()), i);
                } catch (Exception refused) {
                    return;
                }
                due += FRAME_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }

        @Override
        public void close() {
            enough.set(true);
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitPictures(Screen screen, JsonNode urls, EchoingContainer app) throws Exception {
        for (int i = 0; i < PICTURES; i++) {
            assertThat(screen.next(PATIENCE_MS))
                    .as(() -> "a picture in time: " + told(urls) + app.asked)
                    .isNotNull();
        }
    }

    @Test
    void seenAndPaidAndStopped(@TempDir Path folder) throws Exception {
        try (var app = new EchoingContainer();
                var bench = LocalBench.computing(folder, ModelSettings.NONE)) {
            bench.register("echo", app.port());
            var clip = LocalBench.cameraPictures(folder);
            var urls = begun(bench);
            var job = job(urls);
            try (var camera = Camera.on(uri(urls, "whip_url"));
                    var screen = Screen.on(uri(urls, "whep_url"));
                    var _ = new Publishing(clip, (picture, n) -> camera.send(picture.bytes(), n * TICKS_PER_FRAME))) {
                awaitPictures(screen, urls, app);
                assertThat(firstLine(uri(urls, "data_url"))).startsWith("data: {\"segment\":");

                var stop = HttpRequest.newBuilder(uri(urls, "stop_url")).POST(BodyPublishers.noBody());
                assertThat(send(stop).statusCode()).isEqualTo(200);
                assertThat(send(stop).statusCode()).isEqualTo(404);
            }
            await(app, "/stream/stop");
            assertThat(facts(bench, job, Fact.TicketsSent.class)).isPositive();
            awaitFact(bench, job, Fact.FeeSettled.class);
        }
    }

    @Test
    void seenOfAPublisherByRtmp(@TempDir Path folder) throws Exception {
        try (var app = new EchoingContainer();
                var bench = LocalBench.computing(folder, ModelSettings.NONE)) {
            bench.register("echo", app.port());
            var clip = LocalBench.cameraPictures(folder);
            var urls = begun(bench);
            try (var encoder = RtmpPublisher.publish(uri(urls, "rtmp_url"));
                    var screen = Screen.on(uri(urls, "whep_url"))) {
                try (var _ = new Publishing(clip, (picture, n) -> encoder.send(at(picture, n)))) {
                    awaitPictures(screen, urls, app);
                }
                var stop = HttpRequest.newBuilder(uri(urls, "stop_url")).POST(BodyPublishers.noBody());
                assertThat(send(stop).statusCode()).isEqualTo(200);
            }
            await(app, "/stream/stop");
        }
    }

    private static AccessUnit.Picture at(AccessUnit.Picture picture, int number) {
        var time = new MediaTime((long) number * TICKS_PER_FRAME);
        return new AccessUnit.Picture(picture.codec(), time, time, picture.keyframe(), picture.bytes());
    }

    private JobId job(JsonNode urls) throws Exception {
        var status = send(HttpRequest.newBuilder(uri(urls, "status_url"))).body();
        return new JobId(JSON.readTree(status).path("headrace").path("job").stringValue());
    }

    /** How the stream is. */
    private String told(JsonNode urls) {
        try {
            return send(HttpRequest.newBuilder(uri(urls, "status_url"))).body();
        } catch (Exception unknown) {
            return unknown.toString();
        }
    }

    private static URI uri(JsonNode urls, String name) {
        return URI.create(urls.path(name).stringValue());
    }

    private String firstLine(URI data) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(data).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            return Objects.requireNonNull(lines.readLine(), "a line of data");
        }
    }

    private static void await(EchoingContainer app, String path) {
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        while (!app.asked.contains(path) && System.nanoTime() < end) {
            LockSupport.parkNanos(FRAME_NANOS);
        }
        assertThat(app.asked).contains("/stream/start", path);
    }

    private static void awaitFact(LocalBench bench, JobId job, Class<? extends Fact> kind) {
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MS).toNanos();
        while (facts(bench, job, kind) == 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(FRAME_NANOS);
        }
        assertThat(facts(bench, job, kind)).isPositive();
    }

    private static long facts(LocalBench bench, JobId job, Class<? extends Fact> kind) {
        return bench.network().gateway().journal().read(job).stream()
                .filter(entry -> kind.isInstance(entry.fact()))
                .count();
    }
}
