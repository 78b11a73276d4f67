package io.headrace.job.selection;

import io.headrace.payments.Price;
import java.time.Instant;
import java.util.List;

/** The criterion by which a candidate is left out, with what was asked and what was offered. */
public sealed interface Refusal {

    /** Short and stable, for programs. */
    String code();

    /** For people. */
    String sentence();

    /** It did not answer the discovery request. */
    record NoAnswer(String why) implements Refusal {
        @Override
        public String code() {
            return "no-answer";
        }

        @Override
        public String sentence() {
            return "did not answer: " + why;
        }
    }

    /** The operator's list names it. */
    record Blocked() implements Refusal {
        @Override
        public String code() {
            return "blocked";
        }

        @Override
        public String sentence() {
            return "is on the operator's block list";
        }
    }

    /** It cannot do what the job needs. */
    record LacksCapability(List<String> missing) implements Refusal {
        public LacksCapability {
            missing = List.copyOf(missing);
        }

        @Override
        public String code() {
            return "lacks-capability";
        }

        @Override
        public String sentence() {
            return "does not offer " + String.join(", ", missing);
        }
    }

    /** It named no price, while the job has to pay. */
    record NoPrice() implements Refusal {
        @Override
        public String code() {
            return "no-price";
        }

        @Override
        public String sentence() {
            return "named no price";
        }
    }

    /** It costs more than the job's ceiling. Both are wei per unit. */
    record TooExpensive(Price offered, Price ceiling) implements Refusal {
        @Override
        public String code() {
            return "too-expensive";
        }

        @Override
        public String sentence() {
            return "asks %s wei per unit, more than the ceiling of %s".formatted(offered, ceiling);
        }
    }

    /** All its places are taken. */
    record Full(int used, int capacity) implements Refusal {
        @Override
        public String code() {
            return "full";
        }

        @Override
        public String sentence() {
            return "has %d of %d places taken".formatted(used, capacity);
        }
    }

    /** Its ticket parameters break a rule of the payer. */
    record TicketsUnacceptable(String rule, String offered, String allowed) implements Refusal {
        @Override
        public String code() {
            return "tickets-unacceptable";
        }

        @Override
        public String sentence() {
            return "%s: offers %s, allowed is %s".formatted(rule, offered, allowed);
        }
    }

    /** It failed this job before. */
    record Suspended(Instant until) implements Refusal {
        @Override
        public String code() {
            return "suspended";
        }

        @Override
        public String sentence() {
            return "failed before and is suspended until " + until;
        }
    }
}
