package io.headrace.orchestrator.fault;

import io.headrace.admission.Outcome;
import io.headrace.admission.SessionId;
import io.headrace.admission.WorkOrder;
import io.headrace.admission.Worker;
import io.headrace.admission.Workshop;
import io.headrace.machine.Host;
import io.headrace.media.SourceSegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** An honest workshop behind a dishonest counter. Whatever it does, each order still has exactly one outcome. */
public final class FaultyWorkshop implements Workshop {

    private final Workshop honest;
    private final Fault fault;
    private final Host host;

    /** The segment that others are passed off as. */
    private final AtomicReference<Optional<SourceSegment>> foreign = new AtomicReference<>(Optional.empty());

    public FaultyWorkshop(Workshop honest, Fault fault, Host host) {
        this.honest = honest;
        this.fault = fault;
        this.host = host;
    }

    @Override
    public int capacity() {
        return honest.capacity();
    }

    @Override
    public void sessionEnded(SessionId session) {
        honest.sessionEnded(session);
    }

    @Override
    public Work begin(WorkOrder order, Reports reports) {
        return switch (fault) {
            case SLOW -> honest.begin(order, new Late(order, reports));
            case STALL -> stall(reports);
            case CRASH -> honest.begin(order, changing(reports, FaultyWorkshop::crashed));
            case OVERCHARGE -> honest.begin(order, changing(reports, Cheats::overcharged));
            case WRONG_SIZE ->
                honest.begin(Cheats.halved(order), changing(reports, made -> Cheats.passedOff(order, made)));
            case UPSCALED -> new Upscaling(honest, order, reports).begin();
            case BLACK_FRAMES -> honest.begin(Cheats.of(order, BlackSegment.LIKE), reports);
            case FOREIGN -> honest.begin(Cheats.of(order, foreign(order)), reports);
        };
    }

    private static Work stall(Reports reports) {
        var open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                reports.ended(new Outcome.Died(Worker.NOBODY, "stalled on purpose"));
            }
        };
    }

    private SourceSegment foreign(WorkOrder order) {
        return foreign.updateAndGet(kept -> kept.or(() -> Optional.of(order.source())))
                .orElseThrow();
    }

    /** The process is gone and its work with it. */
    private static Outcome crashed(Outcome outcome) {
        long pid = outcome.worker().pid();
        if (pid > 0 && pid != ProcessHandle.current().pid()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        return new Outcome.Died(outcome.worker(), "crashed on purpose");
    }

    private static Reports changing(Reports reports, UnaryOperator<Outcome> change) {
        return new Reports() {
            @Override
            public void begun(Worker worker) {
                reports.begun(worker);
            }

            @Override
            public void ended(Outcome outcome) {
                reports.ended(change.apply(outcome));
            }
        };
    }

    /** Holds the outcome back. */
    private final class Late implements Reports {
        private final Duration delay;
        private final Reports reports;

        Late(WorkOrder order, Reports reports) {
            this.delay = order.source().duration().plusSeconds(1);
            this.reports = reports;
        }

        @Override
        public void begun(Worker worker) {
            reports.begun(worker);
        }

        @Override
        public void ended(Outcome outcome) {
            host.after(delay, () -> reports.ended(outcome));
        }
    }
}
