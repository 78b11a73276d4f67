package io.headrace.worker.remote;

import io.headrace.admission.Worker;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.delivery.DeliveryWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Posts what became of a task, over HTTP/2 as the network's workers do (wire protocol section 1.4). */
final class DeliveryPost {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 64 * 1024;

    private final RemoteWorkerConfig config;
    private final HttpClient client;
    private final URI target;

    DeliveryPost(RemoteWorkerConfig config, HttpClient client) {
        this.config = config;
        this.client = client;
        this.target = config.orchestrator().resolve(DeliveryHeaders.PATH);
    }

    /**
     * @param by whose process held the media
     * @return the status of the answer
     * @throws IOException when there was none; another try may help
     */
    int send(DeliveryWriter delivery, Worker by) throws IOException, InterruptedException {
        var body = delivery.body();
        var limits = new HttpCall.Limits(PATIENCE, PATIENCE, MAX_ANSWER);
        var call = new HttpCall("POST", target, headers(delivery, by, body), HttpCall.Version.HTTP_2, limits);
        try (var open = client.open(call)) {
            for (var piece : body) {
                if (!open.write(piece)) {
                    break;
                }
            }
            open.finish();
            try (var answer = open.answer()) {
                return answer.status();
            }
        }
    }

    private Headers headers(DeliveryWriter delivery, Worker by, List<ByteBuffer> body) {
        long length = body.stream().mapToLong(ByteBuffer::remaining).sum();
        var headers = Headers.of(DeliveryHeaders.AUTHORIZATION, DeliveryHeaders.PROTOCOL)
                .with(DeliveryHeaders.CREDENTIALS, config.secret());
        for (var header : delivery.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return headers.with("Content-Length", Long.toString(length))
                .with(DeliveryHeaders.WORKER_NAME, config.name())
                .with(DeliveryHeaders.WORKER_PID, Long.toString(by.pid() == 0 ? config.pid() : by.pid()));
    }
}
