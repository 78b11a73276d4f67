package io.headrace.orchestrator;

import io.headrace.admission.AdmissionLog;
import io.headrace.admission.Outcome;
import io.headrace.admission.Refusal;
import io.headrace.admission.Session;
import io.headrace.admission.SessionId;
import io.headrace.admission.UnitRequest;
import io.headrace.admission.UnitState;
import io.headrace.admission.Worker;
import io.headrace.orchestrator.facts.WorkFact;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.results.ResultStore;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the desk decided: to the log, and to the store of results when a session is over. */
final class AdmissionFacts implements AdmissionLog {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionFacts.class);

    private final WorkLog log;
    private final ResultStore results;
    private final CountDownLatch drained = new CountDownLatch(1);

    AdmissionFacts(WorkLog log, ResultStore results) {
        this.log = log;
        this.results = results;
    }

    /** Opens when no session is left and none will come. */
    CountDownLatch drainedLatch() {
        return drained;
    }

    @Override
    public void admitted(UnitRequest request) {
        log.tell(new WorkFact.UnitAdmitted(request.unit(), request.sender(), request.stream(), request.seq()));
    }

    @Override
    public void refused(UnitRequest request, Refusal refusal) {
        log.tell(new WorkFact.UnitRefused(request.session().text(), request.stream(), request.seq(), refusal.text()));
    }

    @Override
    public void workerBegan(UnitRequest request, int attempt, Worker worker) {
        log.tell(new WorkFact.WorkBegan(request.unit(), attempt, worker));
    }

    @Override
    public void attemptEnded(UnitRequest request, int attempt, Outcome outcome) {
        if (outcome instanceof Outcome.Died(var worker, var reason)) {
            LOG.warn("Worker {} died with unit {} in attempt {}: {}", worker, request.unit(), attempt, reason);
            log.tell(new WorkFact.WorkerDied(request.unit(), attempt, worker, reason));
        }
    }

    @Override
    public void answered(UnitState end) {
        var request = end.request();
        switch (end) {
            case UnitState.Finished finished ->
                log.tell(new WorkFact.UnitFinished(
                        request.unit(),
                        request.stream(),
                        request.seq(),
                        finished.work().worker(),
                        finished.work().pixels()));
            case UnitState.Failed failed ->
                log.tell(new WorkFact.UnitFailed(
                        request.unit(),
                        request.stream(),
                        request.seq(),
                        failed.failure().text()));
            case UnitState.Admitted _, UnitState.Covered _, UnitState.Waiting _, UnitState.Working _ ->
                throw new IllegalStateException("Answered before its end: " + end);
        }
    }

    @Override
    public void sessionClosed(SessionId session, Session.Cause cause) {
        // A gateway that is sent away may still fetch what it paid for.
        if (cause != Session.Cause.DRAINED) {
            results.drop(session);
        }
        log.tell(new WorkFact.SessionClosed(session, cause));
    }

    @Override
    public void drained() {
        log.tell(new WorkFact.Drained());
        drained.countDown();
    }

    @Override
    public void stopped(RuntimeException bug) {
        LOG.error("Admission stands still after a bug; restart this node", bug);
        drained.countDown();
    }
}
