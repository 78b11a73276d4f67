package io.headrace.payments.recipient;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import java.math.BigInteger;

/** Why a recipient does not take a payment, or does not begin the work (payments sections 3.4, 3.5). */
public sealed interface PaymentRefusal {

    /** The sentence by which the network's nodes know this refusal; peers match parts of some of them. */
    String message();

    /** Nobody says who pays. */
    record NoSender() implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket sender";
        }
    }

    record Inactive(EthAddress recipient, long round) implements PaymentRefusal {
        @Override
        public String message() {
            return "orchestrator " + recipient + " is inactive in round " + round + ", cannot process payments";
        }
    }

    /** The payment does not say what the sender believes it pays. */
    record NoPrice() implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid expected price sent with payment err=\"expected price is nil\"";
        }
    }

    /** The tickets name no creation round: nobody could redeem them. */
    record NoCreationRound() implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket creation round";
        }
    }

    /** The sender's money may be gone before a winner is redeemed. */
    record SenderUnlocking(EthAddress sender, long withdrawRound, long lastRound) implements PaymentRefusal {
        @Override
        public String message() {
            return "deposit and reserve for sender " + sender + " is set to unlock soon";
        }
    }

    record ForeignRecipient(EthAddress named) implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket recipient";
        }
    }

    /** The offer was not made by us, not for this sender, or something in it was changed since. */
    record UnknownOffer() implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid recipientRand for ticket recipientRandHash";
        }
    }

    record WrongSignature(EthAddress sender, long nonce) implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket signature";
        }
    }

    record NonceSeen(EthAddress sender, long nonce) implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket senderNonce: already seen sender=" + sender + " nonce=" + nonce;
        }
    }

    record TooManyNonces(EthAddress sender, long nonce, long max) implements PaymentRefusal {
        @Override
        public String message() {
            return "invalid ticket senderNonce: too many values sender=" + sender + " nonce=" + nonce;
        }
    }

    record OfferExpired(BigInteger expirationBlock, long latestBlock) implements PaymentRefusal {
        @Override
        public String message() {
            return "TicketParams expired";
        }
    }

    /** The sender means to pay less than the work was quoted at. */
    record PriceTooLow(Price stated, Price owed) implements PaymentRefusal {
        @Override
        public String message() {
            return "expected price " + stated + " is below the session's price " + owed;
        }
    }

    /** More accounts or offers of this sender are open than we care to remember. */
    record TooManyOpen(EthAddress sender, String what, long max) implements PaymentRefusal {
        @Override
        public String message() {
            return "too many " + what + " open for sender " + sender + ": at most " + max;
        }
    }

    /** What is there, less what other units will need, does not cover the unit. */
    record InsufficientBalance(Credit balance, Credit reserved, Credit needed) implements PaymentRefusal {
        @Override
        public String message() {
            return "Insufficient balance: " + balance.rounded() + " less " + reserved.rounded() + " reserved, needed "
                    + needed.rounded();
        }
    }
}
