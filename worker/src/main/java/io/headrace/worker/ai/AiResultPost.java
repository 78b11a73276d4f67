package io.headrace.worker.ai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.pipeline.Progress;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.transport.OpenCall;
import io.headrace.wire.AiTask;
import io.headrace.wire.delivery.AiResultHeaders;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.worker.remote.RemoteWorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells results to the orchestrator, over HTTP/2 as the network's workers do (pipelines reference section 4.4). */
final class AiResultPost {

    private static final Logger LOG = LoggerFactory.getLogger(AiResultPost.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ANSWER = 4_096;
    private static final int MAX_ERROR = 1_000;
    private static final int TRIES = 4;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);

    private final RemoteWorkerConfig config;
    private final HttpClient client;
    private final URI target;
    private final CountDownLatch ending = new CountDownLatch(1);

    AiResultPost(RemoteWorkerConfig config, HttpClient client) {
        this.config = config;
        this.client = client;
        this.target = config.orchestrator().resolve(AiResultHeaders.PATH);
    }

    /** Blocks until the orchestrator has it, or is not reached after some tries. */
    void send(AiResult result) throws InterruptedException {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                int status = post(result);
                if (status != 200) {
                    LOG.warn("The orchestrator refused what task {} came to: status {}", result.taskId(), status);
                }
                return;
            } catch (IOException unreachable) {
                LOG.warn(
                        "What task {} came to could not be told, try {}: {}",
                        result.taskId(),
                        tries,
                        unreachable.getMessage());
                ending.await(BETWEEN_TRIES.multipliedBy(tries).toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Says how far a task is, or does not: another word follows soon. */
    void tell(AiTask task, Progress progress) throws InterruptedException {
        try {
            var _ = post(AiResult.progress(task, progress));
        } catch (IOException unreachable) {
            LOG.debug("How far task {} is could not be told: {}", task.taskId(), unreachable.getMessage());
        }
    }

    /** From now on nothing is waited for between tries. */
    void hurry() {
        ending.countDown();
    }

    private int post(AiResult result) throws IOException, InterruptedException {
        var headers = headers(result.taskId(), result.pipeline(), result.mediaType());
        var text = result.body().substring(0, Math.min(MAX_ERROR, result.body().length()));
        try (var answer = client.send(call(headers, PATIENCE), ByteBuffer.wrap(text.getBytes(UTF_8)))) {
            return answer.status();
        }
    }

    /** What was made: all of it, or what is passed on while it is made. */
    @FunctionalInterface
    interface Writing {

        /** Begins the request and returns when all of its body is on its way. */
        OpenCall begin(HttpClient client, HttpCall call) throws IOException, InterruptedException;
    }

    /**
     * Posts what was made for a task, once.
     *
     * @param modelKind what kind of model made it; empty when nobody says
     * @param whole within which all of it is there
     * @throws IOException when it was not taken, or breaks off; the orchestrator has given the task up by then
     */
    void answer(AiTask task, String contentType, String modelKind, Duration whole, Writing body)
            throws IOException, InterruptedException {
        var plain = headers(task.taskId(), task.pipeline(), contentType);
        var headers = modelKind.isEmpty() ? plain : plain.with(AiResultHeaders.MODEL_KIND, modelKind);
        try (var answer = body.begin(client, call(headers, whole)).answer()) {
            if (answer.status() != 200) {
                throw new IOException("The orchestrator refused it with status " + answer.status());
            }
            var _ = answer.readAll(); // or closing it would break it off
        }
    }

    private HttpCall call(Headers headers, Duration whole) {
        var limits = new HttpCall.Limits(whole, whole, MAX_ANSWER);
        return new HttpCall("POST", target, headers, HttpCall.Version.HTTP_2, limits);
    }

    private Headers headers(long taskId, String pipeline, String contentType) {
        return Headers.of(DeliveryHeaders.AUTHORIZATION, AiResultHeaders.PROTOCOL)
                .with(DeliveryHeaders.CREDENTIALS, config.secret())
                .with(DeliveryHeaders.TASK_ID, Long.toString(taskId))
                .with(AiResultHeaders.PIPELINE, pipeline)
                .with(AiResultHeaders.CONTENT_TYPE, contentType)
                .with(DeliveryHeaders.WORKER_NAME, config.name())
                .with(DeliveryHeaders.WORKER_PID, Long.toString(config.pid()));
    }
}
