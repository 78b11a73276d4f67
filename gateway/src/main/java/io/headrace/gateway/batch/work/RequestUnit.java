package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.gateway.batch.work.BatchExchange.Result;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.Booking;
import io.headrace.gateway.run.JobSession;
import io.headrace.gateway.run.LogLabels;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.UnitWork;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects of the one unit of a request: sending, looking at the answer, giving it to whoever waits. Each is a blocking
 * call on a virtual thread that tells the job how it ended; what a failure means is in {@link Tries}.
 */
final class RequestUnit implements UnitWork {

    private static final Logger LOG = LoggerFactory.getLogger(RequestUnit.class);

    private final Flight flight;
    private final RunContext context;
    private final BatchSessions sessions;
    private final BatchExchange exchange;
    private final Absences absences;
    private final Duration keep;
    private final AnswerBox box;
    private final Map<Integer, Future<?>> deliveries = new ConcurrentHashMap<>();
    private final Map<Integer, Delivered> results = new ConcurrentHashMap<>();

    private record Delivered(Orchestrator by, Answered answer, Counting counting, Booking booking) {}

    /**
     * @param keep how long files of the answer are served
     * @param box gets the answer before anybody is told
     */
    RequestUnit(
            Flight flight,
            RunContext context,
            BatchSessions sessions,
            BatchExchange exchange,
            Absences absences,
            Duration keep,
            AnswerBox box) {
        this.flight = flight;
        this.context = context;
        this.sessions = sessions;
        this.exchange = exchange;
        this.absences = absences;
        this.keep = keep;
        this.box = box;
    }

    @Override
    public void dispatch(JobEffect.Dispatch dispatch) {
        var labels = LogLabels.of(dispatch.session().orchestrator());
        int attempt = dispatch.attempt().number();
        deliveries.put(attempt, context.threads().submit(labels.on(() -> deliver(dispatch))));
    }

    private void deliver(JobEffect.Dispatch dispatch) {
        int attempt = dispatch.attempt().number();
        var by = dispatch.session().orchestrator();
        try {
            var result = sent(dispatch);
            if (Thread.currentThread().isInterrupted()) { // nobody waits for this try any more, or the node ends
                if (result instanceof Result.Delivered(var answer, var counting, var booking)) {
                    letGo(new Delivered(by, answer, counting, booking));
                }
                return;
            }
            switch (result) {
                case Result.Delivered(var answer, var counting, var booking) -> {
                    results.put(attempt, new Delivered(by, answer, counting, booking));
                    absences.works(by.service(), flight.request().pipeline().name());
                    tell(new UnitEvent.Returned(attempt));
                }
                case Result.Failed(var failure) -> failed(attempt, by, failure);
                case Result.Lost(var reason, var sentence) -> lost(attempt, by, reason, sentence);
            }
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) { // the job must not wait for a thread that is gone
            LOG.error("Sending the request failed in an unforeseen way", bug);
            told(attempt, Reason.RESULT_LOST, "A fault of this program: " + bug.getMessage());
        } finally {
            deliveries.remove(attempt);
        }
    }

    private Result sent(JobEffect.Dispatch dispatch) throws InterruptedException {
        var session = sessions.find(dispatch.session().number());
        if (session.isEmpty()) {
            return new Result.Lost(Reason.SESSION_ENDED, "The session is closed");
        }
        JobSession now = session.get();
        if (dispatch.attempt().params() == Attempt.Params.FRESH) {
            try {
                now = sessions.renewed(now);
            } catch (PeerException refused) {
                return new Result.Lost(refused.reason(), String.valueOf(refused.getMessage()));
            }
        }
        long begun = context.tools().ticker().nanos();
        var result = exchange.send(
                dispatch,
                now,
                () -> tell(new UnitEvent.Uploaded(dispatch.attempt().number())));
        if (result instanceof Result.Delivered) {
            var took = Duration.ofNanos(context.tools().ticker().nanos() - begun);
            context.tools().directory().observe(now.orchestrator(), took, Duration.ZERO);
        }
        return result;
    }

    /** Somebody answered, and did not serve. */
    private void failed(int attempt, Orchestrator by, BatchFailure failure) {
        var tries = flight.log().failed(by, failure);
        var pipeline = flight.request().pipeline().name();
        var sentence = by.service() + ": " + failure.message();
        switch (failure.reaction()) {
            case SUSPEND ->
                absences.failed(
                        by.service(), pipeline, context.tools().host().moment().now(), failure.message());
            case NEVER_AGAIN -> absences.gone(by.service(), pipeline, failure.message());
            case TRY_ANOTHER -> context.tools().directory().distrust(by);
            case TELL_CLIENT, PAY_AGAIN -> {}
        }
        told(attempt, tries.reason(flight.patience(), flight.log().willing()), sentence);
    }

