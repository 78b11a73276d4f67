package io.headrace.job.selection;

import io.headrace.crypto.EthAddress;
import io.headrace.payments.Price;
import io.headrace.payments.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** An orchestrator that was asked, and what it said. */
public record Candidate(Orchestrator orchestrator, Answer answer) {

    /** The answer to a discovery request. */
    public sealed interface Answer {}

    /** @param why the failure in one sentence without secrets */
    public record Silence(String why) implements Answer {}

    /**
     * It would work, and says that our deposit or reserve is too low for it.
     *
     * @param why in one sentence without secrets
     */
    public record Unfunded(String why) implements Answer {}

    /**
     * Somebody answers where an orchestrator is registered, and wants an account to be paid that is not registered for
     * the place.
     *
     * @param claimed whom its tickets would pay; whom the answer names, where there are none
     */
    public record Impostor(EthAddress claimed, Set<EthAddress> registered) implements Answer {
        public Impostor {
            registered = Set.copyOf(registered);
        }
    }

    /**
     * What an orchestrator would work for.
     *
     * @param price per unit of the pipeline; empty when it named none
     * @param missing capabilities that the job asks for and the orchestrator lacks, by name
     * @param load how many units it takes at once
     * @param roundTrip how long its answer took
     * @param latencyScore from work already done: round trip of a unit over the larger of 1.5 s and the unit's
     *     duration (wire protocol section 9.4); empty for a newcomer
     * @param trust what verification in other jobs found
     * @param draining whether it says that it takes no new sessions
     * @param region where it stands, as our operator or the discovery webhook says; empty when neither does
     * @param standingBy whether a session with it is open already and waits for its turn
     */
    public record Offer(
            Optional<Price> price,
            List<String> missing,
            Load load,
            Tickets tickets,
            Duration roundTrip,
            OptionalDouble latencyScore,
            Trust trust,
            boolean draining,
            Optional<String> region,
            boolean standingBy)
            implements Answer {
        public Offer {
            missing = List.copyOf(missing);
            if (roundTrip.isNegative()) {
                throw new IllegalArgumentException("An answer after " + roundTrip);
            }
        }

        /** Of somebody with whom no session stands by. */
        public Offer(
                Optional<Price> price,
                List<String> missing,
                Load load,
                Tickets tickets,
                Duration roundTrip,
                OptionalDouble latencyScore,
                Trust trust,
                boolean draining,
                Optional<String> region) {
            this(price, missing, load, tickets, roundTrip, latencyScore, trust, draining, region, false);
        }

        /** The same, of somebody who stands by. */
        public Offer standing() {
            return new Offer(price, missing, load, tickets, roundTrip, latencyScore, trust, draining, region, true);
        }

        /** Of somebody of whom nothing else is known, and who is open. */
        public Offer(
                Optional<Price> price,
                List<String> missing,
                Load load,
                Tickets tickets,
                Duration roundTrip,
                OptionalDouble latencyScore) {
            this(price, missing, load, tickets, roundTrip, latencyScore, Trust.NEUTRAL, false, Optional.empty());
        }
    }

    /** @param capacity places in all; {@code used} of them are taken */
    public record Load(int used, int capacity) {

        /** Of an orchestrator that does not tell. */
        public static final Load UNKNOWN = new Load(0, Integer.MAX_VALUE);

        public Load {
            if (used < 0 || capacity < 0) {
                throw new IllegalArgumentException("Load " + used + " of " + capacity);
            }
        }

        public boolean full() {
            return used >= capacity;
        }
    }

    /** What the payer's own rules say about the ticket parameters offered. */
    public sealed interface Tickets {}

    /** They may be used, or no tickets are needed. */
    public record Acceptable() implements Tickets {}

    /** @param rule the rule broken, with what was offered and what is allowed */
    public record Unacceptable(String rule, String offered, String allowed) implements Tickets {}

    /**
     * A winner would be paid more than we have: money helps.
     *
     * @param faceValue of one ticket
     * @param most what our deposit allows now
     */
    public record Unaffordable(Wei faceValue, Wei most) implements Tickets {}
}
