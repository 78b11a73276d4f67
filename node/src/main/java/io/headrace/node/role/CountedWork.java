package io.headrace.node.role;

import io.headrace.admin.metrics.WorkTally;
import io.headrace.admission.UnitId;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Passes an orchestrator's facts on, and counts those that do not stand in its journal. Any thread. */
final class CountedWork implements WorkLog {

    private static final int MAX_AT_WORK = 10_000;

    private final WorkLog log;
    private final WorkTally tally;
    private final NanoTicker ticker;

    /** When the latest attempt began; guarded by itself, the eldest is forgotten first. */
    private final Map<UnitId, Long> begun = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UnitId, Long> eldest) {
            return size() > MAX_AT_WORK;
        }
    };

    CountedWork(WorkLog log, WorkTally tally, NanoTicker ticker) {
        this.log = log;
        this.tally = tally;
        this.ticker = ticker;
    }

    @Override
    public void tell(WorkFact fact) {
        log.tell(fact);
        switch (fact) {
            case WorkFact.WorkBegan(var unit, var _, var _) -> began(unit);
            case WorkFact.UnitFinished(var unit, var _, var _, var _, var pixels) ->
                ended(unit).ifPresent(took -> tally.finished(pixels.pixels(), took));
            case WorkFact.UnitFailed(var unit, var _, var _, var _) -> {
                var _ = ended(unit);
                tally.failed();
            }
            case WorkFact.WorkerDied _ -> tally.workerDied();
            case WorkFact.PaymentRefused _ -> tally.paymentRefused();
            case WorkFact.UnitAdmitted _,
                    WorkFact.UnitRefused _,
                    WorkFact.TicketsAccepted _,
                    WorkFact.WinnerFound _,
                    WorkFact.UnitCharged _,
                    WorkFact.SessionClosed _,
                    WorkFact.LiveOpened _,
                    WorkFact.LiveRefused _,
                    WorkFact.LiveStarted _,
                    WorkFact.LiveCharged _,
                    WorkFact.LiveEnded _,
                    WorkFact.BatchTaken _,
                    WorkFact.BatchRefused _,
                    WorkFact.BatchDone _,
                    WorkFact.BatchFailed _,
                    WorkFact.Drained _ -> {}
        }
    }

    private void began(UnitId unit) {
        synchronized (begun) {
            begun.put(unit, ticker.nanos());
        }
    }

    private Optional<Duration> ended(UnitId unit) {
        synchronized (begun) {
            return Optional.ofNullable(begun.remove(unit)).map(then -> Duration.ofNanos(ticker.nanos() - then));
        }
    }
}
