package io.headrace.admission.live;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where live sessions are computed: by runners of a worker in the same process, or of one at the end of the worker
 * protocol. The desk above it never hands over more than {@link #capacities} at once. Any thread.
 */
public interface LiveWorkshop {

    /** Of an orchestrator without runners. */
    LiveWorkshop NONE = new LiveWorkshop() {
        @Override
        public Map<String, Integer> capacities() {
            return Map.of();
        }

        @Override
        public Work begin(LiveOrder order, Reports reports) {
            reports.ended(new Ending.NoRunner());
            return () -> {};
        }
    };

    /** By model, how many sessions run at once; models that no runner has are left out. */
    Map<String, Integer> capacities();

    /** What is known of those models besides. */
    default Map<String, Readiness> readiness() {
        return capacities().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, model -> new Readiness(model.getValue() > 0, "")));
    }

    /**
     * How ready the runners of one model are.
     *
     * @param warm a session begins without a model being loaded first
     * @param version of the oldest runner; empty when it is not known
     */
    record Readiness(boolean warm, String version) {
        public static final Readiness COLD = new Readiness(false, "");
    }

    /**
     * Begins without waiting. {@link Reports#ended} follows exactly once, also for cancelled work; {@link Reports#running} at
     * most once, before it.
     *
     * @return how to stop it
     */
    Work begin(LiveOrder order, Reports reports);

    /** @param request the body of the runner's {@code POST /live-video-to-video}: JSON, with the channels' addresses */
    record LiveOrder(String manifestId, String model, String request) {}

    /** Work under way. */
    @FunctionalInterface
    interface Work {
        /** Nobody wants it any more. Without effect when it has ended. */
        void cancel();
    }

    /** What is told of one order. Any thread; returns at once. */
    interface Reports {
        /** The runner has taken it and is healthy. */
        void running();

        void ended(Ending ending);
    }

    /** How work ended. */
    sealed interface Ending {
        /** The session was stopped, or its input ended. */
        record Finished() implements Ending {}

        /** No runner of that model is free. */
        record NoRunner() implements Ending {}

        /** @param sentence what the runner said, or what became of it; for people */
        record Failed(String sentence) implements Ending {}
    }
}
