package io.headrace.simulation.chain;

import io.headrace.chain.redemption.Ending;
import io.headrace.chain.transaction.CallId;
import io.headrace.chain.transaction.Incident;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.ledger.LedgerEvent;
import io.headrace.ledger.LedgerState;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.simulation.Violation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The promises about money that are checked while a chain lives, at each block of each branch; the first one broken ends the run. */
final class Promises {

    private final Map<Hash256, WinningTicket> won = new LinkedHashMap<>();
    private final Map<Hash256, Ending> closed = new HashMap<>();
    private final Map<Nonce, CallId> carried = new HashMap<>();
    private final Map<Incident, Integer> incidents = new EnumMap<>(Incident.class);
    private Wei total = Wei.ZERO;

    private record Nonce(EthAddress account, long number) {}

    private record Done(EthAddress account, CallId id) {}

    void begin(LedgerState first) {
        total = first.total();
    }

    /** No wei is lost or made, no ticket paid twice and no call done twice on this branch. */
    void made(Block block) {
        var now = block.state().total();
        if (!now.equals(total)) {
            throw new Violation("%s wei became %s in block %d".formatted(total, now, block.number()));
        }
        var burnt = BlockMaker.eth(block.state(), BlockMaker.BURNT);
        if (!burnt.equals(block.burnt())) {
            throw new Violation(
                    "Gas cost %s wei up to block %d, %s were taken".formatted(block.burnt(), block.number(), burnt));
        }
        redeemed(block).forEach(ticket -> redeemedOnce(ticket, block));
        done(block).forEach(call -> doneOnce(call, block));
    }

    private static Stream<Hash256> redeemed(Block block) {
        return block.mined().stream()
                .flatMap(mined -> mined.events().stream())
                .flatMap(event -> event instanceof LedgerEvent.TicketRedeemed(var ticket)
                        ? Stream.of(ticket.hash())
                        : Stream.empty());
    }

    private static void redeemedOnce(Hash256 ticket, Block block) {
        if (block.branch().flatMap(Promises::redeemed).filter(ticket::equals).count() != 1) {
            throw new Violation("Ticket %s was paid twice up to block %d".formatted(ticket, block.number()));
        }
    }

    private static Stream<Done> done(Block block) {
        return block.mined().stream()
                .filter(Mined::succeeded)
                .map(mined -> new Done(mined.sent().from(), mined.sent().id()));
    }

    private static void doneOnce(Done call, Block block) {
        if (block.branch().flatMap(Promises::done).filter(call::equals).count() != 1) {
            throw new Violation(
                    "%s of %s was done twice up to block %d".formatted(call.id(), call.account(), block.number()));
        }
    }

    /** An endpoint took it: below the ceiling, and its nonce carried no other call before. */
    void taken(Sent sent) {
        if (sent.fees().cap().compareTo(Terms.CEILING) > 0) {
            throw new Violation("%s offers %s wei per gas, the ceiling is %s"
                    .formatted(sent.id(), sent.fees().cap(), Terms.CEILING));
        }
        var before = carried.put(new Nonce(sent.from(), sent.nonce()), sent.id());
        if (before != null && !before.equals(sent.id())) {
            throw new Violation("Nonce %d of %s carries %s, and carried %s before"
                    .formatted(sent.nonce(), sent.from(), sent.id(), before));
        }
    }

    void won(WinningTicket winner) {
        won.put(winner.hash(), winner);
    }

    void closed(Hash256 ticket, Ending ending) {
        var before = closed.put(ticket, ending);
        if (before != null) {
            throw new Violation("Winner %s was closed twice: %s, then %s".formatted(ticket, before, ending));
        }
    }

    void counted(Incident incident) {
        incidents.merge(incident, 1, Integer::sum);
    }

    /** Each winner is closed, and what its closing says is so on the chain as it ended. */
    void settled(Block head) {
        for (var winner : won.values()) {
            var ending = Optional.ofNullable(closed.get(winner.hash()))
                    .orElseThrow(() -> new Violation(winner + " was never closed"));
            if (!isTrue(ending, winner, head)) {
                throw new Violation("%s was closed as %s; on the chain it is %s, and %s wei were paid"
                        .formatted(winner, ending, used(winner, head) ? "used" : "unused", paid(winner, head)));
            }
        }
    }

    private static boolean isTrue(Ending ending, WinningTicket winner, Block head) {
        return switch (ending) {
            case Ending.Paid(var amount, var _) ->
                used(winner, head) && paid(winner, head).equals(amount);
            case Ending.UsedBefore _ -> used(winner, head);
            case Ending.Expired(var creation, var last) ->
                !used(winner, head)
                        && creation + Terms.TICKET_VALIDITY <= last
                        && last <= head.state().rounds().lastBegun();
            case Ending.Worthless _ -> false;
        };
    }

    private static boolean used(WinningTicket winner, Block head) {
        return head.state().used().contains(winner.hash());
    }

    private static Wei paid(WinningTicket winner, Block head) {
        return head.branch()
                .flatMap(block -> block.mined().stream())
                .filter(mined -> mined.events().contains(new LedgerEvent.TicketRedeemed(winner.ticket())))
                .flatMap(mined -> mined.events().stream())
                .flatMap(event ->
                        event instanceof LedgerEvent.TicketPaid paid ? Stream.of(paid.amount()) : Stream.empty())
                .reduce(Wei.ZERO, Wei::plus);
    }

    /** How many winners ended how. */
    Map<String, Integer> endings() {
        var endings = new TreeMap<String, Integer>();
        closed.values().forEach(ending -> endings.merge(ending.getClass().getSimpleName(), 1, Integer::sum));
        return endings;
    }

    Map<Incident, Integer> incidents() {
        return incidents;
    }
}
