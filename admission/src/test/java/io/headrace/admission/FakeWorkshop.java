package io.headrace.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Holds what it was given until the test says how it ended. */
public final class FakeWorkshop implements Workshop {

    private final int capacity;
    private final List<Job> jobs = new ArrayList<>();
    private final BlockingQueue<Job> arrivals = new LinkedBlockingQueue<>();
    private final List<SessionId> endedSessions = new ArrayList<>();

    public FakeWorkshop(int capacity) {
        this.capacity = capacity;
    }

    /** An order that was handed over. */
    public static final class Job implements Work {
        public final WorkOrder order;
        private final Reports reports;
        private boolean cancelled;

        Job(WorkOrder order, Reports reports) {
            this.order = order;
            this.reports = reports;
        }

        public void begins(Worker worker) {
            reports.begun(worker);
        }

        public void ends(Outcome outcome) {
            reports.ended(outcome);
        }

        public boolean wasCancelled() {
            return cancelled;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public synchronized Work begin(WorkOrder order, Reports reports) {
        var job = new Job(order, reports);
        jobs.add(job);
        arrivals.add(job);
        return job;
    }

    @Override
    public synchronized void sessionEnded(SessionId session) {
        endedSessions.add(session);
    }

    public synchronized List<Job> jobs() {
        return List.copyOf(jobs);
    }

    public synchronized Job job(int index) {
        return jobs.get(index);
    }

    /** The next order that was handed over and not taken yet; waits for it. */
    public Job take() throws InterruptedException {
        var job = arrivals.poll(20, TimeUnit.SECONDS);
        if (job == null) {
            throw new IllegalStateException("No order came within 20 s");
        }
        return job;
    }

    public synchronized List<SessionId> endedSessions() {
        return List.copyOf(endedSessions);
    }
}
