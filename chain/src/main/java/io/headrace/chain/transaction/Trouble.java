package io.headrace.chain.transaction;

import io.headrace.payments.Wei;
import java.time.Duration;

/** What an operator may want to do something about while a transaction is on its way. */
public sealed interface Trouble {

    String message();

    /** It would have to offer more than is allowed. */
    record ReplacementTooDear(Wei suggested, Wei max) implements Trouble {
        @Override
        public String message() {
            return "replacement gas price exceeds max gas price suggested=" + suggested + " max=" + max;
        }
    }

    /** All replacements are out, and none is mined; they are watched on. */
    record StillWaiting(int sent, Duration since) implements Trouble {
        @Override
        public String message() {
            return "not mined " + since + " after the last of " + sent + " tries; still watching";
        }
    }

    /** The endpoint does not take what it is sent (again); an earlier sending may still be mined. */
    record NotTaken(Refusal refusal) implements Trouble {
        @Override
        public String message() {
            return "not taken: " + refusal.text();
        }
    }

    record Unreachable(String what) implements Trouble {
        @Override
        public String message() {
            return what;
        }
    }

    /** It was mined and is not any more. */
    record Reorganised(Receipt lost) implements Trouble {
        @Override
        public String message() {
            return lost.hash() + " is no longer in block " + lost.block();
        }
    }
}
