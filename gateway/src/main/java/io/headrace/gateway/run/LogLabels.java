package io.headrace.gateway.run;

import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.JobOrder;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.MDC;

/**
 * What lines of the log are about: {@code job}, {@code stream} where it is one, and {@code orchestrator} where one is
 * dealt with. A thread carries them while it does a piece of work, and every line that it writes meanwhile has them.
 */
public record LogLabels(Map<String, String> labels) {

    private static final String JOB = "job";
    private static final String STREAM = "stream";
    private static final String ORCHESTRATOR = "orchestrator";

    public LogLabels {
        labels = Map.copyOf(labels);
    }

    public static LogLabels of(JobOrder order) {
        return stream(order)
                .map(stream -> new LogLabels(Map.of(JOB, order.id(), STREAM, stream)))
                .orElseGet(() -> new LogLabels(Map.of(JOB, order.id())));
    }

    private static Optional<String> stream(JobOrder order) {
        return switch (order) {
            case RealtimeJobOrder realtime -> Optional.of(realtime.stream());
            case VideoOrder video
            when video.source() instanceof VideoOrder.OfStream stream -> Optional.of(stream.name());
            case VideoOrder _, BatchJobOrder _ -> Optional.empty();
        };
    }

    public static LogLabels of(Orchestrator orchestrator) {
        return new LogLabels(Map.of(ORCHESTRATOR, orchestrator.toString()));
    }

    /** The same work, under these labels beside those that its thread has already. */
    public Runnable on(Runnable work) {
        return () -> {
            labels.forEach(MDC::put);
            try {
                work.run();
            } finally {
                labels.keySet().forEach(MDC::remove);
            }
        };
    }

    /** Threads that carry these labels for as long as they live. */
    ThreadFactory on(ThreadFactory threads) {
        return work -> threads.newThread(on(work));
    }

    /** The same surroundings, called under these labels. */
    <S, E, F> Owner.Surroundings<S, E, F> on(Owner.Surroundings<S, E, F> surroundings) {
        return new Owner.Surroundings<>() {
            @Override
            public void record(String id, Instant at, S from, E event, Step<S, F> step) {
                on(() -> surroundings.record(id, at, from, event, step)).run();
            }

            @Override
            public void perform(F effect, Owner<S, E, F> owner) {
                on(() -> surroundings.perform(effect, owner)).run();
            }

            @Override
            public void stopped(String id, S state, E event, RuntimeException bug) {
                on(() -> surroundings.stopped(id, state, event, bug)).run();
            }
        };
    }
}
