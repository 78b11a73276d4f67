package io.headrace.node.role;

import io.headrace.admin.Drainable;
import io.headrace.admin.NodeStatus.Work;
import io.headrace.admission.Desk;
import io.headrace.orchestrator.Orchestrator;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** An orchestrator that is taken out of service: it opens no session, and ends those it has. It cannot turn back. */
final class OrchestratorDrain implements Drainable {

    private final Orchestrator orchestrator;
    private final LongSupplier workers;
    private final AtomicBoolean begun = new AtomicBoolean();

    OrchestratorDrain(Orchestrator orchestrator, LongSupplier workers) {
        this.orchestrator = orchestrator;
        this.workers = workers;
    }

    @Override
    public void begin(Duration within) {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("drain").start(() -> {
                try {
                    orchestrator.drain(within);
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public boolean undo() {
        return false;
    }

    @Override
    public boolean draining() {
        return begun.get() || orchestrator.desk().mode() != Desk.Mode.SERVING;
    }

    @Override
    public Left left() {
        var desk = orchestrator.desk();
        return new Left(desk.sessions().size(), desk.units());
    }

    Work work() {
        var desk = orchestrator.desk();
        return new Work(0, desk.sessions().size(), workers.getAsLong(), desk.units());
    }
}
