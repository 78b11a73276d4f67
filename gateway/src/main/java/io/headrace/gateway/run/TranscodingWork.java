package io.headrace.gateway.run;

import io.headrace.engine.ChildException;
import io.headrace.gateway.check.PacketChecks.Finding;
import io.headrace.gateway.intake.Intake;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.publication.Publication;
import io.headrace.gateway.publication.PublishedUnit;
import io.headrace.job.JobEffect;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.job.unit.UnitEvent;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The effects of the units of a job that transcodes: sending, checking, comparing, publishing, settling. Each is a blocking call on a
 * virtual thread that tells the job how it ended. Nothing is decided here.
 */
final class TranscodingWork implements UnitWork {

    private static final Logger LOG = LoggerFactory.getLogger(TranscodingWork.class);

    private final JobTools tools;
    private final Intake intake;
    private final Publication publication;
    private final SessionDesk sessions;
    private final Means means;
    private final Dispatcher dispatcher;
    private final JobBook book;
    private final RunView view;
    private final SourceBeside played;
    private final ExecutorService threads;
    private final Consumer<JobEvent> job;
    private final Map<AttemptId, Future<?>> deliveries = new ConcurrentHashMap<>();
    private final Map<AttemptId, Result> results = new ConcurrentHashMap<>();
    private final Map<AttemptId, PublishedUnit> checked = new ConcurrentHashMap<>();

    private record AttemptId(long seq, int attempt) {}

    /** @param booking open until the unit was looked at */
    private record Result(Orchestrator orchestrator, UnitResult unit, Booking booking) {}

    TranscodingWork(
            VideoOrder order,
            RunContext context,
            Intake intake,
            Publication publication,
            SessionDesk sessions,
            Dispatcher dispatcher) {
        this.tools = context.tools();
        this.intake = intake;
        this.publication = publication;
        this.sessions = sessions;
        this.means = context.means();
        this.dispatcher = dispatcher;
        this.book = context.book();
        this.view = context.view();
        this.played = new SourceBeside(order, intake, tools.checks().packets());
        this.threads = context.threads();
        this.job = context.job();
    }

    @Override
    public void dispatch(JobEffect.Dispatch dispatch) {
        var id = new AttemptId(dispatch.unit().seq(), dispatch.attempt().number());
        var labels = LogLabels.of(dispatch.session().orchestrator());
        deliveries.put(id, threads.submit(labels.on(() -> deliver(id, dispatch))));
    }

    @Override
    public void publish(long seq, int attempt) {
        threads.execute(() -> publish(new AttemptId(seq, attempt)));
    }

    /** Nobody can work on the unit: the result goes on without it. */
    @Override
    public void skip(long seq, int attempt) {
        threads.execute(() -> {
            publication.skip(seq);
            intake.published(publication.next());
            tell(new AttemptId(seq, attempt), new UnitEvent.Skipped(attempt));
        });
    }

    @Override
    public void abandon(long seq, Attempt attempt) {
        var id = new AttemptId(seq, attempt.number());
        var delivery = deliveries.get(id);
        if (delivery != null) {
            delivery.cancel(true);
        }
        forget(id);
    }

    @Override
    public void check(long seq, Attempt attempt) {
        looking(new AttemptId(seq, attempt.number()), this::check);
    }

    @Override
    public void verify(long seq, Attempt attempt) {
        looking(new AttemptId(seq, attempt.number()), this::verify);
    }

    @Override
    public void bookLoss(long seq, int attempt) {
        forget(new AttemptId(seq, attempt));
    }

    private void tell(AttemptId id, UnitEvent event) {
        job.accept(new JobEvent.UnitMoved(id.seq(), event));
    }

