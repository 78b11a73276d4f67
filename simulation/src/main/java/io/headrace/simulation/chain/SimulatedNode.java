package io.headrace.simulation.chain;

import io.headrace.chain.transaction.SpendLimits;
import io.headrace.crypto.EthAddress;
import io.headrace.payments.WinningTicket;

/** Somebody with an account: what outlives its processes, and the process. */
final class SimulatedNode {

    private static final int LONGEST_ABSENCE_MS = 40_000;

    /** What a node does on the chain. */
    enum Role {
        /** Redeems and calls reward. */
        ORCHESTRATOR,
        /** The same, and begins rounds. */
        KEEPER,
        /** Funds a deposit and takes it back. */
        SENDER
    }

    private final ChainWorld world;
    private final String name;
    private final EthAddress account;
    private final Role role;
    private final SavedTransactions transactions = new SavedTransactions();
    private final WinnerShelf winners = new WinnerShelf();
    private final Intents intents = new Intents();
    private NodeProcess process;

    SimulatedNode(ChainWorld world, String name, EthAddress account, Role role) {
        this.world = world;
        this.name = name;
        this.account = account;
        this.role = role;
        this.process = new NodeProcess(world, this);
    }

    void start() {
        process.begin();
    }

    /** Another process takes its place after a while. */
    void kill() {
        if (process.alive()) {
            process.die();
            world.host.after(world.between(500, LONGEST_ABSENCE_MS), () -> {
                process = new NodeProcess(world, this);
                process.begin();
            });
        }
    }

    /** A ticket that came with somebody's payment won. Nothing is promised before it is stored. */
    void won(WinningTicket winner) {
        process.business().flatMap(Business::redemption).ifPresent(queue -> {
            if (process.dies(ChainFault.KILLED_BEFORE_SAVE)) {
                return;
            }
            if (!world.config.has(ChainMistake.WINNER_UNSAVED)) {
                winners.add(winner);
            }
            world.promises.won(winner);
            world.log.add(world.now(), name, "won", winner);
            if (!process.dies(ChainFault.KILLED_BEFORE_SEND)) {
                queue.found(winner);
            }
        });
    }

    /** Whether nothing is under way, and nothing stored to be done. */
    boolean atRest() {
        return process.business().filter(Business::atRest).isPresent()
                && transactions.open().isEmpty()
                && intents.open().isEmpty()
                && winners.open().isEmpty();
    }

    String name() {
        return name;
    }

    EthAddress account() {
        return account;
    }

    Role role() {
        return role;
    }

    SpendLimits spending() {
        return switch (role) {
            case ORCHESTRATOR, KEEPER -> Terms.ORCHESTRATOR_SPENDING;
            case SENDER -> Terms.SENDER_SPENDING;
        };
    }

    SavedTransactions transactions() {
        return transactions;
    }

    WinnerShelf winners() {
        return winners;
    }

    Intents intents() {
        return intents;
    }
}
