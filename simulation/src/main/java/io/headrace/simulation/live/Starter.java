package io.headrace.simulation.live;

import io.headrace.job.lifecycle.Reason;
import io.headrace.simulation.live.IntervalMoney.Paid;
import io.headrace.simulation.live.IntervalMoney.Unpaid;
import io.headrace.simulation.live.LiveMessages.PayReply;
import io.headrace.simulation.live.LiveMessages.StartReply;
import io.headrace.simulation.live.LiveMessages.Terms;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What is said to orchestrators about live sessions: starts them and pays for them; once more with fresh parameters. */
final class Starter {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LiveGatewayProcess gateway;
    private final LiveWorld world;
    private final Publisher stream;

    Starter(LiveGatewayProcess gateway, Publisher stream) {
        this.gateway = gateway;
        this.world = gateway.world;
        this.stream = stream;
    }

    private enum Try {
        FIRST,
        SECOND
    }

    void start(LiveOrchestrator peer, Terms terms, Consumer<Seller.Agreement> started, Consumer<Reason> failed) {
        var schedule =
                terms.metersFlow() ? new Schedule.Metered(stream.perSecond()) : new Schedule.ByTheClock(world.now());
        start(peer, new IntervalMoney(world, terms, schedule), Try.FIRST, started, failed);
    }

    private void start(
            LiveOrchestrator peer,
            IntervalMoney money,
            Try which,
            Consumer<Seller.Agreement> started,
            Consumer<Reason> failed) {
        Consumer<Reason> unpaid = reason -> {
            if (reason.remedy() == Reason.Remedy.FRESH_PARAMS && which == Try.FIRST) {
                renew(peer, money, Optional.empty(), _ -> start(peer, money, Try.SECOND, started, failed), failed);
            } else {
                failed.accept(reason);
            }
        };
        switch (money.withdraw(money.ahead(), gateway.funds(), gateway.time())) {
            case Unpaid(var reason) -> unpaid.accept(reason);
            case Paid paid -> {
                var call = new StartCall(new LiveMessages.Start(
                        gateway.payer(), stream.job.text(), paid.payment().signedBy(gateway.signer())));
                gateway.begun(call);
                world.<StartReply>call(
                        PATIENCE,
                        answer -> peer.start(call, answer),
                        reply -> gateway.ifAlive(() -> {
                            gateway.over(call);
                            switch (reply) {
                                case LiveMessages.Started(var session, var wire) -> {
                                    money.taken(paid);
                                    started.accept(new Seller.Agreement(peer, money, session, wire));
                                }
                                case LiveMessages.NotStarted(var reason) -> {
                                    money.refused(paid);
                                    unpaid.accept(reason);
                                }
                            }
                        }),
                        () -> gateway.ifAlive(() -> {
                            gateway.over(call);
                            world.later(call::gone);
                            money.unanswered(paid);
                            failed.accept(Reason.PEER_LOST);
                        }));
            }
        }
    }

    /** @param taken is given what the orchestrator says anew; nothing was said where credit suffices */
    void pay(Seller seller, long quantity, Consumer<Optional<Terms>> taken, Consumer<Reason> failed) {
        payOnce(
                seller,
                quantity,
                taken,
                reason -> renew(
                        seller.peer,
                        seller.money,
                        Optional.of(seller),
                        _ -> payOnce(seller, quantity, taken, failed),
                        failed));
    }

    private void payOnce(Seller seller, long quantity, Consumer<Optional<Terms>> taken, Consumer<Reason> failed) {
        var money = seller.money;
        switch (money.withdraw(quantity, gateway.funds(), gateway.time())) {
            case Unpaid(var reason) -> failed.accept(reason);
            case Paid paid -> {
                var payment = paid.payment().signedBy(gateway.signer());
                if (payment.batch().isEmpty()) {
                    money.taken(paid);
                    taken.accept(Optional.empty());
                    return;
                }
                world.watch.paid(payment.batch().get());
                world.<PayReply>call(
                        PATIENCE,
                        () -> seller.troubled = true,
                        answer -> seller.peer.pay(seller.session, payment, answer),
                        reply -> gateway.ifAlive(() -> {
                            switch (reply) {
                                case LiveMessages.Taken(var newer) -> {
                                    money.taken(paid);
                                    taken.accept(Optional.of(newer));
                                }
                                case LiveMessages.NotTaken(var reason) -> {
                                    money.refused(paid);
                                    failed.accept(reason);
                                }
                            }
                        }),
                        () -> gateway.ifAlive(() -> {
                            money.unanswered(paid);
                            failed.accept(Reason.PEER_LOST);
                        }));
            }
        }
    }

    /** Asks anew; in a session, where there is one. */
    void renew(
            LiveOrchestrator peer,
            IntervalMoney money,
            Optional<Seller> seller,
            Consumer<Terms> renewed,
            Consumer<Reason> failed) {
        world.<Terms>call(
                PATIENCE,
                () -> seller.ifPresent(asked -> asked.troubled = true),
                answer -> peer.ask(gateway.payer(), seller.map(asked -> asked.session), answer),
                terms -> gateway.ifAlive(() -> {
                    if (money.adopt(terms)) {
                        renewed.accept(terms);
                    } else {
                        failed.accept(Reason.PRICE_RAISED);
                    }
                }),
                () -> gateway.ifAlive(() -> failed.accept(Reason.PEER_LOST)));
    }
}
