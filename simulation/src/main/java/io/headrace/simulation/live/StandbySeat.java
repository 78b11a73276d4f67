package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.selection.Preferences;
import io.headrace.job.selection.Selection;
import io.headrace.job.selection.Suspensions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps somebody ready for when the orchestrator at work fails, as a gateway does: another operator where there is one. */
final class StandbySeat {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration FIRST_SUSPENSION = Duration.ofSeconds(30);
    private static final int MAX_DOUBLINGS = 4;

    private final LiveWorld world;
    private final Publisher.Standby wanted;
    private final Sessions sessions;
    private Optional<Ready> ready = Optional.empty();
    private Optional<Orchestrator> serving = Optional.empty();
    private Suspensions suspensions = Suspensions.NONE;
    private boolean preparing;
    private int fruitless;
    private boolean closed;

    private record Ready(Seller seller, List<Candidate> among) {}

    /** Where sessions come from. */
    interface Sessions {
        void discover(Consumer<List<Candidate>> found);

        void stand(Candidate candidate, Consumer<Seller> ready, Consumer<Reason> failed);

        /** As long as the gateway lives. */
        void after(Duration pause, Runnable task);
    }

    StandbySeat(LiveWorld world, Publisher.Standby wanted, Sessions sessions) {
        this.world = world;
        this.wanted = wanted;
        this.sessions = sessions;
    }

    /** Who is ready, alive. */
    Optional<Seller> ready() {
        return ready.map(Ready::seller).filter(seller -> !seller.dead());
    }

    /** Those among whom the one that is ready was chosen, with a mark on that one; none while nobody is ready. */
    List<Candidate> candidates() {
        return ready().map(seller -> ready.orElseThrow().among().stream()
                        .map(each -> marked(each, seller.peer.identity))
                        .toList())
                .orElse(List.of());
    }

    private static Candidate marked(Candidate candidate, Orchestrator standing) {
        return candidate.orchestrator().equals(standing) && candidate.answer() instanceof Candidate.Offer offer
                ? new Candidate(standing, offer.standing())
                : candidate;
    }

    /** The job works with that one from now on. */
    Optional<Seller> take(Orchestrator chosen) {
        serving = Optional.of(chosen);
        var taken = ready().filter(seller -> seller.peer.identity.equals(chosen));
        if (taken.isPresent()) {
            ready = Optional.empty();
        }
        return taken;
    }

    void suspend(Orchestrator orchestrator, Reason reason) {
        var offence = reason.isCheat() ? Suspensions.Offence.CHEATED : Suspensions.Offence.FAILED;
        suspensions = suspensions.suspend(orchestrator, offence, world.now(), FIRST_SUSPENSION);
    }

    void lost(Seller seller) {
        ready = ready.filter(one -> one.seller() != seller);
        prepare();
    }

    void close() {
        closed = true;
    }

    void prepare() {
        boolean needed =
                wanted != Publisher.Standby.NONE && !closed && !preparing && ready().isEmpty() && serving.isPresent();
        if (needed) {
            preparing = true;
            sessions.discover(this::found);
        }
    }

    private void found(List<Candidate> candidates) {
        var chosen = closed ? Optional.<Candidate>empty() : choose(candidates);
        if (chosen.isEmpty()) {
            ended(Optional.empty());
            return;
        }
        sessions.stand(chosen.get(), seller -> ended(Optional.of(new Ready(seller, candidates))), reason -> {
            suspend(chosen.get().orchestrator(), reason);
            ended(Optional.empty());
        });
    }

    private void ended(Optional<Ready> found) {
        preparing = false;
        ready = found.filter(one -> !one.seller().dead());
        fruitless = ready.isPresent() ? 0 : fruitless + 1;
        if (ready.isEmpty() && !closed) {
            sessions.after(PAUSE.multipliedBy(1L << Math.min(fruitless, MAX_DOUBLINGS)), this::prepare);
        }
    }

    private Optional<Candidate> choose(List<Candidate> candidates) {
        var atWork = serving.orElseThrow();
        return chosen(candidates.stream()
                .filter(each -> !each.orchestrator().sameOperator(atWork))
                .toList());
    }

    private Optional<Candidate> chosen(List<Candidate> among) {
        var moment = world.host.moment();
        var fit = among.stream()
                .filter(each ->
                        suspensions.of(each.orchestrator(), moment.now()).isEmpty())
                .toList();
        return new Selection(LiveGatewayProcess.CRITERIA, Preferences.DEFAULT)
                .choose(fit, Suspensions.NONE, moment)
                .chosen();
    }
}
