package io.headrace.orchestrator.fault;

import io.headrace.admission.Outcome;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.media.SourceSegment;

/** Makes one small picture of a segment first, and what was asked from that. */
final class Upscaling implements Workshop.Reports {

    private final Workshop workshop;
    private final WorkOrder order;
    private final Workshop.Reports reports;
    private Workshop.Work first = () -> {};
    private Workshop.Work second = () -> {};
    private boolean cancelled;

    Upscaling(Workshop workshop, WorkOrder order, Workshop.Reports reports) {
        this.workshop = workshop;
        this.order = order;
        this.reports = reports;
    }

    Workshop.Work begin() {
        var work = workshop.begin(Cheats.thumbnail(order), this);
        synchronized (this) {
            first = work;
        }
        return this::cancel;
    }

    @Override
    public void begun(Worker worker) {}

    @Override
    public void ended(Outcome outcome) {
        if (outcome instanceof Outcome.Done(var _, var renditions)) {
            var small = renditions.getFirst();
            var source = order.source();
            var smaller = new SourceSegment(
                    source.seq(),
                    source.start(),
                    source.duration(),
                    small.profile().container(),
                    small.bytes());
            go(workshop.begin(Cheats.of(order, smaller), reports));
        } else {
            reports.ended(outcome);
        }
    }

    private synchronized void go(Workshop.Work next) {
        second = next;
        if (cancelled) {
            second.cancel();
        }
    }

    private synchronized void cancel() {
        cancelled = true;
        first.cancel();
        second.cancel();
    }
}
