package io.headrace.chain.redemption;

import io.headrace.chain.Revert;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;

/** Why a winner waits for a later block (payments section 3.7). */
public sealed interface Delay {

    /** For the operator. */
    String message();

    record GasTooDear(Wei max, Wei current) implements Delay {
        @Override
        public String message() {
            return "current gas price exceeds maximum gas price max=" + max + " current=" + current + " (wei)";
        }
    }

    record FundsBelowCost(Credit available, Wei cost) implements Delay {
        @Override
        public String message() {
            return "insufficient sender funds for redeem tx cost: " + available.rounded() + " of " + cost;
        }
    }

    record FaceValueBelowCost(Wei faceValue, Wei cost) implements Delay {
        @Override
        public String message() {
            return "insufficient ticket face value for redeem tx cost: " + faceValue + " of " + cost;
        }
    }

    /** A top-up may still come; in the ticket's last round it is redeemed for what is there. */
    record FundsBelowFaceValue(Credit available, Wei faceValue) implements Delay {
        @Override
        public String message() {
            return "sender funds do not cover the face value: " + available.rounded() + " of " + faceValue;
        }
    }

    record Refused(Revert reason) implements Delay {
        @Override
        public String message() {
            return reason.reason();
        }
    }

    /** It was mined and refused; a receipt does not say why, so the next check looks. */
    record MinedInVain(String transaction) implements Delay {
        @Override
        public String message() {
            return "redeeming was mined and refused in " + transaction;
        }
    }

    /** The chain took back what had ended it. */
    record TakenBack(Ending ending) implements Delay {
        @Override
        public String message() {
            return "a reorganisation took back " + ending;
        }
    }

    /** The chain could not be asked, or nobody knows whether the transaction went through. */
    record Unavailable(String what) implements Delay {
        @Override
        public String message() {
            return what;
        }
    }
}