    /** Nobody answered, or nothing was sent. */
    private void lost(int attempt, Orchestrator by, Reason reason, String sentence) {
        if (reason.remedy() == Reason.Remedy.GIVE_UP || reason.remedy() == Reason.Remedy.FUND) {
            told(attempt, reason, sentence);
            return;
        }
        boolean silent = reason == Reason.PEER_LOST || reason == Reason.TIMEOUT;
        if (silent) {
            absences.failed(
                    by.service(),
                    flight.request().pipeline().name(),
                    context.tools().host().moment().now(),
                    sentence);
        }
        if (reason == Reason.TIMEOUT) {
            var _ = flight.log().failed(by, new BatchFailure.TooLate(sentence));
            told(attempt, Reason.TOO_LATE, sentence);
            return;
        }
        var tries = flight.log().failed(by, new BatchFailure.NoCapacity(sentence));
        var judged = tries.reason(flight.patience(), flight.log().willing());
        told(attempt, judged.remedy() == Reason.Remedy.GIVE_UP ? judged : reason, sentence);
    }

    private void told(int attempt, Reason reason, String sentence) {
        context.book().remarked(0, attempt, sentence);
        context.view().trouble(sentence);
        tell(new UnitEvent.Failed(attempt, reason));
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
        forget(attempt.number());
    }

    /** What came makes sense, or it would not be here: what is left is to say what it cost. */
    @Override
    public void check(long seq, Attempt attempt) {
        var result = results.get(attempt.number());
        if (result == null) {
            tell(new UnitEvent.Failed(attempt.number(), Reason.RESULT_LOST));
        } else {
            whereItMayWait(result, () -> {
                result.booking().debit(used(result));
                tell(new UnitEvent.Checked(attempt.number(), UnitEvent.Sampling.NOT_SAMPLED));
            });
        }
    }

    /** What touches the disk does so on a thread of its own; all else is done at once, for somebody waits. */
    private void whereItMayWait(Delivered result, Runnable work) {
        boolean hasFiles =
                result.answer() instanceof Answered.Whole whole && whole.draft().isPresent();
        if (hasFiles || box.keeps()) {
            context.threads().execute(work);
        } else {
            work.run();
        }
    }

    private long used(Delivered result) {
        if (result.counting() != Counting.OWN) {
            return flight.units(result.counting());
        }
        var count = switch (result.answer()) {
            case Answered.Whole whole -> WorkUnits.used(flight.request(), whole.reply(), pixels(whole));
            case Answered.Streamed(var usage)
            when flight.request() instanceof BatchRequest.Llm chat && usage.isPresent() ->
                WorkUnits.used(chat, usage.get());
            case Answered.Streamed _ -> WorkUnits.requested(flight.request(), Counting.OWN);
        };
        return count instanceof WorkCount.Units(var _, var units) ? units : 0;
    }

    private static OptionalLong pixels(Answered.Whole whole) {
        try {
            return AnswerReader.pixels(whole);
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void publish(long seq, int attempt) {
        var result = results.get(attempt);
        if (result == null) {
            tell(new UnitEvent.Failed(attempt, Reason.RESULT_LOST));
        } else {
            whereItMayWait(result, () -> publish(result, attempt));
        }
    }

    private void publish(Delivered result, int attempt) {
        try {
            if (result.answer() instanceof Answered.Whole whole) {
                if (whole.draft().isPresent()) {
                    whole.draft().get().publish(keep);
                }
                var done = new BatchOutcome.Done(whole.reply(), whole.files(), whole.modelKind());
                box.put(done);
                flight.answer().complete(done);
            }
            tell(new UnitEvent.Published(attempt));
        } catch (IOException full) {
            told(attempt, Reason.NOT_PUBLISHED, "The result cannot be kept: " + full.getMessage());
        }
    }

    /** A request is answered or it failed. */
    @Override
    public void skip(long seq, int attempt) {
        throw new IllegalStateException("A request is not left out");
    }

    /** What a model makes of a prompt is nothing to compare with. */
    @Override
    public void verify(long seq, Attempt attempt) {
        throw new IllegalStateException("The content of a request's answer is not compared");
    }

    @Override
    public void settle(long seq, Attempt attempt) {
        results.remove(attempt.number());
        tell(new UnitEvent.Settled(attempt.number(), UnitEvent.Purse.FILLED));
    }

    @Override
    public void bookLoss(long seq, int attempt) {
        forget(attempt);
    }

    private void forget(int attempt) {
        var result = results.remove(attempt);
        if (result != null) {
            letGo(result);
        }
    }

    /** A result that nobody looked at is paid for and not owed. */
    private static void letGo(Delivered result) {
        result.booking().lost(Reason.RESULT_LOST);
        if (result.answer() instanceof Answered.Whole whole) {
            whole.draft().ifPresent(ResultShelf.Draft::close);
        }
    }
}
