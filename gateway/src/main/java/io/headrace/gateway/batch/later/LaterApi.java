package io.headrace.gateway.batch.later;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.api.BatchApi;
import io.headrace.gateway.batch.api.BatchOrder;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.transport.Route;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.error.ErrorDocument;
import io.headrace.wire.batch.reply.AsyncJob;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Jobs for which nobody waits (pipelines section 3.7, and more).
 *
 * <pre>
 * POST /{pipeline}  Prefer: respond-async   → 202 {"request_id","job","status"}, Location: /jobs/{id}
 *      Idempotency-Key: …                   a request that is repeated is the same job
 *      Webhook-Url: …  or ?webhook=…        who is told when it is over
 * GET  /jobs/{id}/result                    200 the reply, 202 while there is none, or the error's own status
 * GET  /jobs/{id}/events                    where it is, as it goes on (server-sent events): {@code state}, and of films
 *                                           {@code progress} {"job","done","whole"} when it has changed
 * POST /image-to-video/result               {"request_id"}, as existing gateways have it; GET with ?request_id= too
 * </pre>
 */
public final class LaterApi implements BatchApi.Later {

    private static final int MAX_ASK = 64 * 1024;

    private final LaterJobs jobs;
    private final Function<JobId, Optional<RunView>> views;

    /** @param views of jobs that are under way */
    public LaterApi(LaterJobs jobs, Function<JobId, Optional<RunView>> views) {
        this.jobs = jobs;
        this.views = views;
    }

    public List<Route> routes() {
        return List.of(
                Route.of("GET", "/jobs/{id}/result", this::result),
                Route.of("GET", "/jobs/{id}/events", this::events),
                Route.of("POST", AsyncJob.RESULT_PATH, (exchange, _) -> clip(exchange)),
                Route.of("GET", AsyncJob.RESULT_PATH, (exchange, _) -> clip(exchange)));
    }

    @Override
    public boolean taken(Exchange exchange, BatchOrder order, BatchTerms terms) throws IOException, RunningJobs.Busy {
        if (exchange.headers()
                .values(AsyncJob.PREFER_HEADER)
                .noneMatch(value -> value.contains(AsyncJob.PREFER_ASYNC))) {
            return false;
        }
        if (order.request() instanceof BatchRequest.Llm chat && chat.stream()) {
            refuse(exchange, "An answer for which nobody waits does not come in pieces: leave out \"stream\"");
            return true;
        }
        try {
            accepted(exchange, jobs.accept(order.request(), order.file(), terms, ask(exchange)));
        } catch (IllegalArgumentException wrong) {
            refuse(exchange, String.valueOf(wrong.getMessage()));
        }
        return true;
    }

    private static LaterAsk ask(Exchange exchange) {
        var hook = exchange.headers().first("Webhook-Url").or(() -> exchange.queryParameter("webhook"));
        return new LaterAsk(hook.map(URI::create), exchange.headers().first("Idempotency-Key"));
    }

    private static void accepted(Exchange exchange, String id) throws IOException {
        var body = new JsonObject().text("request_id", id).text("job", id).text("status", "processing") + "\n";
        var headers = Headers.contentType("application/json")
                .with("Location", "/jobs/" + id)
                .with("Preference-Applied", AsyncJob.PREFER_ASYNC)
                .with("X-Headrace-Job", id);
        exchange.answer(AsyncJob.ACCEPTED_STATUS, headers, ByteBuffer.wrap(body.getBytes(UTF_8)));
    }

    private static void refuse(Exchange exchange, String sentence) throws IOException {
        var error = ErrorDocument.of(new BatchFailure.BadRequest(sentence));
        exchange.answer(error.status(), "application/json", error.encode());
    }

    private Optional<LaterJobs.Standing> find(String id) {
        return id.matches("[0-9a-f]{32}") ? jobs.find(new JobId(id)) : Optional.empty();
    }

    private void result(Exchange exchange, PathParameters path) throws IOException {
        var id = path.get("id");
        var standing = find(id);
        if (standing.isEmpty()) {
            missing(exchange, id);
            return;
        }
        switch (standing.get()) {
            case LaterJobs.Standing.Running _ ->
                exchange.answer(
                        AsyncJob.ACCEPTED_STATUS, "application/json", new AsyncJob.Processing().encode() + "\n");
            case LaterJobs.Standing.Over(int status, var body, var modelKind) ->
                answer(exchange, status, body.strip() + "\n", modelKind);
        }
    }

