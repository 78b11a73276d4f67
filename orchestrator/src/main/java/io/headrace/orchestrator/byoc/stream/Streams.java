package io.headrace.orchestrator.byoc.stream;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The streams under way, by sender and id. Any thread. */
final class Streams {

    private final int most;

    /** Guarded by this. */
    private final Map<RunningStream.Id, RunningStream> running = new LinkedHashMap<>();

    /** Guarded by this. */
    private boolean closed;

    Streams(int most) {
        this.most = most;
    }

    /** Whether a stream may be begun. */
    enum Admission {
        ADMITTED,
        EXISTS,
        FULL
    }

    synchronized Admission admission(RunningStream.Id id) {
        if (running.containsKey(id)) {
            return Admission.EXISTS;
        }
        return closed || running.size() >= most ? Admission.FULL : Admission.ADMITTED;
    }

    synchronized Admission add(RunningStream stream) {
        var admission = admission(stream.id());
        if (admission == Admission.ADMITTED) {
            running.put(stream.id(), stream);
        }
        return admission;
    }

    synchronized Optional<RunningStream> find(RunningStream.Id id) {
        return Optional.ofNullable(running.get(id));
    }

    synchronized void remove(RunningStream.Id id) {
        running.remove(id);
    }

    synchronized Collection<RunningStream> all() {
        return List.copyOf(running.values());
    }

    /** Admits no more. */
    synchronized void close() {
        closed = true;
    }
}
