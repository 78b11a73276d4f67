package io.headrace.job.selection;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** It says that it takes no new sessions. */
    record Draining() implements Refusal {
        @Override
        public String code() {
            return "draining";
        }

        @Override
        public String sentence() {
            return "is going out of service and takes no new sessions";
        }
    }

    /**
     * It does not stand where the job wants it.
     *
     * @param region empty when nobody says where it stands
     */
    record OtherRegion(Optional<String> region, Set<String> wanted) implements Refusal {
        public OtherRegion {
            wanted = Set.copyOf(wanted);
        }

        @Override
        public String code() {
            return "other-region";
        }

        @Override
        public String sentence() {
            return "%s, and the job asks for %s"
                    .formatted(
                            region.map("stands in "::concat).orElse("stands in no known region"),
                            String.join(" or ", new TreeSet<>(wanted)));
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

    /** It would do, and asks for more deposit or reserve than we have: money helps, and nothing else. */
    record FundsTooLow(String why) implements Refusal {
        @Override
        public String code() {
            return "funds-too-low";
        }

        @Override
        public String sentence() {
            return why;
        }
    }

    /** Who answers is not whom the registry names. */
    record NotRegistered(Set<EthAddress> claimed, Set<EthAddress> registered) implements Refusal {
        public NotRegistered {
            claimed = Set.copyOf(claimed);
            registered = Set.copyOf(registered);
        }

        @Override
        public String code() {
            return "not-registered";
        }

        @Override
        public String sentence() {
            return "answers for %s, and the place is registered for %s".formatted(list(claimed), list(registered));
        }

        private static String list(Set<EthAddress> addresses) {
            return addresses.stream().map(EthAddress::toString).sorted().collect(Collectors.joining(" and "));
        }
    }

    /** It cheated this job before; it is left out even when nobody else is there. */
    record Cheated(Instant until) implements Refusal {
        @Override
        public String code() {
            return "cheated";
        }

        @Override
        public String sentence() {
            return "returned or charged what was not agreed, and is left out until " + until;
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