    private static void answer(Exchange exchange, int status, String document, Optional<String> modelKind)
            throws IOException {
        var json = Headers.contentType("application/json");
        var headers = modelKind.map(kind -> json.with("X-Model-Kind", kind)).orElse(json);
        exchange.answer(status, headers, ByteBuffer.wrap(document.getBytes(UTF_8)));
    }

    private static void missing(Exchange exchange, String id) throws IOException {
        var error = new ErrorDocument(404, "No job " + id + " has a result here, or not any more", "not_found");
        exchange.answer(404, "application/json", error.encode());
    }

    /** Until the job is over, or the client has left. */
    private void events(Exchange exchange, PathParameters path) throws IOException {
        var id = path.get("id");
        var standing = find(id);
        if (standing.isEmpty()) {
            missing(exchange, id);
            return;
        }
        var headers = Headers.contentType("text/event-stream").with("Cache-Control", "no-cache");
        try (var body = exchange.begin(200, headers)) {
            var view = views.apply(new JobId(id));
            var last = "";
            var far = Optional.<Progress>empty();
            while (view.isPresent() && view.get().outcome().isEmpty()) {
                var state = view.get().state();
                var progress = view.get().progress();
                var news = (state.equals(last) ? "" : event(id, state))
                        + (progress.equals(far)
                                ? ""
                                : progress.map(now -> event(id, now)).orElse(""));
                body.write(text(news.isEmpty() ? ": waiting\n\n" : news));
                last = state;
                far = progress;
                if (view.get().awaitEnd(1, TimeUnit.SECONDS)) {
                    break;
                }
            }
            body.write(text(event(id, find(id).map(LaterApi::state).orElse("Failed"))));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static String state(LaterJobs.Standing standing) {
        return switch (standing) {
            case LaterJobs.Standing.Running _ -> "Waiting";
            case LaterJobs.Standing.Over(int status, var _, var _) -> status == 200 ? "Completed" : "Failed";
        };
    }

    private static String event(String id, String state) {
        return new ServerEvent(
                        "state",
                        new JsonObject().text("job", id).text("state", state).toString())
                .text();
    }

    private static String event(String id, Progress progress) {
        var document = new JsonObject().text("job", id).number("done", progress.done());
        progress.whole().ifPresent(whole -> document.number("whole", whole));
        return new ServerEvent("progress", document.toString()).text();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** As existing gateways tell of clips. */
    private void clip(Exchange exchange) throws IOException {
        try {
            var asked = exchange.queryParameter("request_id");
            var id = asked.isPresent()
                    ? asked.get()
                    : AsyncJob.requestId(new String(exchange.body().readAll(MAX_ASK), UTF_8));
            var standing = find(id);
            if (standing.isEmpty()) {
                refuse(exchange, AsyncJob.UNKNOWN_REQUEST);
            } else {
                var job = clip(standing.get());
                answer(exchange, job.status(), job.encode(), standing.get().modelKind());
            }
        } catch (UnreadableException senseless) {
            refuse(exchange, String.valueOf(senseless.getMessage()));
        }
    }

    private static AsyncJob clip(LaterJobs.Standing standing) {
        return switch (standing) {
            case LaterJobs.Standing.Running _ -> new AsyncJob.Processing();
            case LaterJobs.Standing.Over(int status, var body, var _) when status == 200 -> images(body);
            case LaterJobs.Standing.Over(int status, var body, var _) ->
                new AsyncJob.Failed(ErrorDocument.decode(status, body).message());
        };
    }

    private static AsyncJob images(String body) {
        try {
            return BatchReplyCodec.decode(BuiltInPipelines.IMAGE_TO_VIDEO, body) instanceof BatchReply.Images images
                    ? new AsyncJob.Succeeded(images)
                    : new AsyncJob.Failed("The job made no clip: fetch /jobs/{id}/result");
        } catch (UnreadableException otherPipeline) {
            return new AsyncJob.Failed("The job made no clip: fetch /jobs/{id}/result");
        }
    }
}
