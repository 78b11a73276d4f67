package io.headrace.gateway.run;

import io.headrace.payments.Wei;

/** What of our money at the ticket broker is missing for more work. */
public sealed interface Shortage {

    /** For the client who waits, with the numbers and what to do. */
    String sentence();

    /** @param needed for the next batch of tickets to be accepted: a winner's whole face value */
    record Deposit(Wei there, Wei needed) implements Shortage {
        @Override
        public String sentence() {
            return "waiting for money: deposit %s wei, needs %s; `headrace wallet fund --deposit %s` adds what is missing"
                    .formatted(there, needed, needed.minus(there.min(needed)));
        }
    }

    /** Orchestrators work for nobody without a reserve. */
    record Reserve() implements Shortage {
        @Override
        public String sentence() {
            return "waiting for money: there is no reserve; `headrace wallet fund --reserve WEI` adds to it";
        }
    }

    /** Deposit and reserve can be taken back soon, so that nobody relies on them. */
    record Unlocking(long withdrawRound, long lastRound) implements Shortage {
        @Override
        public String sentence() {
            return ("waiting for money: deposit and reserve unlock in round %d, and it is round %d;"
                            + " `headrace wallet fund --deposit WEI` keeps them locked")
                    .formatted(withdrawRound, lastRound);
        }
    }

    /** Our own rules would go on; those who would do ask for more. */
    record AskedForMore(Wei deposit, Wei reserve) implements Shortage {
        @Override
        public String sentence() {
            return ("waiting for money: deposit %s wei and reserve %s wei are too low for everybody who would do;"
                            + " `headrace wallet fund --deposit WEI --reserve WEI` adds to them")
                    .formatted(deposit, reserve);
        }
    }
}
