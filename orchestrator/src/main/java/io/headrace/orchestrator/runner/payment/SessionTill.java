package io.headrace.orchestrator.runner.payment;

import io.headrace.machine.NanoTicker;
import io.headrace.orchestrator.billing.AppBilling;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.runner.price.RunnerFee;
import io.headrace.orchestrator.runner.price.Tariff;
import io.headrace.orchestrator.runner.registry.Runner;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.PeerError;
import java.time.Duration;

/**
 * Takes the payments of sessions. Any thread; methods may block.
 *
 * @param interval for which sessions by time are paid ahead
 */
public record SessionTill(AppBilling billing, Challenges challenges, Duration interval, NanoTicker ticker) {

    /** What came of a first payment. */
    public sealed interface Opening {
        /** @param tab on which the beginning of the session is set aside; to be closed */
        record Opened(SessionTab tab) implements Opening {}

        record Refused(String text) implements Opening {}
    }

    /** Of a session that costs nothing. */
    public SessionTab free() {
        return SessionTab.free(billing, ticker);
    }

    /** A first payment: it is taken, and what the session begins with is covered, at a price that is still honoured. */
    public Opening open(Runner runner, Tariff tariff, RunnerPapers.Verdict.Good papers) {
        var payer = new SessionTab.Payer(papers.sender(), Challenges.account(runner, papers.session()));
        var board = tariff.board();
        if (billing.take(payer.account(), papers.payment(), board) instanceof Billing.Taking.Refused(var text)) {
            return new Opening.Refused(text);
        }
        var price = billing.price(payer.address(), payer.account(), board);
        if (price.compareTo(board.leastHonoured(payer.address(), billing.block())) < 0) {
            return new Opening.Refused("this session was paid for at another price; ask for a new one");
        }
        var fee = new RunnerFee(price, tariff.measure());
        return SessionTab.open(billing, payer, fee, interval, ticker)
                .<Opening>map(Opening.Opened::new)
                .orElseGet(() -> new Opening.Refused(PeerError.INSUFFICIENT_BALANCE.text()));
    }

    /** What came of a later payment. */
    public sealed interface Topping {
        /** @param offer new ticket parameters with the same token */
        record Taken(OrchestratorInfo offer) implements Topping {}

        record Refused(int status, String text) implements Topping {}
    }

    /** A later payment, by whoever made the first. */
    public Topping add(SessionTab tab, Tariff tariff, RunnerPapers.Verdict.Good papers) {
        var payer = tab.payer();
        if (!papers.sender().equals(payer.address())) {
            return new Topping.Refused(403, "another sender pays for this session");
        }
        if (billing.take(payer.account(), papers.payment(), tariff.board())
                instanceof Billing.Taking.Refused(var text)) {
            return new Topping.Refused(400, text);
        }
        return billing.offer(payer.address(), payer.account(), tariff.board())
                        instanceof Billing.Offer.Priced(var price, var params)
                ? new Topping.Taken(challenges.info(papers.token(), price, params))
                : new Topping.Refused(500, "the payment was taken, and no new ticket parameters can be made just now");
    }
}
