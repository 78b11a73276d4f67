package io.headrace.gateway.api;

import io.headrace.gateway.Gateway;
import io.headrace.gateway.batch.later.LaterJobs;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.media.LadderText;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's public API for file jobs. A job's id is 128 random bits, and whoever knows it may see, fetch and cancel
 * the job; there is no list of jobs here.
 *
 * <pre>
 * POST   /jobs?ladder=720p,360p&amp;maxPrice=1200&amp;name=clip.mp4   the file  → 201 {"job", …}
 * GET    /jobs/{id}                  how far it is
 * GET    /jobs/{id}/output/{path}    a file of the result
 * DELETE /jobs/{id}                  cancels it
 * </pre>
 */
public final class JobsApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CHUNK = 256 * 1024;
    private static final Map<String, String> TYPES = Map.of(
            "m3u8", "application/vnd.apple.mpegurl",
            "ts", "video/mp2t",
            "mp4", "video/mp4");

    private final Gateway gateway;
    private final long maxInputBytes;
    private final Function<JobId, Map<String, Object>> bill;

    /** @param bill what a job has cost so far, as fields of its status */
    public JobsApi(Gateway gateway, long maxInputBytes, Function<JobId, Map<String, Object>> bill) {
        this.gateway = gateway;
        this.maxInputBytes = maxInputBytes;
        this.bill = bill;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("POST", "/jobs", (exchange, _) -> submit(exchange)),
                Route.of("GET", "/jobs/{id}", this::show),
                Route.of("DELETE", "/jobs/{id}", this::cancel),
                Route.of("GET", "/jobs/{id}/output/{file...}", this::output),
                Route.of("GET", "/healthz", (exchange, _) -> exchange.answer(200)));
    }

    private void submit(Exchange exchange) throws IOException {
        Gateway.Submission submission;
        try {
            submission = new Gateway.Submission(
                    exchange.queryParameter("name").orElse(""),
                    LadderText.parse(exchange.queryParameter("ladder").orElse("720p,480p,360p,240p")),
                    exchange.queryParameter("maxPrice").map(text -> new Price(Credit.parse(text))));
        } catch (IllegalArgumentException wrong) {
            refuse(exchange, 400, String.valueOf(wrong.getMessage()));
            return;
        }
        try (var body = exchange.body().stream(maxInputBytes)) {
            var view = gateway.submit(submission, body);
            answer(exchange, 201, status(view));
        } catch (RunningJobs.Busy busy) {
            refuse(exchange, 503, String.valueOf(busy.getMessage()));
        }
    }

    private void show(Exchange exchange, PathParameters path) throws IOException {
        var view = find(path);
        var kept = view.isEmpty() ? id(path).flatMap(gateway::kept) : Optional.<LaterJobs.Standing>empty();
        if (kept.isPresent()) {
            answer(exchange, 200, JobStatus.of(path.get("id"), kept.get()));
        } else if (view.isEmpty()) {
            refuse(exchange, 404, "No job " + path.get("id") + " is known here");
        } else {
            answer(exchange, 200, status(view.get()));
        }
    }

    private void cancel(Exchange exchange, PathParameters path) throws IOException {
        boolean known = id(path).map(gateway::cancel).orElse(false);
        if (known) {
            answer(exchange, 202, Map.of("job", path.get("id")));
        } else {
            refuse(exchange, 404, "No job " + path.get("id") + " is known here");
        }
    }

    private void output(Exchange exchange, PathParameters path) throws IOException {
        var file = id(path).flatMap(id -> gateway.output(id, path.get("file")));
        if (file.isEmpty()) {
            refuse(exchange, 404, "The job has no file " + path.get("file"));
        } else {
            send(exchange, file.get());
        }
    }

    private static void send(Exchange exchange, Path file) throws IOException {
        String name = file.getFileName().toString();
        var type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        try (var channel = FileChannel.open(file)) {
            var headers = Headers.contentType(type)
                    .with("Content-Length", Long.toString(Files.size(file)))
                    .with("Access-Control-Allow-Origin", "*");
            try (var body = exchange.begin(200, headers)) {
                var chunk = ByteBuffer.allocate(CHUNK);
                while (channel.read(chunk.clear()) >= 0) {
                    body.write(chunk.flip());
                }
            }
        }
    }

    private Map<String, Object> status(RunView view) {
        return JobStatus.of(view, bill.apply(new JobId(view.order().id())));
    }

    private Optional<RunView> find(PathParameters path) {
        return id(path).flatMap(gateway::job);
    }

    private static Optional<JobId> id(PathParameters path) {
        String text = path.get("id");
        return text.matches("[0-9a-f]{32}") ? Optional.of(new JobId(text)) : Optional.empty();
    }

    private static void refuse(Exchange exchange, int status, String sentence) throws IOException {
        answer(exchange, status, Map.of("error", Map.of("message", sentence)));
    }

    private static void answer(Exchange exchange, int status, Map<String, Object> document) throws IOException {
        exchange.answer(status, "application/json", JSON.writeValueAsString(document));
    }
}
