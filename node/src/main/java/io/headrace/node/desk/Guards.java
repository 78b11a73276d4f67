package io.headrace.node.desk;

import io.headrace.admin.money.SpendSwitch;
import io.headrace.chain.SpendRefused;
import io.headrace.chain.transaction.Spend;
import io.headrace.chain.transaction.SpendGuard;
import io.headrace.chain.transaction.SpendGuard.Mode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's two guards, one for tickets and one for transactions, under one switch that outlives a restart: what was
 * stopped stays stopped until somebody lets it go on. Any thread.
 */
final class Guards implements SpendSwitch {

    private static final Logger LOG = LoggerFactory.getLogger(Guards.class);
    private static final String LIVE = "live";
    private static final String DRY_RUN = "dry-run";
    private static final String STOPPED = "stopped";

    private final SpendGuard tickets;
    private final SpendGuard transactions;
    private final KeptLines kept;
    private final InstantSource clock;

    Guards(SpendCaps caps, KeptLines kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        var mode = mode(kept.read());
        this.tickets = new SpendGuard(caps.tickets(), mode);
        this.transactions = new SpendGuard(caps.transactions(), mode);
        if (!(mode instanceof Mode.Live)) {
            LOG.warn(
                    "Nothing is spent, as it was when this node ended: {}. `headrace wallet guard go` changes it",
                    mode);
        }
    }

    /** What cannot be read is taken for a stop: nothing is lost by asking the operator. */
    private static Mode mode(List<String> lines) {
        return switch (lines.isEmpty() ? LIVE : lines.getFirst()) {
            case LIVE -> new Mode.Live();
            case DRY_RUN -> new Mode.DryRun();
            case STOPPED -> new Mode.Stopped(lines.size() > 1 ? lines.get(1) : "no reason was kept");
            default -> new Mode.Stopped("the kept switch says \"" + lines.getFirst() + "\"");
        };
    }

    private static List<String> lines(Mode mode) {
        return switch (mode) {
            case Mode.Live _ -> List.of(LIVE);
            case Mode.DryRun _ -> List.of(DRY_RUN);
            case Mode.Stopped(var why) -> List.of(STOPPED, why);
        };
    }

    /** Allows and counts, or says why not. */
    Optional<String> objectionToTickets(Spend spend) {
        return objection(tickets, spend);
    }

    /** @throws SpendRefused when the transaction must not be made */
    void allow(Spend transaction) {
        objection(transactions, transaction).ifPresent(sentence -> {
            throw new SpendRefused(sentence);
        });
    }

    private Optional<String> objection(SpendGuard guard, Spend spend) {
        return switch (guard.ask(spend, clock.instant())) {
            case SpendGuard.Answer.Allowed _ -> Optional.empty();
            case SpendGuard.Answer.Refused(var sentence) -> Optional.of(sentence);
        };
    }

    @Override
    public Mode mode() {
        return tickets.mode();
    }

    @Override
    public synchronized void set(Mode mode) {
        tickets.set(mode);
        transactions.set(mode);
        LOG.info("Spending is now {}", mode);
        kept.keep(lines(mode));
    }

    @Override
    public Allowance tickets() {
        return allowance(tickets);
    }

    @Override
    public Allowance transactions() {
        return allowance(transactions);
    }

    private Allowance allowance(SpendGuard guard) {
        return new Allowance(guard.limits(), guard.spentInHour(clock.instant()));
    }
}
