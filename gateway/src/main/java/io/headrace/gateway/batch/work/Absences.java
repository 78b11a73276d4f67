package io.headrace.gateway.batch.work;

import io.headrace.pipeline.PipelineName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is left out, whatever the job: somebody whose runner failed for half a minute, somebody who said 410 for good
 * (pipelines section 0). A client's fault is nobody's, and never stands here. Any thread.
 */
final class Absences {

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final int MOST = 4_096;

    private record Key(URI service, PipelineName pipeline) {}

    /** Why somebody is left out. */
    sealed interface Absence {
        String why();

        record Until(Instant end, String why) implements Absence {}

        record Forever(String why) implements Absence {}
    }

    /** Guarded by this; the oldest first. */
    private final Map<Key, Absence> absences = new LinkedHashMap<>();

    /** Its runner, or it itself, failed. */
    synchronized void failed(URI service, PipelineName pipeline, Instant now, String why) {
        if (!(absences.get(new Key(service, pipeline)) instanceof Absence.Forever)) {
            put(new Key(service, pipeline), new Absence.Until(now.plus(AFTER_FAILURE), why));
        }
    }

    /** It serves the pipeline to nobody any more. */
    synchronized void gone(URI service, PipelineName pipeline, String why) {
        put(new Key(service, pipeline), new Absence.Forever(why));
    }

    /** It works: what was held against it is forgotten. */
    synchronized void works(URI service, PipelineName pipeline) {
        absences.remove(new Key(service, pipeline));
    }

    synchronized Optional<Absence> of(URI service, PipelineName pipeline, Instant now) {
        return Optional.ofNullable(absences.get(new Key(service, pipeline))).filter(absence -> switch (absence) {
            case Absence.Until(var end, var _) -> end.isAfter(now);
            case Absence.Forever _ -> true;
        });
    }

    private void put(Key key, Absence absence) {
        absences.remove(key);
        absences.put(key, absence);
        if (absences.size() > MOST) {
            absences.remove(absences.keySet().iterator().next());
        }
    }
}