    private void deliver(AttemptId id, JobEffect.Dispatch dispatch) {
        try {
            switch (sent(id, dispatch)) {
                case Dispatcher.Delivery.Returned(var result, var booking) -> {
                    var orchestrator = dispatch.session().orchestrator();
                    tools.directory()
                            .observe(
                                    orchestrator, result.took(), dispatch.unit().duration());
                    results.put(id, new Result(orchestrator, result, booking));
                    tell(id, new UnitEvent.Returned(id.attempt()));
                }
                case Dispatcher.Delivery.Failed(var reason, var sentence) -> failed(id, believed(reason), sentence);
                case Dispatcher.Delivery.Unpaid(var reason, var sentence) ->
                    failed(id, means.shortage().isPresent() ? Reason.INSUFFICIENT_FUNDS : reason, sentence);
            }
        } catch (IOException lost) {
            failed(id, Reason.SOURCE_FAILED, "The segment cannot be read any more: " + lost.getMessage());
        } catch (InterruptedException abandoned) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) { // the unit must not wait for a thread that is gone
            LOG.error("Delivering unit {} failed in an unforeseen way", id, bug);
            failed(id, Reason.RESULT_LOST, "A fault of this program: " + bug.getMessage());
        } finally {
            deliveries.remove(id);
        }
    }

    private Dispatcher.Delivery sent(AttemptId id, JobEffect.Dispatch dispatch)
            throws IOException, InterruptedException {
        var session = sessions.find(dispatch.session().number());
        if (session.isEmpty()) {
            return new Dispatcher.Delivery.Failed(Reason.SESSION_ENDED, "The session is closed");
        }
        if (dispatch.attempt().params() == Attempt.Params.FRESH) {
            try {
                session = Optional.of(sessions.renewed(session.get()));
            } catch (PeerException refused) {
                return new Dispatcher.Delivery.Failed(refused.reason(), String.valueOf(refused.getMessage()));
            }
        } else if (sessions.refreshDue(session.get())) {
            var aging = session.get();
            threads.execute(() -> sessions.refresh(aging));
        }
        return dispatcher.deliver(
                dispatch,
                session.get(),
                new Dispatcher.HashedSegment(intake.load(id.seq()), intake.hash(id.seq())),
                () -> tell(id, new UnitEvent.Uploaded(id.attempt())));
    }

    /** That we have no money is known best here: who says so while we have some is left, and does not stop the job. */
    private Reason believed(Reason reason) {
        return reason.remedy() == Reason.Remedy.FUND && means.shortage().isEmpty() ? Reason.SESSION_REFUSED : reason;
    }

    private void failed(AttemptId id, Reason reason, String sentence) {
        book.remarked(id.seq(), id.attempt(), sentence);
        view.trouble(sentence);
        if (reason.remedy() == Reason.Remedy.GIVE_UP) {
            view.problem(sentence);
        }
        tell(id, new UnitEvent.Failed(id.attempt(), reason));
    }

    /** One look at a result that is here. */
    private interface Look {
        void at(AttemptId id, Result result) throws ChildException, IOException, InterruptedException;
    }

    private void looking(AttemptId id, Look look) {
        threads.execute(() -> {
            try {
                var result = results.get(id);
                if (result == null) {
                    tell(id, new UnitEvent.Failed(id.attempt(), Reason.RESULT_LOST));
                } else {
                    look.at(id, result);
                }
            } catch (ChildException | IOException broken) {
                failed(id, Reason.RESULT_LOST, "The result could not be looked at: " + broken.getMessage());
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Debits the bill when all that it names is there; a false one is owed nothing of. */
    private void check(AttemptId id, Result result) throws ChildException, IOException, InterruptedException {
        var source = intake.unit(id.seq());
        switch (tools.checks().packets().check(source, result.unit().renditions())) {
            case Finding.Good(var unit) -> {
                result.booking().debit(result.unit().pixels());
                checked.put(id, played.beside(unit));
                boolean sampled = tools.checks().content().sampled(view.order().id(), result.orchestrator());
                tell(
                        id,
                        new UnitEvent.Checked(
                                id.attempt(), sampled ? UnitEvent.Sampling.SAMPLED : UnitEvent.Sampling.NOT_SAMPLED));
            }
            case Finding.Bad(var reason, var sentence) -> {
                result.booking().lost(reason);
                failed(id, reason, sentence);
            }
        }
    }

    /** A comparison that we did not manage in time is not the orchestrator's fault: its turn will come again. */
    private void verify(AttemptId id, Result result) throws IOException, InterruptedException {
        try {
            var mismatch = tools.checks()
                    .content()
                    .mismatch(
                            result.orchestrator(),
                            intake.load(id.seq()),
                            result.unit().renditions());
            if (mismatch.isPresent()) {
                book.remarked(id.seq(), id.attempt(), mismatch.get());
                view.trouble(mismatch.get());
                tell(id, new UnitEvent.Mismatched(id.attempt()));
                return;
            }
        } catch (ChildException busy) {
            book.remarked(id.seq(), id.attempt(), "Its content was not compared: " + busy.getMessage());
        }
        tell(id, new UnitEvent.Verified(id.attempt()));
    }

    private void publish(AttemptId id) {
        var result = Optional.ofNullable(results.get(id));
        var unit = Optional.ofNullable(checked.get(id));
        if (result.isEmpty() || unit.isEmpty()) {
            tell(id, new UnitEvent.Failed(id.attempt(), Reason.RESULT_LOST));
            return;
        }
        try {
            publication.publish(
                    unit.get(), played.bytes(unit.get(), result.get().unit().renditions()));
            view.published(unit.get());
            intake.published(publication.next());
            tell(id, new UnitEvent.Published(id.attempt()));
        } catch (IOException full) {
            failed(id, Reason.NOT_PUBLISHED, "The result cannot be written: " + full.getMessage());
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** The fee was booked when the result was found good; what is left to say is whether there is money for more. */
    @Override
    public void settle(long seq, Attempt attempt) {
        var id = new AttemptId(seq, attempt.number());
        forget(id);
        boolean depleted = means.shortage().isPresent();
        tell(id, new UnitEvent.Settled(attempt.number(), depleted ? UnitEvent.Purse.DEPLETED : UnitEvent.Purse.FILLED));
    }

    /** A result that nobody looked at is paid for and not owed. */
    private void forget(AttemptId id) {
        var result = results.remove(id);
        if (result != null) {
            result.booking().lost(Reason.RESULT_LOST);
        }
        checked.remove(id);
    }
}
