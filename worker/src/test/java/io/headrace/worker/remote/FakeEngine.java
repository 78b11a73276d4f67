package io.headrace.worker.remote;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.RenditionSegment;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A workshop that works when the test says so. */
final class FakeEngine implements Workshop {

    static final Worker CHILD = new Worker("child", 77);

    private final int capacity;
    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<SessionId> ended = new LinkedBlockingQueue<>();

    FakeEngine(int capacity) {
        this.capacity = capacity;
    }

    record Job(WorkOrder order, Reports reports) {
        void done() {
            reports.ended(new Outcome.Done(
                    CHILD,
                    order.ladder().profiles().stream()
                            .map(profile -> new RenditionSegment(
                                    profile,
                                    new PixelCount(profile.width()),
                                    order.source().bytes()))
                            .toList()));
        }

        void ends(Outcome outcome) {
            reports.ended(outcome);
        }

        MediaBytes source() {
            return order.source().bytes();
        }
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public Work begin(WorkOrder order, Reports reports) {
        jobs.add(new Job(order, reports));
        return () -> reports.ended(new Outcome.Died(CHILD, "cancelled"));
    }

    @Override
    public void sessionEnded(SessionId session) {
        ended.add(session);
    }

    Job next() throws InterruptedException {
        return Optional.ofNullable(jobs.poll(20, TimeUnit.SECONDS)).orElseThrow();
    }

    boolean idle() {
        return jobs.isEmpty();
    }
}
