package io.headrace.gateway.realtime.session;

import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.Sessions;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;

/**
 * The sessions of one stream: the one that serves, those before it until they are not needed any more, and the one that
 * stands by. The job chooses; when it chooses whoever stands by, nobody is asked anything and that one takes over at
 * once. Whatever a session that serves fails of is told to the job by {@link Leaving}. Any thread.
 *
 * <pre>
 * started ──▶ stands by ──▶ serves ──▶ let go
 *         ╰────────────────▶        ╰▶ goes on until its successor shows something, if it still works
 * </pre>
 */
final class RealtimeSessions implements Sessions {

    private static final int BELIEVED = 2;

    private final RealtimeJobOrder order;
    private final RunContext context;
    private final Negotiation negotiation;
    private final SessionStarter starter;
    private final AttachedSessions attached;
    private final Leaving leaving;
    private final Standby standby;

    /** Guarded by this: how many runners refused the parameters as they are. */
    private int refusals;

    /** Is told that the session in which the job works is to be left. */
    interface Leaving {
        /** @param session the job's number */
        void leave(int session, Reason reason, String sentence);
    }

    RealtimeSessions(
            RealtimeJobOrder order,
            RunContext context,
            Negotiation negotiation,
            SessionStarter starter,
            RealtimeSettings settings,
            Flow flow,
            Leaving leaving) {
        this.order = order;
        this.context = context;
        this.negotiation = negotiation;
        this.starter = starter;
        this.attached = new AttachedSessions(flow);
        this.leaving = leaving;
        this.standby = new Standby(order, context, settings, this::discovered, this::stand, this::work);
    }

    /** Whoever stands by is named among those who were found when it was chosen: nobody is asked. */
    @Override
    public List<Candidate> candidates() throws InterruptedException {
        var ready = standby.candidates();
        return ready.isEmpty() ? discovered() : ready;
    }

    private List<Candidate> discovered() throws InterruptedException {
        return context.tools().directory().candidates(negotiation.needed().get()).stream()
                .filter(each -> each.orchestrator().service().toString().contains(order.orchestrator()))
                .toList();
    }

    @Override
    public void open(int number, Candidate candidate) throws PeerException {
        attached.wants(number);
        var ready = standby.take(candidate.orchestrator());
        var session = ready.isPresent() ? ready.get() : asked(candidate);
        serve(number, session);
        standby.prepareSoon();
    }

    /** Wrong parameters are nobody's fault but the client's: when a second runner says so, the stream ends with its words. */
    private LiveSession asked(Candidate candidate) throws PeerException {
        try {
            var session = started(candidate, Standing.SERVING);
            parametersChanged();
            return session;
        } catch (PeerException refused) {
            boolean believed;
            synchronized (this) {
                refusals += refused.reason() == Reason.PARAMETERS_REFUSED ? 1 : 0;
                believed = refusals == BELIEVED;
            }
            if (believed) {
                context.view().trouble(String.valueOf(refused.getMessage()));
                context.job().accept(new JobEvent.SourceFailed(Reason.PARAMETERS_REFUSED));
            }
            throw refused;
        }
    }

    /** What was said about those before does not count. */
    synchronized void parametersChanged() {
        refusals = 0;
    }

    private LiveSession started(Candidate candidate, Standing standing) throws PeerException {
        int number = attached.startBegins().orElseThrow(() -> ended(Sent.NOTHING));
        Optional<LiveSession> session = Optional.empty();
        try {
            var started = starter.start(number, candidate, standing);
            session = Optional.of(started.session());
            attached.attach(started, standing);
        } finally {
            startEnded(session);
        }
        return session.get();
    }

    /** Whoever gave us a session after the end gets it back. */
    private void startEnded(Optional<LiveSession> session) throws PeerException {
        if (attached.startEnded()) {
            session.ifPresent(this::letGo);
            attached.closeFlow();
            throw ended(Sent.PERHAPS);
        }
    }

