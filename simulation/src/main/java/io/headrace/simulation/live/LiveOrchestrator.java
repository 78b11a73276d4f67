package io.headrace.simulation.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.admission.live.Metering;
import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hmac;
import io.headrace.job.selection.Orchestrator;
import io.headrace.media.ManifestId;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.simulation.Settlement;
import io.headrace.simulation.Vault;
import io.headrace.simulation.live.LiveMessages.PayReply;
import io.headrace.simulation.live.LiveMessages.StartReply;
import io.headrace.simulation.live.LiveMessages.Terms;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** An orchestrator of live sessions: what outlives its process, and the process. */
final class LiveOrchestrator {

    static final Wei TICKET_VALUE = Wei.of(823_685);

    /** One ticket in so many wins, so that a ticket's worth is whole and sums are cheap. */
    private static final long MULTIPLE = 51;

    private static final Duration RESTART = Duration.ofSeconds(2);
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(5);

    final Orchestrator identity;
    final Metering metering;
    final Vault vault = new Vault();
    final RecipientRand rands;
    final Chain chain;
    private final LiveWorld world;
    private final OfferDesk offers;
    private final long usual;
    private Price price;
    private Optional<Price> greedy = Optional.empty();
    private LiveProcess process;

    LiveOrchestrator(LiveWorld world, int number, EthAddress address, Chain chain, Metering metering) {
        this.world = world;
        this.metering = metering;
        this.chain = chain;
        this.identity = new Orchestrator(address, URI.create("https://orchestrator-" + number + ":8935"));
        this.rands = new RecipientRand(new Hmac(("secret of " + number).getBytes(US_ASCII)));
        this.offers = new OfferDesk(address, new FixedMultipleRule(TICKET_VALUE, MULTIPLE), rands, world.secrets());
        this.usual = 8L + number;
        this.price = wei(usual);
        this.process = new LiveProcess(world, this);
    }

    /** For every hundred pixels. */
    static Price wei(long amount) {
        return Price.of(amount, 100);
    }

    String name() {
        return identity.service().getHost();
    }

    Settlement.Earner earner() {
        return new Settlement.Earner(name(), identity.address(), vault);
    }

    LiveProcess process() {
        return process;
    }

    Price price() {
        return price;
    }

    /** @param account of the session for which it is asked; empty before there is one */
    void ask(EthAddress payer, Optional<ManifestId> account, Consumer<Terms> answer) {
        if (process.alive()) {
            terms(payer, account).ifPresent(answer);
        }
    }

    void start(StartCall call, Consumer<StartReply> answer) {
        if (process.alive()) {
            process.start(call, answer);
        }
    }

    void pay(ManifestId session, Payment payment, Consumer<PayReply> answer) {
        if (process.alive()) {
            process.pay(session, payment, answer);
        }
    }

    /** Whoever has a session keeps its price, unless this orchestrator is greedy. */
    Optional<Terms> terms(EthAddress payer, Optional<ManifestId> account) {
        var pinned = account.flatMap(session -> process.pinned(payer, session)).orElse(price);
        var asked = greedy.orElse(pinned);
        var funds = chain.broker().funds(payer);
        var offering = offers.offer(
                payer,
                asked,
                Credit.of(funds.deposit().plus(funds.reserve())),
                Wei.ZERO,
                chain.blocks().time());
        return offering instanceof OfferDesk.Offering.Offered(var params)
                ? Optional.of(new Terms(asked, params, process.load(), process.draining(), metering == Metering.FLOW))
                : Optional.empty();
    }

    /** Dies, and begins anew after a while. */
    void kill() {
        process.strikeAll(LiveFault.ORCHESTRATOR_KILLED);
        restartAfter(RESTART);
    }

    /** Taken out of service, and back when nothing is left. */
    void drain() {
        var leaving = process;
        leaving.strikeAll(LiveFault.DRAINED);
        leaving.drain(DRAIN_PATIENCE, () -> {
            if (leaving == process && leaving.alive()) {
                restartAfter(RESTART);
            }
        });
    }

    private void restartAfter(Duration pause) {
        process.die();
        world.host.after(pause, () -> {
            process = new LiveProcess(world, this);
            vault.forgetIdle(world.now(), chain.blocks().time().block());
            vault.recall(process.cashier, world.now());
        });
    }

    /** Around what it was at first. */
    void changePrice() {
        price = wei(usual - 2 + world.draw(5));
    }

    /** What happens to whoever begins now. */
    Optional<LiveFault> standing() {
        return greedy.<LiveFault>map(_ -> LiveFault.PRICE_RAISED)
                .or(() -> process.draining() ? Optional.of(LiveFault.DRAINED) : Optional.empty());
    }

    void greed() {
        if (greedy.isEmpty()) {
            process.strikeAll(LiveFault.PRICE_RAISED);
            greedy = Optional.of(wei(3 * usual));
            world.host.after(Duration.ofSeconds(15), () -> greedy = Optional.empty());
        }
    }
}
