package io.headrace.orchestrator.runner.registration;

import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.byoc.AppUrl;
import io.headrace.orchestrator.byoc.RefusedException;
import io.headrace.orchestrator.runner.identity.RunnerIdentity;
import io.headrace.orchestrator.runner.price.RunnerPrices;
import io.headrace.orchestrator.runner.registry.Candidate;
import io.headrace.orchestrator.runner.registry.ProxyTemplate;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.orchestrator.runner.registry.RunnerEffect.Outcome;
import io.headrace.orchestrator.runner.registry.RunnerEvent;
import io.headrace.orchestrator.runner.registry.Watch;
import io.headrace.transport.address.AddressRules;
import io.headrace.transport.address.ResolvedUri;
import io.headrace.wire.runner.RunnerHeartbeat;
import io.headrace.wire.runner.StaticRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets runners in that can be reached, offered and paid: what they say is looked at before the machine hears of it. Any thread;
 * everything here blocks, on names that are resolved and on the machine.
 */
final class Registrar {

    private final RunnerDesk desk;
    private final RunnerPrices prices;
    private final AddressRules addresses;
    private final SecretSource secrets;

    Registrar(RunnerDesk desk, RunnerPrices prices, AddressRules addresses, SecretSource secrets) {
        this.desk = desk;
        this.prices = prices;
        this.addresses = addresses;
        this.secrets = secrets;
    }

    /** A first heartbeat. */
    Runner register(RunnerHeartbeat card) throws RefusedException, InterruptedException {
        check(card);
        var candidate = new Candidate(RunnerIdentity.draw(secrets), card, resolved(card), Optional.empty());
        return enrolled(desk.ask(number -> new RunnerEvent.RegistrationAsked(number, candidate)), card)
                .orElseThrow(Registrar::busy);
    }

    /** A later one, of a runner that is known; empty when it has left meanwhile. A host is resolved again when it is another. */
    Optional<Runner> renew(Runner runner, RunnerHeartbeat card) throws RefusedException, InterruptedException {
        check(card);
        var address = card.url().equals(runner.address().uri()) ? runner.address() : resolved(card);
        return enrolled(desk.ask(number -> new RunnerEvent.HeartbeatHeard(number, runner.id(), card, address)), card);
    }

    /** Takes all of the operator's list, or nothing of it. */
    void take(List<StaticRunner> list) throws RefusedException, InterruptedException {
        var entries = new ArrayList<Candidate>();
        for (var entry : list) {
            entries.add(candidate(entry));
        }
        if (desk.ask(number -> new RunnerEvent.ListRead(number, entries)).orElseThrow(Registrar::busy)
                instanceof Outcome.Refused(var sentence)) {
            throw new RefusedException(sentence);
        }
        for (var entry : list) {
            var runner = desk.labelled(entry.card().label());
            if (runner.isPresent()) {
                price(runner.get(), entry.card());
            }
        }
    }

    private Candidate candidate(StaticRunner entry) throws RefusedException {
        var label = entry.card().label();
        try {
            check(entry.card());
            return new Candidate(
                    entry.routedByLabel() ? RunnerIdentity.draw(label, secrets) : RunnerIdentity.draw(secrets),
                    entry.card(),
                    resolved(entry.card()),
                    Optional.of(new Watch.Polls(AppUrl.resolved(entry.healthUrl(), addresses), entry.healthyStatus())));
        } catch (RefusedException refused) {
            throw new RefusedException("runner " + label + ": " + refused.sentence());
        }
    }

    /** @return whether it was there */
    boolean unregister(Runner runner) throws InterruptedException {
        var outcome = desk.ask(number -> new RunnerEvent.DepartureAsked(number, runner.id()));
        return outcome.filter(Outcome.Departed.class::isInstance).isPresent();
    }

    private void check(RunnerHeartbeat card) throws RefusedException {
        prices.check(card.price());
        ProxyTemplate.of(card.proxy());
    }

    private ResolvedUri resolved(RunnerHeartbeat card) throws RefusedException {
        return AppUrl.resolved(card.url(), addresses);
    }

    private Optional<Runner> enrolled(Optional<Outcome> outcome, RunnerHeartbeat card) throws RefusedException {
        return switch (outcome.orElseThrow(Registrar::busy)) {
            case Outcome.Enrolled(var runner) -> {
                price(runner, card);
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

    /** Who has left meanwhile leaves no price behind. */
    private void price(Runner runner, RunnerHeartbeat card) throws RefusedException {
        prices.put(runner.id(), card.price());
        if (desk.find(runner.id()).isEmpty()) {
            prices.remove(runner.id());
        }
    }

    private static RefusedException busy() {
        return new RefusedException("the registry does not answer just now; try again");
    }
}
