package io.headrace.orchestrator.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.delivery.DeliveryHead;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.delivery.DeliveryLimits;
import io.headrace.wire.delivery.GarbledDeliveryException;
import io.headrace.wire.delivery.RenditionReader;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes {@code POST /transcodeResults} (wire protocol section 8.3). Statuses and texts are those of the network's
 * orchestrators, also for tasks that are not open; but only for open ones is anything kept, or the pool told.
 *
 * <p>A delivery that breaks off on its way changes nothing: the worker may send it again. One that arrives and makes no
 * sense ends its task, so that another worker gets it at once instead of nobody until its time is over.
 */
final class DeliveryHandler {

    /** Heads and boundaries of a delivery of the largest media. */
    private static final long ROOM_FOR_HEADS = 1 << 20;

    private final WorkerSecret secret;
    private final DeliveryLimits limits;
    private final OpenTasks tasks;
    private final Consumer<PoolEvent> pool;

    DeliveryHandler(WorkerSecret secret, DeliveryLimits limits, OpenTasks tasks, Consumer<PoolEvent> pool) {
        this.secret = secret;
        this.limits = limits;
        this.tasks = tasks;
        this.pool = pool;
    }

    void handle(Exchange exchange, PathParameters path) throws IOException {
        if (!fromWorker(exchange.headers())) {
            exchange.refuse(PeerError.UNAUTHORIZED.status(), PeerError.UNAUTHORIZED.text());
            return;
        }
        switch (DeliveryHead.decode(exchange.headers()::first)) {
            case Decoded.Refused(var refusal) -> {
                // Which task is meant may still be legible.
                exchange.headers()
                        .first(DeliveryHeaders.TASK_ID)
                        .flatMap(DeliveryHandler::number)
                        .ifPresent(task -> garbled(task, refusal.text()));
                exchange.refuse(refusal.status(), refusal.text());
            }
            case Decoded.Value(var head) -> receive(exchange, head);
        }
    }

    private boolean fromWorker(Headers headers) {
        boolean protocol = headers.first(DeliveryHeaders.AUTHORIZATION)
                .filter(DeliveryHeaders.PROTOCOL::equals)
                .isPresent();
        return secret.matches(headers.first(DeliveryHeaders.CREDENTIALS).orElse("")) && protocol;
    }

    private void receive(Exchange exchange, DeliveryHead head) throws IOException {
        boolean awaited = tasks.claim(head.taskId());
        try {
            read(exchange, head, awaited);
            exchange.answer(200, "text/plain; charset=utf-8", "OK");
        } catch (GarbledDeliveryException garbled) {
            garbled(head.taskId(), String.valueOf(garbled.getMessage()));
            exchange.refuse(500, String.valueOf(garbled.getMessage()));
        } catch (BodyTooLargeException tooLarge) {
            garbled(head.taskId(), String.valueOf(tooLarge.getMessage()));
            throw tooLarge;
        } finally {
            if (awaited) {
                tasks.release(head.taskId());
            }
        }
    }

    private void read(Exchange exchange, DeliveryHead head, boolean awaited)
            throws IOException, GarbledDeliveryException {
        switch (head.body()) {
            case DeliveryHead.Body.ErrorText() -> {
                var text = new String(exchange.body().readAll(limits.errorBytes()), UTF_8);
                delivered(exchange, head, new Delivery.Failed(text.strip().replaceAll("\\p{Cntrl}", " ")), awaited);
            }
            case DeliveryHead.Body.Multipart(var boundary) -> {
                var body = exchange.body().stream(limits.bytes() + ROOM_FOR_HEADS);
                if (awaited) {
                    var parts = RenditionReader.read(body, boundary, limits);
                    delivered(exchange, head, new Delivery.Transcoded(parts), true);
                } else {
                    RenditionReader.skip(body, boundary, limits);
                }
            }
            case DeliveryHead.Body.Other(var mediaType) -> garbled(head.taskId(), "media type " + mediaType);
        }
    }

    private void delivered(Exchange exchange, DeliveryHead head, Delivery delivery, boolean awaited) {
        if (awaited) {
            var headers = exchange.headers();
            var by = WorkerName.of(
                    headers.first(DeliveryHeaders.WORKER_NAME), headers.first(DeliveryHeaders.WORKER_PID));
            pool.accept(new PoolEvent.Delivered(head.taskId(), delivery, by));
        }
    }

    private void garbled(long task, String reason) {
        if (tasks.reports(task).isPresent()) {
            pool.accept(new PoolEvent.Garbled(task, reason));
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