    private static PeerException ended(Sent sent) {
        return new PeerException(Reason.SESSION_ENDED, sent, "The stream ended meanwhile");
    }

    private LiveSession stand(Candidate candidate) throws PeerException {
        return started(candidate, order.standby() == RealtimeJobOrder.Standby.HOT ? Standing.HOT : Standing.WARM);
    }

    private void serve(int number, LiveSession session) throws PeerException {
        var failure = attached.serve(number, session, () -> session.account().began(starter.now()));
        if (failure.isPresent()) {
            letGo(session);
            throw new PeerException(
                    failure.get(),
                    Sent.PERHAPS,
                    "The session with " + session.orchestrator() + " is not used any more");
        }
        bookStandby(session);
    }

    /** No unit of the job is in it. One that serves goes on until another does; one that is dead is of no use. */
    @Override
    public void close(int number) {
        attached.leave(number).ifPresent(this::letGo);
    }

    @Override
    public void closeAll() {
        var all = attached.end();
        standby.close();
        all.forEach(this::letGo);
        attached.closeFlow();
    }

    @Override
    public Stream<Orchestrator> orchestrators() {
        return attached.all().stream().map(LiveSession::orchestrator);
    }

    /** Who serves. */
    Optional<Orchestrator> serving() {
        return attached.current().map(LiveSession::orchestrator);
    }

    /** Whether the job has a session of that number that works. */
    boolean works(int number) {
        return attached.ofJob(number).filter(session -> !session.dead()).isPresent();
    }

    /** Whether it is the flow's number of the one that serves. */
    boolean serves(int session) {
        return attached.serves(session);
    }

    /** The one that serves has shown something: those before it are not needed any more. */
    void shown(int session) {
        attached.before(session).forEach(this::letGo);
    }

    /** All that are attached. */
    List<LiveSession> all() {
        return attached.all();
    }

    /** Its orchestrator is taken out of service. It is left while it still works, once another does. */
    void drained(int number) {
        attached.find(number).filter(LiveSession::goodbye).ifPresent(leavingUs -> {
            context.tools().directory().distrust(leavingUs.orchestrator());
            var sentence = leavingUs.orchestrator() + " is taken out of service";
            var ofJob = leavingUs.ofJob();
            if (ofJob.isEmpty()) {
                failed(leavingUs, Reason.DRAINING, sentence);
            } else {
                context.book().remarked(sentence + "; another takes over");
                context.job().accept(new JobEvent.SessionEnded(ofJob.getAsInt(), Reason.DRAINING));
            }
        });
    }

    /** The flow says that a session is to be left. */
    void failed(int number, Reason reason, String sentence) {
        attached.find(number).ifPresent(each -> failed(each, reason, sentence));
    }

    /** A session is to be left, whoever found out. */
    void failed(LiveSession session, Reason reason, String sentence) {
        var meaning = attached.fail(session, reason);
        if (meaning == AttachedSessions.Failure.KNOWN) {
            return;
        }
        standby.suspend(session.orchestrator(), reason);
        var number = session.ofJob();
        if (meaning == AttachedSessions.Failure.SERVING) {
            leaving.leave(number.orElseThrow(), reason, sentence);
            return;
        }
        context.book().remarked("Not needed at the moment, and gone: " + sentence);
        letGo(session);
        if (number.isEmpty()) {
            work(() -> standby.lost(session));
        }
    }

    private void letGo(LiveSession session) {
        if (attached.detach(session)) {
            bookStandby(session);
            session.account().close();
        }
    }

    private void bookStandby(LiveSession session) {
        var besides = session.takeBesides();
        if (besides.signum() > 0) {
            context.book().standbyCharged(session.orchestrator(), besides);
        }
    }

    /** Beside whatever goes on. */
    void work(Runnable task) {
        try {
            context.threads().execute(task);
        } catch (RejectedExecutionException ended) {
            // The job is over, and so is what was to be done.
        }
    }
}
