package io.headrace.gateway.byoc;

import io.headrace.gateway.byoc.ContainerErrand.Result;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.LogLabels;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.UnitWork;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects of the one unit of a container's job. Sending is a blocking call on a virtual thread that tells the job how
 * it ended; what comes back is the container's own affair and is not looked at.
 */
final class ContainerUnit implements UnitWork {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerUnit.class);

    private final ContainerFlight flight;
    private final RunContext context;
    private final ContainerSessions sessions;
    private final ContainerErrand errand;
    private final ContainerPurses purses;
    private final Map<Integer, Future<?>> deliveries = new ConcurrentHashMap<>();
    private final Map<Integer, ContainerAnswer> answers = new ConcurrentHashMap<>();

    ContainerUnit(
            ContainerFlight flight,
            RunContext context,
            ContainerSessions sessions,
            ContainerErrand errand,
            ContainerPurses purses) {
        this.flight = flight;
        this.context = context;
        this.sessions = sessions;
        this.errand = errand;
        this.purses = purses;
    }

    @Override
    public void dispatch(JobEffect.Dispatch dispatch) {
        var labels = LogLabels.of(dispatch.session().orchestrator());
        deliveries.put(dispatch.attempt().number(), context.threads().submit(labels.on(() -> deliver(dispatch))));
    }

    private void deliver(JobEffect.Dispatch dispatch) {
        int attempt = dispatch.attempt().number();
        try {
            switch (sent(dispatch)) {
                case Result.Delivered(var answer) -> {
                    answers.put(attempt, answer);
                    tell(new UnitEvent.Returned(attempt));
                }
                case Result.Failed(var reason, var sentence) -> failed(dispatch, reason, sentence);
            }
        } catch (PeerException refused) {
            failed(dispatch, refused.reason(), String.valueOf(refused.getMessage()));
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) { // the job must not wait for a thread that is gone
            LOG.error("Sending the job failed in an unforeseen way", bug);
            failed(dispatch, Reason.RESULT_LOST, "A fault of this program: " + bug.getMessage());
        } finally {
            deliveries.remove(attempt);
        }
    }

    private Result sent(JobEffect.Dispatch dispatch) throws PeerException, InterruptedException {
        int number = dispatch.session().number();
        var session = sessions.find(number);
        if (session.isEmpty()) {
            return new Result.Failed(Reason.SESSION_ENDED, "The session is closed");
        }
        var now = dispatch.attempt().params() == Attempt.Params.FRESH
                ? sessions.renewed(number, session.get())
                : session.get();
        tell(new UnitEvent.Uploaded(dispatch.attempt().number()));
        long begun = context.tools().ticker().nanos();
        var result = errand.send(dispatch, now);
        if (result instanceof Result.Delivered) {
            var took = Duration.ofNanos(context.tools().ticker().nanos() - begun);
            context.tools().directory().observe(now.orchestrator(), took, Duration.ZERO);
        }
        return result;
    }

    private void failed(JobEffect.Dispatch dispatch, Reason reason, String sentence) {
        int attempt = dispatch.attempt().number();
        var by = dispatch.session().orchestrator();
        boolean unpaid = reason.remedy() == Reason.Remedy.FRESH_PARAMS;
        if (reason == Reason.CAPPED) {
            flight.full(by);
        } else if (unpaid && dispatch.attempt().params() == Attempt.Params.FRESH) {
            flight.unpaid(by, sentence);
        } else {
            flight.failed(by, sentence);
        }
        if (reason == Reason.TICKET_REFUSED) {
            purses.forget(by.service(), flight.capability());
        }
        context.book().remarked(0, attempt, sentence);
        context.view().trouble(sentence);
        tell(new UnitEvent.Failed(attempt, judged(reason, by)));
    }

    /**
     * What took its time took the client's; whoever is gone, or took no payment on fresh terms either, is not asked again
     * for this job.
     */
    private Reason judged(Reason reason, Orchestrator by) {
        var judged = switch (reason) {
            case TIMEOUT -> Reason.TOO_LATE;
            case PEER_LOST, RESULT_LOST -> Reason.SESSION_BROKEN;
            default ->
                reason.remedy() == Reason.Remedy.FRESH_PARAMS && flight.isUnpaid(by.service()) ? Reason.UNPAID : reason;
        };
        return judged.remedy() == Reason.Remedy.SWAP && flight.isExhausted() ? Reason.NO_SUITABLE_ORCHESTRATOR : judged;
    }

    private void tell(UnitEvent event) {
        context.job().accept(new JobEvent.UnitMoved(0, event));
    }

    @Override
    public void abandon(long seq, Attempt attempt) {
        var delivery = deliveries.get(attempt.number());
        if (delivery != null) {
            delivery.cancel(true);
        }
        answers.remove(attempt.number());
    }

    /** A container's answer is what it is. */
    @Override
    public void check(long seq, Attempt attempt) {
        tell(new UnitEvent.Checked(attempt.number(), UnitEvent.Sampling.NOT_SAMPLED));
    }

    @Override
    public void publish(long seq, int attempt) {
        var answer = answers.get(attempt);
        if (answer == null) {
            tell(new UnitEvent.Failed(attempt, Reason.RESULT_LOST));
            return;
        }
        flight.answer().complete(answer);
        tell(new UnitEvent.Published(attempt));
    }

    @Override
    public void skip(long seq, int attempt) {
        throw new IllegalStateException("A request is not left out");
    }

    @Override
    public void verify(long seq, Attempt attempt) {
        throw new IllegalStateException("A container's answer is not compared");
    }

    /** It was booked when it came. */
    @Override
    public void settle(long seq, Attempt attempt) {
        answers.remove(attempt.number());
        tell(new UnitEvent.Settled(attempt.number(), UnitEvent.Purse.FILLED));
    }

    @Override
    public void bookLoss(long seq, int attempt) {
        answers.remove(attempt);
    }
}
