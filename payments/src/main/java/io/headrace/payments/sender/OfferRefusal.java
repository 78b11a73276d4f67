package io.headrace.payments.sender;

import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import java.math.BigInteger;

/** Why a gateway makes no tickets of an offer, in the order of the checks (payments section 2.2). */
public sealed interface OfferRefusal {

    /** The sentence by which the network's nodes know this refusal. */
    String message();

    /** The answer named no ticket parameters. */
    record NoParams() implements OfferRefusal {
        @Override
        public String message() {
            return "ticketParams is nil";
        }
    }

    record NoExpirationBlock() implements OfferRefusal {
        @Override
        public String message() {
            return "ticketParams expiration block is 0";
        }
    }

    /** The offer no longer stands, or will not when the tickets arrive; a fresh one helps. */
    record Expired(BigInteger expirationBlock, long latestBlock) implements OfferRefusal {
        @Override
        public String message() {
            return "TicketParams expired";
        }
    }

    /** A ticket worth its face value, or more, is no lottery. */
    record FaceValueTooLow(Wei faceValue, Credit ticketValue) implements OfferRefusal {
        @Override
        public String message() {
            return "ticket faceValue too low faceValue=" + faceValue;
        }
    }

    record TicketValueTooHigh(Credit ticketValue, Credit max) implements OfferRefusal {
        @Override
        public String message() {
            return "ticket EV " + ticketValue.rounded() + " > max ticket EV " + max.rounded();
        }
    }

    /** Our own funds may be gone before a winner is redeemed, so nobody will accept our tickets. */
    record Unlocking(long withdrawRound, long lastRound) implements OfferRefusal {
        @Override
        public String message() {
            return "unable to validate sender: deposit and reserve is set to unlock soon";
        }
    }

    record NoReserve() implements OfferRefusal {
        @Override
        public String message() {
            return "no sender reserve";
        }
    }

    record NoDeposit() implements OfferRefusal {
        @Override
        public String message() {
            return "no sender deposit";
        }
    }

    record PaymentValueTooHigh(Credit total, long tickets, Credit max) implements OfferRefusal {
        @Override
        public String message() {
            return "total ticket EV " + total.rounded() + " for " + tickets + " tickets > max total ticket EV "
                    + max.rounded();
        }
    }

    record FaceValueTooHigh(Wei faceValue, Wei max) implements OfferRefusal {
        @Override
        public String message() {
            return "ticket faceValue " + faceValue + " > max faceValue " + max;
        }
    }

    /** The commitment has no nonces left for so many tickets; a fresh offer helps. */
    record NoncesExhausted(long used, long wanted, long max) implements OfferRefusal {
        @Override
        public String message() {
            return "no nonces left for " + wanted + " tickets: " + used + " of " + max + " used";
        }
    }

    /** Requests with tickets were not answered; with more tickets the session could lose more than guarantee 1 allows. */
    record AnswersMissing(Credit unanswered, Credit atRisk, Credit limit) implements OfferRefusal {
        @Override
        public String message() {
            return "tickets worth " + unanswered.rounded() + " wei were never answered: with more, " + atRisk.rounded()
                    + " would be at risk, above " + limit.rounded();
        }
    }

    /**
     * The gateway's own caps or switch let no money go now, whoever offers.
     *
     * @param message which, with its value
     */
    record SpendingRefused(String message) implements OfferRefusal {}

    /** True when asking the orchestrator for a fresh offer may help. */
    default boolean refreshHelps() {
        return switch (this) {
            case NoParams _, NoExpirationBlock _, Expired _, NoncesExhausted _ -> true;
            case FaceValueTooLow _, TicketValueTooHigh _, PaymentValueTooHigh _, FaceValueTooHigh _ -> false;
            case Unlocking _, NoReserve _, NoDeposit _, AnswersMissing _, SpendingRefused _ -> false;
        };
    }

    /** True when the gateway's own funds are the reason: no other orchestrator will do better. */
    default boolean fundsAreTheReason() {
        return switch (this) {
            case Unlocking _, NoReserve _, NoDeposit _ -> true;
            case NoParams _, NoExpirationBlock _, Expired _, NoncesExhausted _, AnswersMissing _ -> false;
            case FaceValueTooLow _, TicketValueTooHigh _, PaymentValueTooHigh _, FaceValueTooHigh _ -> false;
            case SpendingRefused _ -> false;
        };
    }
}
