package io.headrace.simulation.live;

import io.headrace.job.JobId;
import io.headrace.job.Outcome;
import io.headrace.simulation.Playlist;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody with a camera, and the viewers. Both outlive any gateway. */
final class Publisher {

    /** Whom a stream's gateway keeps ready. */
    enum Standby {
        NONE,
        WARM,
        HOT
    }

    final JobId job;
    final Standby standby;
    final Playlist playlist;
    final Duration picture;
    private final LiveWorld world;
    private final LiveGateway gateway;
    private final int perSecond;
    private final Instant end;

    /** Sent and not shown yet: when it was sent. */
    private final TreeMap<Long, Instant> waiting = new TreeMap<>();

    private Optional<Outcome> outcome = Optional.empty();
    private Optional<LiveFault> latest = Optional.empty();
    private Instant awayUntil = Instant.EPOCH;
    private Instant lastShownAt = Instant.EPOCH;
    private long next;
    private long lastKey = Long.MIN_VALUE / 2;
    private long shown = -1;
    private long pictures;
    private boolean stopped;

    Publisher(LiveWorld world, LiveGateway gateway, int number, Duration length) {
        this.world = world;
        this.gateway = gateway;
        this.job = new JobId("live-" + number);
        this.standby = Standby.values()[number % Standby.values().length];
        this.playlist = new Playlist(job.text());
        this.perSecond = 8 + world.draw(18);
        this.picture = Duration.ofSeconds(1).dividedBy(perSecond);
        this.end = world.now().plus(length);
    }

    void begin() {
        var now = world.now();
        if (outcome.isPresent()) {
            return;
        }
        if (!now.isBefore(end)) {
            gateway.ended(this);
            return;
        }
        if (!now.isBefore(awayUntil)) {
            boolean key = next - lastKey >= perSecond;
            lastKey = key ? next : lastKey;
            var made = new Picture(next++, key);
            waiting.put(made.number(), now);
            gateway.picture(this, made);
        }
        world.host.after(picture, this::begin);
    }

    boolean onAir() {
        return outcome.isEmpty() && !stopped && !world.now().isBefore(awayUntil);
    }

    void leave(Duration absence) {
        struck(LiveFault.PUBLISHER_AWAY);
        awayUntil = world.now().plus(absence);
        reconnect();
    }

    /** Whoever connects anew begins with a keyframe. */
    void reconnect() {
        lastKey = Long.MIN_VALUE / 2;
    }

    void stop() {
        struck(LiveFault.USER_STOPPED);
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** The latest that happened: what the next gap and the units lost from here on are put down to. */
    void struck(LiveFault fault) {
        latest = Optional.of(fault);
    }

    Duration length(long pictureCount) {
        return picture.multipliedBy(pictureCount);
    }

    long perSecond() {
        return Picture.PIXELS * perSecond;
    }

    /** The viewers get a picture. */
    void show(Picture given) {
        long number = given.number();
        world.promise(number > shown, "%s shows picture %d after picture %d", job, number, shown);
        world.promise(outcome.isEmpty(), "%s shows picture %d after its end", job, number);
        var due = waiting.ceilingEntry(shown + 1);
        if (shown >= 0 && due != null) {
            var since = due.getValue().isAfter(lastShownAt) ? due.getValue() : lastShownAt;
            var gap = Duration.between(since, world.now());
            latest.ifPresent(fault -> world.toll(fault, toll -> toll.gap(gap)));
        }
        waiting.headMap(number, true).clear();
        shown = number;
        lastShownAt = world.now();
        pictures++;
    }

    long shown() {
        return shown;
    }

    void lost() {
        latest.ifPresent(fault -> world.toll(fault, LiveReport.Toll::loseUnit));
    }

    long pictures() {
        return pictures;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    void told(Outcome how) {
        world.promise(outcome.isEmpty(), "%s ended twice: %s, then %s", job, outcome, how);
        outcome = Optional.of(how);
    }

    /** For the promise that output goes on: how long nothing was shown although something was sent. */
    Duration darkness() {
        return Optional.ofNullable(waiting.firstEntry())
                .map(Map.Entry::getValue)
                .map(since -> since.isAfter(lastShownAt) ? since : lastShownAt)
                .map(since -> Duration.between(since, world.now()))
                .orElse(Duration.ZERO);
    }
}
