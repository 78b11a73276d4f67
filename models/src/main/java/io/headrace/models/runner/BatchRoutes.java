package io.headrace.models.runner;

import io.headrace.models.batch.BatchEngine;
import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.FormReader;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.reply.Reply;
import io.headrace.models.batch.reply.ReplyWriter;
import io.headrace.models.runner.BatchRunner.Standing;
import io.headrace.transport.Exchange;
import io.headrace.transport.Route;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runner contract of batch pipelines over HTTP (pipelines reference section 2.1); each route exists with a slash at its end
 * besides:
 *
 * <pre>
 * POST /{pipeline}      JSON or multipart in, JSON out
 * GET  /progress/{name} ours: how far the request is that came with {@code Headrace-Progress: name}; 404 before and after
 * GET  /health          {"status":"LOADING"|"OK"|"ERROR"}
 * GET  /version         {"pipeline","model_id","version"}
 * GET  /hardware/info   {"pipeline","model_id","gpu_info":{}}
 * GET  /hardware/stats  {"pipeline","model_id","gpu_stats":{}}
 * </pre>
 *
 * Every answer names the model and how seriously it is to be taken by {@code X-Model-Id} and {@code X-Model-Kind}. Refusals are
 * {@code {"detail":{"msg"}}}: 400, 413, 415, 422 for the request, 500 for the model, 503 while it loads or has enough to do.
 * At most {@value #ADMITTED} requests are in the house, one of them computed, so that bodies cannot fill the memory.
 */
final class BatchRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRoutes.class);

    static final int ADMITTED = 2;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BUFFER = 1 << 16;
    private static final int MAX_MODEL = 256;
    private static final long MOST_PASSED_OVER = 512L << 20;

    private final BatchRunner runner;
    private final RunnerFace face;
    private final ProgressBoard board = new ProgressBoard();
    private final Semaphore admission = new Semaphore(ADMITTED);

    BatchRoutes(BatchRunner runner, RunnerIdentity identity) {
        this.runner = runner;
        this.face = new RunnerFace(identity);
    }

    List<Route> routes() {
        var routes = new ArrayList<>(face.routes());
        routes.addAll(
                RunnerFace.withAndWithoutSlash("POST", "/" + face.identity().pipeline(), this::answer));
        routes.addAll(RunnerFace.withAndWithoutSlash("GET", "/health", this::health));
        routes.add(Route.of("GET", ProgressBoard.PATTERN, (exchange, path) -> progress(exchange, path.get("name"))));
        return routes;
    }

    private void health(Exchange exchange) throws IOException {
        var document = JSON.createObjectNode();
        switch (runner.standing()) {
            case Standing.Loading() -> document.put("status", "LOADING");
            case Standing.Ready _ -> document.put("status", "OK");
            case Standing.Unfit(var reason) -> document.put("status", "ERROR").put("reason", reason);
        }
        face.answer(exchange, 200, document);
    }

    private void progress(Exchange exchange, String name) throws IOException {
        var document = board.document(name);
        if (document.isPresent()) {
            face.answer(exchange, 200, document.get());
        } else {
            face.refuse(exchange, 404, "Nothing is known of how far a request of that name is.");
        }
    }

    private void answer(Exchange exchange) throws IOException {
        if (!face.mayChange(exchange)) {
            exchange.answer(401, face.headers().with("WWW-Authenticate", "Bearer"), refusal("Invalid bearer token."));
            return;
        }
        switch (runner.standing()) {
            case Standing.Loading() -> later(exchange, face.identity().model() + " is still being loaded.");
            case Standing.Unfit(var reason) -> face.refuse(exchange, 500, reason);
            case Standing.Ready(var engine) -> admit(exchange, engine);
        }
    }

    private void admit(Exchange exchange, BatchEngine engine) throws IOException {
        if (!admission.tryAcquire()) {
            later(exchange, "This runner has " + ADMITTED + " requests and takes no more before one is answered.");
            return;
        }
        try {
            compute(exchange, engine);
        } finally {
            admission.release();
        }
    }

    private void compute(Exchange exchange, BatchEngine engine) throws IOException {
        Reply reply;
        try (var line = board.line(exchange.headers())) {
            reply = runner.answer(engine, read(exchange), line::tell);
        } catch (RequestRefused refused) {
            face.refuse(exchange, refused.fault().status(), String.valueOf(refused.getMessage()));
            return;
        } catch (EngineException failure) {
            LOG.warn("A request of {} failed", face.identity(), failure);
            face.refuse(exchange, 500, "The model failed: " + failure.getMessage());
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("The runner ends", interrupted);
        }
        send(exchange, reply);
    }

    private Form read(Exchange exchange) throws IOException, RequestRefused {
        var form = FormReader.read(exchange.headers().first("Content-Type").orElse(""), body(exchange));
        // Nodes name it model_id; those of pipeline llm, model.
        for (var field : List.of("model_id", "model")) {
            var model = form.text(field, MAX_MODEL).orElse("");
            if (!face.means(model)) {
                throw RequestRefused.badValue(face.otherModel(model));
            }
        }
        return form;
    }

    /** One that is too large is taken all the same, up to a point: a peer that is still sending would not hear the refusal. */
    private static byte[] body(Exchange exchange) throws IOException, RequestRefused {
        try (var stream = exchange.body().stream(MOST_PASSED_OVER)) {
            byte[] body = stream.readNBytes(FormReader.MAX_BYTES);
            if (stream.transferTo(OutputStream.nullOutputStream()) > 0) {
                throw new RequestRefused(
                        RequestRefused.Fault.TOO_LARGE, "The body has more than " + FormReader.MAX_BYTES + " bytes.");
            }
            return body;
        }
    }

    private void send(Exchange exchange, Reply reply) throws IOException {
        var made = face.identity();
        var comment = "made by " + made.model() + " (" + made.kind().name().toLowerCase(Locale.ROOT) + ")";
        var body = exchange.begin(200, face.headers());
        var out = new BufferedOutputStream(new AnswerStream(body), BUFFER);
        new ReplyWriter(out, comment).write(reply);
        out.flush();
        body.close();
    }

    private void later(Exchange exchange, String sentence) throws IOException {
        exchange.answer(503, face.headers().with("Retry-After", "1"), refusal(sentence));
    }

    private static ByteBuffer refusal(String sentence) {
        var document = JSON.createObjectNode();
        document.putObject("detail").put("msg", sentence);
        return ByteBuffer.wrap(JSON.writeValueAsBytes(document));
    }
}
