package io.headrace.simulation.live;

import java.time.Duration;
import java.time.Instant;

/** One direction of one connection: what is put in first arrives first, and nothing is lost as long as it stands. */
final class Line {

    private final LiveWorld world;
    private Instant last = Instant.EPOCH;

    Line(LiveWorld world) {
        this.world = world;
    }

    void carry(Runnable arrival) {
        var way = world.now().plus(world.between(4, 12));
        last = way.isAfter(last) ? way : last.plusNanos(1_000);
        world.host.after(Duration.between(world.now(), last), arrival);
    }
}
