package io.headrace.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.headrace.admission.SessionId;
import io.headrace.chain.Chain;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hmac;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.simulation.Messages.Reply;
import io.headrace.simulation.Messages.Request;
import io.headrace.simulation.Messages.Terms;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** An orchestrator: what outlives its process, and the process. */
final class SimulatedOrchestrator {

    /** What one ticket is worth; a unit costs a little more. */
    static final Wei TICKET_VALUE = Wei.of(823_685);

    /** One ticket in so many wins. The win divides 2^256 - 1, so that a ticket's worth is whole and sums are cheap. */
    private static final long MULTIPLE = 51;

    private static final int CAPACITY = 3;

    final Orchestrator identity;
    final Vault vault = new Vault();
    final RecipientRand rands;
    private final World world;
    private final Chain chain;
    private final OfferDesk offers;
    private OrchestratorProcess process;
    private final long usual;
    private Price price;
    private long sessions;

    SimulatedOrchestrator(World world, int number, EthAddress address, Chain chain) {
        this.world = world;
        this.chain = chain;
        this.identity = new Orchestrator(address, URI.create("https://orchestrator-" + number + ":8935"));
        this.rands = new RecipientRand(new Hmac(("secret of " + number).getBytes(US_ASCII)));
        this.offers = new OfferDesk(address, new FixedMultipleRule(TICKET_VALUE, MULTIPLE), rands, world.secrets());
        this.usual = 8L + number;
        this.price = Price.of(usual, 1);
        this.process = new OrchestratorProcess(world, this, chain);
    }

    Settlement.Earner earner() {
        return new Settlement.Earner(name(), identity.address(), vault);
    }

    String name() {
        return identity.service().getHost();
    }

    /** Answers whoever asks, or not. */
    void ask(EthAddress payer, Consumer<Terms> answer) {
        var asked = process;
        world.request(() -> {
            if (asked == process && !world.strikes(Fault.SILENT, 14)) {
                terms(payer, newSession()).ifPresent(terms -> world.answer(() -> answer.accept(terms)));
            }
        });
    }

    /** A fresh offer within a session that is open. */
    void refresh(EthAddress payer, SessionId session, Consumer<Terms> answer) {
        world.request(() -> terms(payer, session).ifPresent(terms -> world.answer(() -> answer.accept(terms))));
    }

    void serve(Request request, Consumer<Reply> answer) {
        var asked = process;
        world.request(() -> {
            if (asked == process) {
                process.serve(request, reply -> world.answer(() -> answer.accept(reply)));
            }
        });
    }

    void endSession(EthAddress payer, SessionId session) {
        world.request(() -> process.endSession(payer, session));
    }

    Optional<Terms> terms(EthAddress payer, SessionId session) {
        var offering = offers.offer(
                payer, price, maxFloat(payer), Wei.ZERO, chain.blocks().time());
        return offering instanceof OfferDesk.Offering.Offered(TicketParams params)
                ? Optional.of(new Terms(session, price, params, CAPACITY))
                : Optional.empty();
    }

    void kill() {
        process.die();
        process = new OrchestratorProcess(world, this, chain);
        vault.forgetIdle(world.now(), chain.blocks().time().block());
        vault.recall(process.cashier, world.now());
    }

    boolean killWorker() {
        return process.bench.killOne();
    }

    /** Around what it was at first; now and then beyond every ceiling. */
    void changePrice() {
        price = Price.of(world.draw(12) == 0 ? 3 * usual : usual - 2 + world.draw(5), 1);
    }

    private Credit maxFloat(EthAddress payer) {
        var funds = chain.broker().funds(payer);
        return Credit.of(funds.deposit().plus(funds.reserve()));
    }

    private SessionId newSession() {
        return new SessionId(name() + "-" + ++sessions);
    }
}
