package io.headrace.simulation.live;

import io.headrace.admission.live.LiveWorkshop;
import java.time.Duration;
import java.time.Instant;

/** What computes one session: loads, takes pictures, gives each back a little later, and stops when it is told to. */
final class Runner implements LiveWorkshop.Work {

    private final LiveWorld world;
    private final Channel channel;
    private final LiveWorkshop.Reports reports;
    private final Runnable gone;
    private Instant busyUntil = Instant.EPOCH;
    private Duration perPicture = Duration.ofMillis(15);
    private long after = -1;
    private boolean keyWanted;
    private boolean loaded;
    private boolean stalled;
    private boolean ended;

    Runner(LiveWorld world, Channel channel, LiveWorkshop.Reports reports, Runnable gone) {
        this.world = world;
        this.channel = channel;
        this.reports = reports;
        this.gone = gone;
    }

    void load() {
        world.host.after(world.between(300, 2_500), () -> {
            if (!ended) {
                loaded = true;
                channel.computedBy(this);
                reports.running();
            }
        });
    }

    boolean works() {
        return loaded && !ended;
    }

    void take(Picture picture) {
        if (works() && !stalled) {
            var begin = busyUntil.isAfter(world.now()) ? busyUntil : world.now();
            busyUntil = begin.plus(perPicture);
            world.host.after(Duration.between(world.now(), busyUntil), () -> give(picture));
        }
    }

    private void give(Picture picture) {
        if (works() && !stalled && picture.number() > after) {
            channel.out(keyWanted ? picture.asKey() : picture);
            keyWanted = false;
        }
    }

    void resume(long last) {
        after = last;
        keyWanted = true;
    }

    void stall() {
        stalled = true;
    }

    /** Three pictures' time for one. */
    void slowDown(Duration picture) {
        perPicture = picture.multipliedBy(3);
    }

    void crash() {
        end(new LiveWorkshop.Ending.Failed("killed by a signal"));
    }

    @Override
    public void cancel() {
        world.host.after(world.between(5, 150), () -> {
            if (!world.config.has(LiveBug.KEEP_PERMIT)) {
                end(new LiveWorkshop.Ending.Finished());
            }
        });
    }

    private void end(LiveWorkshop.Ending how) {
        if (!ended) {
            ended = true;
            gone.run();
            reports.ended(how);
        }
    }
}
