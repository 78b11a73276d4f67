package io.headrace.simulation;

import io.headrace.admission.Outcome;
import io.headrace.admission.UnitId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.RenditionSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workers of a simulated orchestrator: they take their time, and now and then one of them dies. */
final class Bench implements Workshop {

    private static final int WORKERS = 24;

    private final World world;
    private final String name;
    private final List<Job> underWay = new ArrayList<>();
    private Optional<UnitId> lastVictim = Optional.empty();
    private long pids;

    Bench(World world, String name) {
        this.world = world;
        this.name = name;
    }

    private final class Job {
        private final WorkOrder order;
        private final Reports reports;
        private final Worker worker;
        private boolean over;

        Job(WorkOrder order, Reports reports) {
            this.order = order;
            this.reports = reports;
            this.worker = new Worker(name + "-worker", ++pids);
        }

        void end(Outcome outcome) {
            if (!over) {
                over = true;
                underWay.remove(this);
                reports.ended(outcome);
            }
        }
    }

    @Override
    public int capacity() {
        return WORKERS;
    }

    @Override
    public Work begin(WorkOrder order, Reports reports) {
        var job = new Job(order, reports);
        underWay.add(job);
        reports.begun(job.worker);
        var outcome = outcome(job);
        world.host.after(time(), () -> job.end(outcome));
        return () -> job.end(new Outcome.Died(job.worker, "cancelled"));
    }

    private Outcome outcome(Job job) {
        if (deadly(job.order)) {
            return new Outcome.Died(job.worker, "killed by the same unit");
        }
        if (job.order.source().bytes().equals(Client.DAMAGED)) {
            world.strike(Fault.INPUT_DAMAGED, name);
            return new Outcome.Impossible(job.worker, "No keyframes in input");
        }
        return world.strikes(Fault.INPUT_BLAMED, 10)
                ? new Outcome.Impossible(job.worker, "No keyframes in input")
                : done(job);
    }

    private Duration time() {
        return world.strikes(Fault.SLOW, 10) ? world.between(3_500, 6_500) : world.between(60, 400);
    }

    /** True when there was somebody to kill. */
    boolean killOne() {
        if (underWay.isEmpty()) {
            return false;
        }
        var victim = underWay.get(world.draw(underWay.size()));
        lastVictim = Optional.of(victim.order.unit());
        victim.end(new Outcome.Died(victim.worker, "killed"));
        return true;
    }

    /** Some units kill every worker that touches them. */
    private boolean deadly(WorkOrder order) {
        boolean again = lastVictim.filter(order.unit()::equals).isPresent() && world.draw(2) == 0;
        if (again) {
            world.strike(Fault.WORKER_KILLED, name);
        }
        return again;
    }

    /** A little less than was estimated, as it is with real media. */
    private Outcome done(Job job) {
        var profile = job.order.ladder().profiles().getFirst();
        long quantity = (long) profile.width() * profile.height();
        var pixels = new PixelCount(quantity * (97 + world.draw(4)) / 100);
        return new Outcome.Done(job.worker, List.of(new RenditionSegment(profile, pixels, MediaBytes.EMPTY)));
    }
}
