package io.headrace.orchestrator.runner;

import io.headrace.crypto.SecretSource;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.orchestrator.byoc.AppUrl;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.runner.RunnerEffect.Outcome;
import io.headrace.pipeline.Offering;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.runner.StaticRunner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where runners register and sessions get their places. Any thread; questions wait for the machine's answer. */
final class RunnerDesk implements AutoCloseable {

    /** Questions that may wait; more are refused. */
    private static final int PATIENCE = 10_000;

    private static final Duration UNTIL_ANSWERED = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final RunnerConfig config;
    private final Host host;
    private final SecretSource secrets;
    private final RunnerPrices prices;
    private final RunnerSurroundings surroundings;
    private final Owner<Runners, RunnerEvent, RunnerEffect> owner;
    private volatile boolean closed;

    RunnerDesk(
            RunnerConfig config,
            Host host,
            SecretSource secrets,
            RunnerPrices prices,
            HealthPoll poll,
            RunnerRooms rooms) {
        this.config = config;
        this.host = host;
        this.secrets = secrets;
        this.prices = prices;
        surroundings = new RunnerSurroundings(host, poll, rooms);
        owner = new Owner<>(
                "live runners", new RunnerMachine(config.pace()), Runners.NONE, host, PATIENCE, surroundings);
    }

    /** Forgets silent runners from now on. */
    void sweepLater() {
        host.after(SWEEP, () -> {
            if (!closed) {
                owner.tell(new RunnerEvent.TimePassed());
                sweepLater();
            }
        });
    }

    Optional<Runner> find(String id) {
        return owner.state().find(id);
    }

    List<Runner> offered() {
        return owner.state().offered();
    }

    List<Runner> all() {
        return List.copyOf(owner.state().byId().values());
    }

    List<Offering> offerings() {
        return owner.state().offerings();
    }

    boolean isOffered(Runner runner) {
        return owner.state().isOffered(runner);
    }

    /** Whether the session still has its place. */
    boolean holds(String runner, String session) {
        return find(runner).filter(found -> found.sessions().contains(session)).isPresent();
    }

    /** A first heartbeat. Resolves its host's name; blocks. */
    Runner register(RunnerHeartbeat card) throws RefusedException, InterruptedException {
        check(card);
        var candidate = new Candidate(
                RunnerIdentity.draw(secrets), card, AppUrl.resolved(card.url(), config.addresses()), Optional.empty());
        return enrolled(ask(number -> new RunnerEvent.RegistrationAsked(number, candidate)), card)
                .orElseThrow(RunnerDesk::busy);
    }

    /** A later one, of a runner that is known; empty when it has left meanwhile. A host is resolved again when it is another. */
    Optional<Runner> renew(Runner runner, RunnerHeartbeat card) throws RefusedException, InterruptedException {
        check(card);
        var address = card.url().equals(runner.address().uri())
                ? runner.address()
                : AppUrl.resolved(card.url(), config.addresses());
        return enrolled(ask(number -> new RunnerEvent.HeartbeatHeard(number, runner.id(), card, address)), card);
    }

    private void check(RunnerHeartbeat card) throws RefusedException {
        prices.check(card.price());
        ProxyTemplate.of(card.proxy());
    }

    private Optional<Runner> enrolled(Optional<Outcome> outcome, RunnerHeartbeat card) throws RefusedException {
        return switch (outcome.orElseThrow(RunnerDesk::busy)) {
            case Outcome.Enrolled(var runner) -> {
                prices.put(runner.id(), card.price());
                yield Optional.of(runner);
            }
            case Outcome.Refused(var sentence) -> throw new RefusedException(sentence);
            case Outcome.Unknown _,
                    Outcome.ListTaken _,
                    Outcome.Departed _,
                    Outcome.Reserved _,
                    Outcome.Full _,
                    Outcome.NotReady _,
                    Outcome.SessionExists _ -> Optional.empty();
        };
    }

    /** Takes all of the operator's list, or nothing of it. Blocks, on names that must be resolved. */
    void take(List<StaticRunner> list) throws RefusedException, InterruptedException {
        var entries = new ArrayList<Candidate>();
        for (var entry : list) {
            check(entry.card());
            entries.add(candidate(entry));
        }
        if (ask(number -> new RunnerEvent.ListRead(number, entries)).orElseThrow(RunnerDesk::busy)
                instanceof Outcome.Refused(var sentence)) {
            throw new RefusedException(sentence);
        }
        for (var entry : list) {
            var runner = owner.state().labelled(entry.card().label());
            if (runner.isPresent()) {
                prices.put(runner.get().id(), entry.card().price());
            }
        }
    }

    private Candidate candidate(StaticRunner entry) throws RefusedException {
        var label = entry.card().label();
        try {
            ResolvedUri health = AppUrl.resolved(entry.healthUrl(), config.addresses());
            var identity = entry.routedByLabel() ? RunnerIdentity.draw(label, secrets) : RunnerIdentity.draw(secrets);
            return new Candidate(
                    identity,
                    entry.card(),
                    AppUrl.resolved(entry.card().url(), config.addresses()),
                    Optional.of(new Watch.Polls(health, entry.healthyStatus())));
        } catch (RefusedException refused) {
            throw new RefusedException("runner " + label + ": " + refused.sentence());
        }
    }

    /** @return whether it was there */
    boolean unregister(Runner runner) throws InterruptedException {
        var outcome = ask(number -> new RunnerEvent.DepartureAsked(number, runner.id()));
        return outcome.filter(Outcome.Departed.class::isInstance).isPresent();
    }

    /** A place that is given must be given back by {@link #end}. */
    Outcome reserve(Runner runner, String session) throws InterruptedException {
        return ask(number -> new RunnerEvent.SessionAsked(number, runner.id(), session))
                .orElseGet(Outcome.Unknown::new);
    }

    /** Without effect when it has ended already. */
    void end(String runner, String session, SessionEnd end) {
        owner.tell(new RunnerEvent.SessionEnded(runner, session, end));
    }

    private static RefusedException busy() {
        return new RefusedException("the registry does not answer just now; try again");
    }

    private interface Asking {
        RunnerEvent event(long question);
    }

    /** Empty when nothing came in time. */
    private Optional<Outcome> ask(Asking asking) throws InterruptedException {
        var questions = surroundings.questions();
        var question = questions.ask();
        if (!owner.offer(asking.event(question.number()))) {
            questions.forget(question);
            return Optional.empty();
        }
        try {
            return Optional.of(question.answer().get(UNTIL_ANSWERED.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException none) {
            return Optional.empty();
        } finally {
            questions.forget(question);
        }
    }

    @Override
    public void close() {
        closed = true;
        surroundings.close();
    }
}
