package io.headrace.node.chain;

import io.headrace.chain.Tokens;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Hmac;
import io.headrace.crypto.Signatures;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.SignedTicket;
import io.headrace.payments.Ticket;
import io.headrace.payments.TicketParams;
import io.headrace.payments.Wei;
import io.headrace.payments.WinningTicket;
import io.headrace.payments.recipient.Circumstances;
import io.headrace.payments.recipient.FixedMultipleRule;
import io.headrace.payments.recipient.Inspection;
import io.headrace.payments.recipient.OfferDesk;
import io.headrace.payments.recipient.RecipientRand;
import io.headrace.payments.recipient.TicketInspector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * An orchestrator offers, the gateway pays, winners are redeemed: by the same keys, seeds and recipient's secret each
 * time it is told. All else in the tickets (expiration blocks, creation rounds and their hashes) is the chain's.
 */
final class Story {

    private static final int TICKETS = 12;
    private static final Price PRICE = Price.of(7, 3);
    private static final Wei TICKET_VALUE = Wei.of(1_000);

    private final Scene scene;
    private final OfferDesk desk;
    private final TicketInspector inspector;
    private final List<WinningTicket> winners = new ArrayList<>();
    private Optional<TicketParams> offered = Optional.empty();

    Story(TestChain chain) {
        var seeds = new SplittableRandom(11);
        var rands = new RecipientRand(new Hmac(Hash256.ZERO.bytes()));
        this.scene = new Scene(chain);
        this.desk = new OfferDesk(Cast.FIRST.address(), new FixedMultipleRule(TICKET_VALUE, 3), rands, length -> {
            byte[] bytes = new byte[length];
            seeds.nextBytes(bytes);
            return bytes;
        });
        this.inspector = new TicketInspector(Cast.FIRST.address(), rands, Signatures::signedBy);
    }

    /** What became of a ticket. */
    record Drawn(Hash256 ticket, boolean won) {}

    List<Move> moves() {
        var moves = new ArrayList<Move>();
        moves.add(Move.calling("first bonds", _ -> scene.first.bonding().bond(Tokens.whole(200))));
        moves.add(Move.calling("second bonds", _ -> scene.second.bonding().bond(Tokens.whole(100))));
        moves.add(Move.mining(TestChain.ROUND_LENGTH));
        moves.add(Move.calling("the round begins", _ -> scene.fourth.rounds().initialize()));
        moves.add(Move.calling("the gateway funds", _ -> scene.gateway.broker().fund(Wei.of(6_000), Wei.of(9_000))));
        moves.addAll(payment());
        moves.add(Move.calling("first is rewarded", _ -> scene.first.bonding().reward()));
        moves.add(Move.mining(TestChain.ROUND_LENGTH));
        moves.add(
                Move.calling("another round begins", _ -> scene.fourth.rounds().initialize()));
        moves.addAll(payment());
        moves.add(Move.calling("fees are withdrawn", _ -> scene.first.bonding().withdrawFees(TICKET_VALUE)));
        return moves;
    }

    private List<Move> payment() {
        var moves = new ArrayList<Move>();
        moves.add(new Move("first offers", false, _ -> offer()));
        moves.add(new Move("the gateway pays", false, _ -> pay()));
        for (int i = 0; i < TICKETS; i++) {
            int place = i;
            moves.add(new Move("winner " + place + " is redeemed", false, _ -> redeem(place)));
        }
        return moves;
    }

    private TicketParams offer() {
        var time = scene.first.blocks().time();
        var offering = desk.offer(Cast.GATEWAY.address(), PRICE, Credit.of(Cast.WEALTH), Wei.ZERO, time);
        return switch (offering) {
            case OfferDesk.Offering.Offered(var params) -> {
                offered = Optional.of(params);
                yield params;
            }
            case OfferDesk.Offering.Refused _, OfferDesk.Offering.NoRound _ -> throw new AssertionError(offering);
        };
    }

    private List<Drawn> pay() {
        var params = offered.orElseThrow();
        var stubs = LongStream.rangeClosed(1, TICKETS)
                .mapToObj(nonce -> new Payment.Stub(
                        nonce, Cast.GATEWAY.sign(ticket(params, nonce).hash())))
                .toList();
        var payment = new Payment(
                Cast.GATEWAY.address(),
                Optional.of(PRICE),
                Optional.of(new Payment.Batch(params, params.creation(), stubs)));
        var inspection = inspector.inspect(
                payment,
                new Circumstances(scene.funds(), true, scene.first.blocks().time()));
        return switch (inspection) {
            case Inspection.Examined examined -> drawn(examined);
            case Inspection.Refused _, Inspection.WithoutTickets _ -> throw new AssertionError(inspection);
        };
    }

    private List<Drawn> drawn(Inspection.Examined examined) {
        winners.clear();
        var all = new ArrayList<Drawn>();
        for (var each : examined.tickets()) {
            var ticket = ticket(examined.params(), each.stub().senderNonce());
            all.add(new Drawn(ticket.hash(), each.wins()));
            if (each.wins()) {
                winners.add(new WinningTicket(
                        new SignedTicket(ticket, each.stub().signature()),
                        examined.rand(),
                        examined.params().expirationBlock()));
            }
        }
        return all;
    }

    private Object redeem(int place) {
        return place < winners.size()
                ? Move.redeeming("", Cast.FIRST, winners.get(place)).on(scene.chain)
                : "no winner";
    }

    private static Ticket ticket(TicketParams params, long nonce) {
        return Ticket.of(params, Cast.GATEWAY.address(), nonce, params.creation());
    }
}
