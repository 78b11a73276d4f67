package io.headrace.ledger;

import io.headrace.chain.Revert;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signatures;
import io.headrace.payments.CreationRound;
import io.headrace.payments.Ticket;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import java.util.ArrayList;
import java.util.Optional;

/** {@code redeemWinningTicket} of the ticket broker: its checks in its order, then the payment (payments section 4.3). */
record RedemptionRules(LedgerConfig config, RoundRules rounds, SignatureCheck signatures) {

    LedgerStep redeem(LedgerState state, WinningTicket winner) {
        return round(state)
                .or(() -> form(state, winner.ticket()))
                .or(() -> promise(state, winner))
                .or(() -> cover(state, winner.ticket()))
                .map(LedgerStep::refused)
                .orElseGet(() -> pay(state, winner.ticket()));
    }

    private Optional<Revert> round(LedgerState state) {
        if (state.paused()) {
            return Optional.of(Revert.SYSTEM_PAUSED);
        }
        return rounds.begun(state) ? Optional.empty() : Optional.of(Revert.ROUND_NOT_INITIALIZED);
    }

    private Optional<Revert> form(LedgerState state, Ticket ticket) {
        if (ticket.recipient().isZero()) {
            return Optional.of(Revert.NO_RECIPIENT);
        }
        if (ticket.sender().isZero()) {
            return Optional.of(Revert.NO_SENDER);
        }
        return ticket.creation().equals(CreationRound.NONE)
                ? Optional.of(Revert.AUX_DATA_LENGTH)
                : creation(state, ticket.creation());
    }

    private Optional<Revert> creation(LedgerState state, CreationRound creation) {
        var hash = state.rounds().hash(creation.round());
        if (hash.equals(Hash256.ZERO)) {
            return Optional.of(Revert.CREATION_ROUND_UNKNOWN);
        }
        if (!hash.equals(creation.blockHash())) {
            return Optional.of(Revert.CREATION_HASH_WRONG);
        }
        return creation.round() + config.ticketValidity() > rounds.current(state)
                ? Optional.empty()
                : Optional.of(Revert.TICKET_EXPIRED);
    }

    private Optional<Revert> promise(LedgerState state, WinningTicket winner) {
        var ticket = winner.ticket();
        if (!Keccak.hash(winner.recipientRand().bytes()).equals(ticket.randHash())) {
            return Optional.of(Revert.RAND_MISMATCH);
        }
        var hash = winner.hash();
        if (state.used().contains(hash)) {
            return Optional.of(Revert.TICKET_USED);
        }
        var signature = winner.signed().signature();
        if (!signatures.signedBy(ticket.sender(), hash, signature)) {
            boolean ofNobody = Signatures.signer(hash, signature).isEmpty();
            return Optional.of(ofNobody ? Revert.SIGNATURE_FORM : Revert.SIGNATURE_WRONG);
        }
        return winner.signed().wins(winner.recipientRand()) ? Optional.empty() : Optional.of(Revert.DID_NOT_WIN);
    }

    private Optional<Revert> cover(LedgerState state, Ticket ticket) {
        var sender = state.sender(ticket.sender());
        if (sender.unlocked(rounds.current(state))) {
            return Optional.of(Revert.SENDER_UNLOCKED);
        }
        if (sender.isEmpty()) {
            return Optional.of(Revert.NOTHING_DEPOSITED);
        }
        boolean tooLittle = sender.deposit().plus(sender.reserve().funds()).compareTo(ticket.faceValue()) < 0;
        return config.cover() == CoverRule.FULL_COVER && tooLittle
                ? Optional.of(Revert.FUNDS_BELOW_FACE_VALUE)
                : Optional.empty();
    }

    private LedgerStep pay(LedgerState state, Ticket ticket) {
        var sender = state.sender(ticket.sender());
        if (ticket.faceValue().compareTo(sender.deposit()) <= 0) {
            var left = sender.with(sender.deposit().minus(ticket.faceValue()), sender.reserve());
            return paid(state, ticket, left, ticket.faceValue(), Wei.ZERO);
        }
        var missing = ticket.faceValue().minus(sender.deposit());
        return switch (share(state, sender, ticket)) {
            case Reserve.Share.Refused(var reason) -> LedgerStep.refused(reason);
            case Reserve.Share.Claimable(var claimable) -> fromReserve(state, ticket, sender, missing.min(claimable));
        };
    }

    private Reserve.Share share(LedgerState state, SenderAccount sender, Ticket ticket) {
        return state.active(ticket.recipient())
                ? sender.reserve()
                        .share(
                                ticket.recipient(),
                                rounds.current(state),
                                state.pool().size())
                : new Reserve.Share.Claimable(Wei.ZERO);
    }

    private LedgerStep fromReserve(LedgerState state, Ticket ticket, SenderAccount sender, Wei claim) {
        if (claim.compareTo(sender.reserve().funds()) > 0) {
            return LedgerStep.refused(Revert.SHARE_UNDERFLOW);
        }
        var reserve = claim.isZero()
                ? sender.reserve()
                : sender.reserve().claim(ticket.recipient(), rounds.current(state), claim);
        return paid(
                state, ticket, sender.with(Wei.ZERO, reserve), sender.deposit().plus(claim), claim);
    }

    private static LedgerStep paid(LedgerState state, Ticket ticket, SenderAccount left, Wei amount, Wei claim) {
        var recipient = state.orchestrator(ticket.recipient());
        if (!amount.isZero() && !recipient.registered()) {
            return LedgerStep.refused(Revert.NOT_REGISTERED);
        }
        var events = new ArrayList<LedgerEvent>();
        if (!claim.isZero()) {
            events.add(new LedgerEvent.ReserveClaimed(ticket.sender(), ticket.recipient(), claim));
        }
        var next = state.withUsed(ticket.hash()).with(ticket.sender(), left);
        if (!amount.isZero()) {
            next = next.with(ticket.recipient(), recipient.earning(amount));
            events.add(new LedgerEvent.TicketPaid(ticket.sender(), ticket.recipient(), amount));
        }
        events.add(new LedgerEvent.TicketRedeemed(ticket));
        return new LedgerStep.Applied(next, events);
    }
}
