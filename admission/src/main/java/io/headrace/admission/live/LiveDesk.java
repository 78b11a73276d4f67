package io.headrace.admission.live;

import io.headrace.crypto.EthAddress;
import io.headrace.media.ManifestId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The live work that an orchestrator has taken on. Permits are not counted but are the sessions themselves, so that none
 * can leak or be given back twice.
 *
 * @param sessions in the order in which they got their places
 */
public record LiveDesk(Mode mode, Map<ManifestId, LiveSession> sessions) {

    /** Whether the node takes live work. */
    public enum Mode {
        SERVING,
        /** No new session; those that are open go on for a while. */
        DRAINING,
        /** Nothing is left. */
        DRAINED
    }

    public LiveDesk {
        sessions = Collections.unmodifiableMap(new LinkedHashMap<>(sessions));
    }

    public static LiveDesk open() {
        return new LiveDesk(Mode.SERVING, Map.of());
    }

    /** Whether it takes no new session any more. */
    public boolean isLeaving() {
        return mode != Mode.SERVING;
    }

    public Optional<LiveSession> session(ManifestId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** By model, how many places are taken. */
    public Map<String, Integer> inUse() {
        return sessions.values().stream()
                .collect(Collectors.groupingBy(session -> session.request().model(), Collectors.summingInt(_ -> 1)));
    }

    int inUse(String model) {
        return count(session -> session.request().model().equals(model));
    }

    int ofSender(EthAddress sender) {
        return count(session -> session.request().sender().equals(sender));
    }

    private int count(Predicate<LiveSession> which) {
        return (int) sessions.values().stream().filter(which).count();
    }

    LiveDesk with(LiveSession session) {
        var others = new LinkedHashMap<>(sessions);
        others.put(session.request().session(), session);
        return new LiveDesk(mode, others);
    }

    LiveDesk without(ManifestId id) {
        var others = new LinkedHashMap<>(sessions);
        others.remove(id);
        return new LiveDesk(mode, others);
    }

    LiveDesk in(Mode other) {
        return new LiveDesk(other, sessions);
    }
}
