package io.headrace.orchestrator.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.Worker;
import io.headrace.orchestrator.door.WorkerName;
import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.orchestrator.remote.OpenTasks.Claim;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.Headers;
import io.headrace.transport.PathParameters;
import io.headrace.wire.Decoded;
import io.headrace.wire.PeerError;
import io.headrace.wire.Refusal;
import io.headrace.wire.delivery.Delivery;
import io.headrace.wire.delivery.DeliveryHead;
import io.headrace.wire.delivery.DeliveryHeaders;
import io.headrace.wire.delivery.DeliveryLimits;
import io.headrace.wire.delivery.GarbledDeliveryException;
import io.headrace.wire.delivery.RenditionReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes {@code POST /transcodeResults} (wire protocol section 8.3). Statuses and texts are those of the network's
 * orchestrators, also for tasks that are not open; but only for open ones is anything kept. Of others the pool learns
 * that their worker is free again.
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
            case Decoded.Refused(var refusal) -> refuse(exchange, refusal);
            case Decoded.Value(var head) -> receive(exchange, head);
        }
    }

    private boolean fromWorker(Headers headers) {
        boolean protocol = headers.first(DeliveryHeaders.AUTHORIZATION)
                .filter(DeliveryHeaders.PROTOCOL::equals)
                .isPresent();
        return secret.matches(headers.first(DeliveryHeaders.CREDENTIALS).orElse("")) && protocol;
    }

    private void refuse(Exchange exchange, Refusal refusal) throws IOException {
        // Which task is meant may still be legible.
        exchange.headers()
                .first(DeliveryHeaders.TASK_ID)
                .flatMap(DeliveryHandler::number)
                .ifPresent(task -> {
                    var claim = tasks.claim(task, by(exchange));
                    tell(claim, new PoolEvent.Garbled(task, refusal.text()), task);
                    release(claim, task);
                });
        exchange.refuse(refusal.status(), refusal.text());
    }

    private void receive(Exchange exchange, DeliveryHead head) throws IOException {
        long task = head.taskId();
        var claim = tasks.claim(task, by(exchange));
        try {
            tell(claim, read(exchange, head, claim), task);
            exchange.answer(200, "text/plain; charset=utf-8", "OK");
        } catch (GarbledDeliveryException garbled) {
            tell(claim, new PoolEvent.Garbled(task, String.valueOf(garbled.getMessage())), task);
            exchange.refuse(500, String.valueOf(garbled.getMessage()));
        } catch (BodyTooLargeException tooLarge) {
            tell(claim, new PoolEvent.Garbled(task, String.valueOf(tooLarge.getMessage())), task);
            throw tooLarge;
        } finally {
            release(claim, task);
        }
    }

    /** @param wanted what there is to tell if somebody waits for it */
    private void tell(Claim claim, PoolEvent wanted, long task) {
        switch (claim) {
            case WANTED -> pool.accept(wanted);
            case IN_VAIN -> pool.accept(new PoolEvent.DeliveredInVain(task));
            case NOT_TAKEN -> {}
        }
    }

    private void release(Claim claim, long task) {
        if (claim == Claim.WANTED) {
            tasks.release(task);
        }
    }

    private PoolEvent read(Exchange exchange, DeliveryHead head, Claim claim)
            throws IOException, GarbledDeliveryException {
        return switch (head.body()) {
            case DeliveryHead.Body.ErrorText() -> {
                var text = new String(exchange.body().readAll(limits.errorBytes()), UTF_8);
                yield delivered(exchange, head, new Delivery.Failed(text.strip().replaceAll("\\p{Cntrl}", " ")));
            }
            case DeliveryHead.Body.Multipart(var boundary) ->
                delivered(exchange, head, new Delivery.Transcoded(parts(exchange, boundary, claim)));
            case DeliveryHead.Body.Other(var mediaType) ->
                new PoolEvent.Garbled(head.taskId(), "media type " + mediaType);
        };
    }

    /** Nothing of what nobody waits for. */
    private List<Delivery.Part> parts(Exchange exchange, String boundary, Claim claim)
            throws IOException, GarbledDeliveryException {
        var body = exchange.body().stream(limits.bytes() + ROOM_FOR_HEADS);
        if (claim == Claim.WANTED) {
            return RenditionReader.read(body, boundary, limits);
        }
        RenditionReader.skip(body, boundary, limits);
        return List.of();
    }

    private static PoolEvent delivered(Exchange exchange, DeliveryHead head, Delivery delivery) {
        return new PoolEvent.Delivered(head.taskId(), delivery, by(exchange));
    }

    private static Optional<Worker> by(Exchange exchange) {
        var headers = exchange.headers();
        return WorkerName.of(headers.first(DeliveryHeaders.WORKER_NAME), headers.first(DeliveryHeaders.WORKER_PID));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
