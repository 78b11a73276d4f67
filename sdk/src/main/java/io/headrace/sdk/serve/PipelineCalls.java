package io.headrace.sdk.serve;

import io.headrace.sdk.TypedPipeline;
import io.headrace.sdk.shape.Reading;
import io.headrace.sdk.shape.ValueReader;
import io.headrace.sdk.spec.Output;
import io.headrace.sdk.spec.PipelineSpec;
import io.headrace.transport.Exchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Takes requests for work, on the thread of each: a permit, the body, its check, the run, the answer. A permit is held from
 * before the body is read, so that bodies cannot fill the memory, until nothing is computed any more, which for a pipeline
 * that ignores interruption is later than its answer.
 */
final class PipelineCalls {
    private final PipelineSpec spec;
    private final TypedPipeline<?, ?> pipeline;
    private final RunLimits limits;
    private final LongSupplier nanoTime;
    private final Semaphore permits;

    PipelineCalls(PipelineSpec spec, TypedPipeline<?, ?> pipeline, RunLimits limits, LongSupplier nanoTime) {
        this.spec = spec;
        this.pipeline = pipeline;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.permits = new Semaphore(limits.atOnce());
    }

    boolean isBusy() {
        return permits.availablePermits() < limits.atOnce();
    }

    void handle(Exchange exchange) throws IOException {
        if (!permits.tryAcquire()) {
            Refusals.sendLater(exchange, spec.name() + " has " + limits.atOnce() + " requests and takes no more now.");
            return;
        }
        var permit = new Permit();
        try {
            serve(exchange, permit);
        } finally {
            permit.giveBackUnlessRunning();
        }
    }

    private void serve(Exchange exchange, Permit permit) throws IOException {
        var request = new Request(exchange);
        if (!request.isJson()) {
            Refusals.refuse(exchange, 415, spec.name() + " takes JSON; send it with Content-Type: application/json.");
            return;
        }
        var body = request.body(limits.bodyBytes());
        if (body.isEmpty()) {
            Refusals.refuse(exchange, 413, "The body has more than " + limits.bodyBytes() + " bytes.");
            return;
        }
        switch (ValueReader.read(spec.shapes(), spec.input(), body.get())) {
            case Reading.Refused(var violations) -> Refusals.refuse(exchange, violations);
            case Reading.Read(var input) -> run(request, input, permit);
        }
    }

    private void run(Request request, Object input, Permit permit) throws IOException {
        var exchange = request.exchange();
        var deadline = request.deadline(limits.deadline());
        permit.runBegins();
        try (var call = RunningCall.start(spec, pipeline, input, deadline, nanoTime, permit::runEnds)) {
            exchange.onPeerGone(call::cancel);
            var telling = spec.output() instanceof Output.Streamed || request.wantsEvents()
                    ? new EventTelling(exchange, nanoTime)
                    : new WholeTelling(exchange);
            while (goesOn(call, telling)) {
                if (call.isLate()) {
                    telling.failed(Failure.late(spec.name(), deadline));
                    return;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The server ends");
        }
    }

    /** Hears one word, and tells it. */
    private boolean goesOn(RunningCall call, Telling telling) throws IOException, InterruptedException {
        switch (call.next(limits.beat())) {
            case Said.Progress progress -> telling.progress(progress);
            case Said.Element(var json, long units) -> {
                boolean more = telling.element(json);
                if (more) {
                    telling.used(units);
                }
                return more;
            }
            case Said.Nothing() -> {
                if (!call.isLate()) {
                    telling.silence();
                }
            }
            case Said.Ended(var units) -> {
                telling.ended(units);
                return false;
            }
            case Said.Failed(var failure) -> {
                telling.failed(failure);
                return false;
            }
        }
        return true;
    }

    /** Given back once: by the run, or without one by the request. */
    private final class Permit {
        private final AtomicBoolean running = new AtomicBoolean();

        void runBegins() {
            running.set(true);
        }

        void runEnds() {
            permits.release();
        }

        void giveBackUnlessRunning() {
            if (!running.get()) {
                permits.release();
            }
        }
    }
}
