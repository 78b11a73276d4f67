package io.headrace.node.role;

import io.headrace.admin.metrics.WorkTally;
import io.headrace.admin.metrics.WorkTally.Ending;
import io.headrace.admission.UnitId;
import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;

/** Passes an orchestrator's facts on, and counts those that do not stand in its journal. Any thread. */
final class CountedWork implements WorkLog {

    private final WorkLog log;
    private final WorkTally tally;
    private final RunningTimes<UnitId> units;
    private final RunningTimes<String> requests;

    CountedWork(WorkLog log, WorkTally tally, NanoTicker ticker) {
        this.log = log;
        this.tally = tally;
        this.units = new RunningTimes<>(ticker);
        this.requests = new RunningTimes<>(ticker);
    }

    @Override
    public void tell(WorkFact fact) {
        log.tell(fact);
        switch (fact) {
            case WorkFact.WorkBegan(var unit, var _, var _) -> units.begin(unit);
            case WorkFact.UnitFinished(var unit, var _, var _, var _, var pixels) ->
                units.end(unit).ifPresent(took -> tally.finished(pixels.pixels(), took));
            case WorkFact.UnitFailed(var unit, var _, var _, var _) -> {
                var _ = units.end(unit);
                tally.failed();
            }
            case WorkFact.WorkerDied _ -> tally.workerDied();
            case WorkFact.BatchTaken taken -> requests.begin(taken.request());
            case WorkFact.BatchRefused(var pipeline, var _, var _) ->
                tally.requestEnded(pipeline.toString(), Ending.REFUSED);
            case WorkFact.BatchDone(var request, var pipeline, var _, var _, var _, var _, var _) ->
                requests.end(request).ifPresent(took -> tally.requestServed(pipeline.toString(), took));
            case WorkFact.BatchFailed(var request, var pipeline, var _, var _, var _) -> {
                var _ = requests.end(request);
                tally.requestEnded(pipeline.toString(), Ending.FAILED);
            }
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
                    WorkFact.Drained _ -> {}
        }
    }
}
