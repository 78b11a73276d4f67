package io.headrace.chain.transaction;

import io.headrace.payments.Wei;
import java.time.Duration;

/** How a call ended; for good, but for a reorganisation of the chain deeper than the confirmations asked for. */
public sealed interface Result {

    /** It is in the chain, once; {@link Receipt#succeeded} tells whether the contract did what it was asked. */
    record Mined(Receipt receipt) implements Result {}

    /** It is not in the chain and will not be: asking again is safe. */
    sealed interface Failed extends Result {
        /** For the operator. */
        String message();
    }

    /** The contract would refuse it now; nothing was sent. */
    record WouldRevert(String text) implements Failed {
        @Override
        public String message() {
            return "the call would be refused: " + text;
        }
    }

    /** No endpoint took it, not even once. */
    record NeverTaken(Fees fees, Refusal refusal) implements Failed {
        @Override
        public String message() {
            return "refused with a tip of " + fees.tip() + " and a cap of " + fees.cap() + " wei per gas: "
                    + refusal.text();
        }
    }

    /** Somebody else's transaction of this account has the nonce: another program uses the same key. */
    record NonceTaken(long nonce) implements Failed {
        @Override
        public String message() {
            return "another transaction of this account took nonce " + nonce
                    + "; let only one program send from this account";
        }
    }

    /** It was waiting to be sent for too long. */
    record HeldTooLong(Duration held, Wei baseFee, Wei ceiling) implements Failed {
        @Override
        public String message() {
            return "not sent within " + held + "; the base fee is " + baseFee + " and the most that is paid " + ceiling
                    + " wei per gas";
        }
    }

    /** Too many others wait to be sent. */
    record TooManyWaiting(int limit) implements Failed {
        @Override
        public String message() {
            return limit + " calls wait to be sent already; ask again later";
        }
    }
}
