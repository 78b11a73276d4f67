package io.headrace.worker.device;

import io.headrace.admission.SessionId;
import io.headrace.media.Ladder;
import io.headrace.media.Profile;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which session works on which device, and in which of its places. A new session goes to the device with the smallest load,
 * looked for round-robin so that equals take turns, and there to the place with the fewest sessions; it stays, because
 * decoders and encoders are kept where its last segment was (wire protocol section 8.4). Immutable.
 *
 * <p>A session that is not heard of for {@link #IDLE} is forgotten, and the one that is silent for longest when there are
 * more than {@value #MOST_SESSIONS}.
 */
final class DeviceBalance {

    static final Duration IDLE = Duration.ofSeconds(70);
    static final int MOST_SESSIONS = 1_024;

    /** What a rendition counts that keeps its source's frame rate. */
    private static final int USUAL_RATE = 30;

    private final int devices;
    private final int places;
    private final int first;
    private final Map<SessionId, Bound> sessions;

    /** @param sessions in the order in which they were last heard of */
    private DeviceBalance(int devices, int places, int first, Map<SessionId, Bound> sessions) {
        this.devices = devices;
        this.places = places;
        this.first = first;
        this.sessions = Collections.unmodifiableMap(sessions);
    }

    /** @param places of each device, at least 1 */
    static DeviceBalance of(int devices, int places) {
        if (devices < 1 || places < 1) {
            throw new IllegalArgumentException(devices + " devices of " + places + " places");
        }
        return new DeviceBalance(devices, places, 0, Map.of());
    }

    /** Pixels per second over all renditions, as they are asked for: what a device is busy with. */
    static long load(Ladder ladder) {
        return ladder.profiles().stream().mapToLong(DeviceBalance::load).sum();
    }

    private static long load(Profile profile) {
        long rate = profile.frameRate().passesThrough()
                ? USUAL_RATE
                : profile.frameRate().ceiling();
        return (long) profile.width() * profile.height() * rate;
    }

    /**
     * @param load of the session from now on
     * @param now nanoseconds of a ticker
     */
    Seating seat(SessionId session, long load, long now) {
        var heard = remembered(now);
        var bound = Optional.ofNullable(heard.remove(session));
        var seat = bound.map(Bound::seat).orElseGet(() -> freest(heard));
        heard.put(session, new Bound(seat, load, now));
        if (heard.size() > MOST_SESSIONS) {
            heard.remove(heard.keySet().iterator().next());
        }
        int next = bound.isPresent() ? first : (seat.device() + 1) % devices;
        return new Seating(new DeviceBalance(devices, places, next, heard), seat);
    }

    DeviceBalance without(SessionId session) {
        var rest = new LinkedHashMap<>(sessions);
        rest.remove(session);
        return new DeviceBalance(devices, places, first, rest);
    }

    private Map<SessionId, Bound> remembered(long now) {
        var heard = new LinkedHashMap<>(sessions);
        heard.values().removeIf(bound -> now - bound.heard() > IDLE.toNanos());
        return heard;
    }

    private Seat freest(Map<SessionId, Bound> heard) {
        int device = IntStream.range(0, devices)
                .map(step -> (first + step) % devices)
                .boxed()
                .min(Comparator.comparingLong(index -> load(heard, index)))
                .orElseThrow();
        return IntStream.range(0, places)
                .mapToObj(place -> new Seat(device, place))
                .min(Comparator.comparingLong(seat -> heard.values().stream()
                        .filter(bound -> bound.seat().equals(seat))
                        .count()))
                .orElseThrow();
    }

    /** Of a device, over the sessions that are bound to it. */
    long load(int device) {
        return load(sessions, device);
    }

    private static long load(Map<SessionId, Bound> sessions, int device) {
        return sessions.values().stream()
                .filter(bound -> bound.seat().device() == device)
                .mapToLong(Bound::load)
                .sum();
    }

    /** @param device its place in the worker's list, not its number */
    record Seat(int device, int place) {}

    record Seating(DeviceBalance balance, Seat seat) {}

    /** @param heard when a unit of it last came, in nanoseconds of the ticker */
    private record Bound(Seat seat, long load, long heard) {}
}
