package io.headrace.gateway.realtime.session;

import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Candidate.Offer;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Selection;
import io.headrace.job.selection.Suspensions;
import io.headrace.job.selection.Suspensions.Offence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps somebody ready for when the orchestrator at work fails: the next best, of another operator where there is one.
 * Chosen, started and replaced in the background; when nobody can be had, it is tried again after a pause that grows.
 * Any thread; one at a time prepares.
 */
final class Standby {

    private static final int MAX_DOUBLINGS = 4;
    private static final Duration FIRST_SUSPENSION = Duration.ofSeconds(30);

    private final RealtimeJobOrder order;
    private final RunContext context;
    private final RealtimeSettings settings;
    private final Discovery discovery;
    private final Start start;
    private final Background background;

    /** Guarded by this: who is ready, and among whom it was chosen. */
    private Optional<Ready> ready = Optional.empty();

    /** Guarded by this: whom the job works with. */
    private Optional<Orchestrator> serving = Optional.empty();

    /** Guarded by this. */
    private Suspensions suspensions = Suspensions.NONE;

    /** Guarded by this. */
    private boolean preparing;

    /** Guarded by this: attempts in succession that found nobody. */
    private int fruitless;

    /** Guarded by this. */
    private boolean closed;

    private record Ready(LiveSession session, List<Candidate> among) {}

    /** Who might work. */
    interface Discovery {
        List<Candidate> candidates() throws InterruptedException;
    }

    /** Does something beside whatever goes on, as long as the job is not over. */
    interface Background {
        void work(Runnable task);
    }

    /** Starts a session that stands by. */
    interface Start {
        LiveSession with(Candidate candidate) throws PeerException;
    }

    Standby(
            RealtimeJobOrder order,
            RunContext context,
            RealtimeSettings settings,
            Discovery discovery,
            Start start,
            Background background) {
        this.order = order;
        this.context = context;
        this.settings = settings;
        this.discovery = discovery;
        this.start = start;
        this.background = background;
    }

    /** Those among whom the one that is ready was chosen, with a mark on that one; none while nobody is ready. */
    synchronized List<Candidate> candidates() {
        return ready.filter(one -> !one.session().dead())
                .map(one -> one.among().stream()
                        .map(each -> marked(each, one.session().orchestrator()))
                        .toList())
                .orElse(List.of());
    }

    private static Candidate marked(Candidate candidate, Orchestrator standing) {
        return candidate.orchestrator().equals(standing) && candidate.answer() instanceof Offer offer
                ? new Candidate(standing, offer.standing())
                : candidate;
    }

    /** The job works with that one from now on: its session, if it was ready. */
    synchronized Optional<LiveSession> take(Orchestrator chosen) {
        serving = Optional.of(chosen);
        var taken = ready.map(Ready::session)
                .filter(session -> session.orchestrator().equals(chosen) && !session.dead());
        if (taken.isPresent()) {
            ready = Optional.empty();
        }
        return taken;
    }

    /** Is not asked to stand by for a while. */
    synchronized void suspend(Orchestrator orchestrator, Reason reason) {
        var offence = reason.isCheat() ? Offence.CHEATED : Offence.FAILED;
        suspensions = suspensions.suspend(
                orchestrator, offence, context.tools().host().moment().now(), FIRST_SUSPENSION);
    }

    /** A session that stood by is gone. */
    void lost(LiveSession session) {
        synchronized (this) {
            ready = ready.filter(one -> one.session() != session);
        }
        prepare();
    }

    synchronized void close() {
        closed = true;
    }

    /** Somebody began to serve: another is sought when that has settled. Returns at once. */
    void prepareSoon() {
        prepareAfter(settings.calm());
    }

    private void prepareAfter(Duration pause) {
        var _ = context.tools().host().after(pause, () -> background.work(this::prepare));
    }

    /** Sees to it that somebody is ready. Blocks its virtual thread. */
    private void prepare() {
        if (order.standby() == RealtimeJobOrder.Standby.NONE || !begins()) {
            return;
        }
        try {
            find();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } finally {
            ended();
        }
    }

    private synchronized boolean begins() {
        boolean needed = !closed && !preparing && ready.isEmpty() && serving.isPresent();
        preparing |= needed;
        return needed;
    }

    private void ended() {
        boolean again;
        Duration pause;
        synchronized (this) {
            preparing = false;
            ready = ready.filter(one -> !one.session().dead());
            fruitless = ready.isPresent() ? 0 : fruitless + 1;
            again = ready.isEmpty() && !closed;
            pause = settings.pause().multipliedBy(1L << Math.min(fruitless, MAX_DOUBLINGS));
        }
        if (again) {
            prepareAfter(pause);
        }
    }

    private void find() throws InterruptedException {
        var candidates = discovery.candidates();
        var chosen = choose(candidates);
        if (chosen.isEmpty()) {
            return;
        }
        var who = chosen.get().orchestrator();
        try {
            stands(new Ready(start.with(chosen.get()), candidates));
            context.book()
                    .remarked(who + " stands by, " + order.standby().name().toLowerCase(Locale.ROOT));
        } catch (PeerException refused) {
            context.book().remarked(who + " does not stand by: " + refused.getMessage());
            suspend(who, refused.reason());
        }
    }

    private synchronized void stands(Ready one) {
        ready = Optional.of(one);
    }

    /** Another operator is not hit by what hits the one at work; another place of the same is better than nobody. */
    private synchronized Optional<Candidate> choose(List<Candidate> candidates) {
        var atWork = serving.orElseThrow();
        var others = candidates.stream()
                .filter(each -> !each.orchestrator().sameOperator(atWork))
                .toList();
        return chosen(others)
                .or(() -> chosen(candidates.stream()
                        .filter(each -> !each.orchestrator().service().equals(atWork.service()))
                        .toList()));
    }

    /** One that failed just now does not stand by, whoever else is there. */
    private Optional<Candidate> chosen(List<Candidate> among) {
        var moment = context.tools().host().moment();
        var fit = among.stream()
                .filter(each ->
                        suspensions.of(each.orchestrator(), moment.now()).isEmpty())
                .toList();
        return new Selection(context.criteria(), context.tools().preferences())
                .choose(fit, Suspensions.NONE, moment)
                .chosen();
    }
}
