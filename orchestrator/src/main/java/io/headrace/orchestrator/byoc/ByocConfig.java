package io.headrace.orchestrator.byoc;

import io.headrace.orchestrator.door.WorkerSecret;
import io.headrace.transport.address.AddressRules;
import java.time.Duration;

/**
 * How containers are let in and asked.
 *
 * @param secret that they show when they register; with none, nobody is let in
 * @param addresses where they may be
 * @param covering what gateways must have paid before and while their jobs are done
 */
public record ByocConfig(
        WorkerSecret secret, AddressRules addresses, Probing probing, Limits limits, Covering covering) {

    /** Nobody is let in. */
    public static final ByocConfig CLOSED =
            new ByocConfig(WorkerSecret.NONE, AddressRules.PUBLIC, Probing.DEFAULT, Limits.DEFAULT, Covering.DEFAULT);

    /**
     * How their health is watched.
     *
     * @param whileOffered between two probes of one that is on offer
     * @param whileNot between two probes of one that is not, or not yet
     * @param patience with one probe
     */
    public record Probing(Duration whileOffered, Duration whileNot, Duration patience) {
        public static final Probing DEFAULT =
                new Probing(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3));

        public Probing {
            if (!whileOffered.isPositive() || !whileNot.isPositive() || !patience.isPositive()) {
                throw new IllegalArgumentException(
                        "Probes every " + whileOffered + " or " + whileNot + ", each with a patience of " + patience);
            }
        }
    }

    /**
     * What one job may take.
     *
     * @param requestBytes of its body; held in memory while the job lasts
     * @param answerBytes of an answer that is not a stream of events; held in memory
     * @param streamBytes of a stream of events
     * @param allRequestBytes of the bodies of all jobs together
     */
    public record Limits(int requestBytes, int answerBytes, long streamBytes, long allRequestBytes) {
        public static final Limits DEFAULT = new Limits(64 << 20, 64 << 20, 1L << 30, 512L << 20);

        public Limits {
            if (requestBytes < 1 || answerBytes < 1 || streamBytes < 1 || allRequestBytes < requestBytes) {
                throw new IllegalArgumentException("Limits of a job: " + requestBytes + " bytes in, " + answerBytes
                        + " out, " + streamBytes + " of events, " + allRequestBytes + " of all");
            }
        }
    }

    /**
     * For how long a job must be paid ahead. Existing orchestrators ask for a minute.
     *
     * @param first before it begins, unless it may take less
     * @param more at a time while it goes on
     */
    public record Covering(Duration first, Duration more) {
        public static final Covering DEFAULT = new Covering(Duration.ofSeconds(60), Duration.ofSeconds(5));

        public Covering {
            if (!first.isPositive() || !more.isPositive()) {
                throw new IllegalArgumentException("A job is covered for " + first + ", then for " + more);
            }
        }
    }

    /** The usual limits. */
    public static ByocConfig of(WorkerSecret secret, AddressRules addresses) {
        return new ByocConfig(secret, addresses, Probing.DEFAULT, Limits.DEFAULT, Covering.DEFAULT);
    }

    public ByocConfig with(Probing other) {
        return new ByocConfig(secret, addresses, other, limits, covering);
    }

    public ByocConfig with(Limits other) {
        return new ByocConfig(secret, addresses, probing, other, covering);
    }

    public ByocConfig with(Covering other) {
        return new ByocConfig(secret, addresses, probing, limits, other);
    }
}
