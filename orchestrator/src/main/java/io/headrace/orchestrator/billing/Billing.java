package io.headrace.orchestrator.billing;

import io.headrace.admission.Cover;
import io.headrace.admission.Till;
import io.headrace.admission.UnitId;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.crypto.Signature;
import io.headrace.media.Ladder;
import io.headrace.media.ManifestId;
import io.headrace.payments.Credit;
import io.headrace.payments.Payment;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.wire.InfoRequest;
import io.headrace.wire.SegmentCredential;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything in which an orchestrator with a chain behind it differs from one without: who may ask, what it costs, what
 * is taken for it, whose word stands under a result. Any thread; methods may block.
 */
public interface Billing extends Till {

    /** Who signs results and is paid; zero off chain. */
    EthAddress address();

    /** Whether requests must be signed and paid for. */
    boolean isPaid();

    /** Whether the request comes from the address that it names. */
    boolean isGenuine(InfoRequest request);

    /** Whether whoever pays ordered the work. */
    boolean isGenuine(SegmentCredential credential, Payment payment);

    /**
     * What work costs a sender and which tickets are wanted for it.
     *
     * @param account the account's session key; its pinned price counts if there is one
     */
    Offer offer(EthAddress sender, String account);

    /** The price that the account's first payment fixed. */
    Optional<Price> pinnedPrice(EthAddress sender, String account);

    /** Takes a payment into an account. What was taken, winners above all, is safe when this returns. */
    Taking take(String account, Payment payment);

    /** Sets aside what a unit will cost by estimate (guarantee 2). The unit has its place already (guarantee 3). */
    Covering cover(UnitId unit, EthAddress sender, Ladder ladder, Duration duration);

    /**
     * Sets aside the most that a request to a model may come to (guarantee 2). It has its place already (guarantee 3).
     * What covers it is settled or released once.
     *
     * @param units of its pipeline
     */
    Covering cover(EthAddress sender, BatchAccount account, long units);

    /** The request was served: charges what was used of its cover, at the cover's price, and frees the rest. */
    Charge.Charged settle(Cover cover, long units);

    /** The request was not served: frees all that was set aside for it. */
    void release(Cover cover);

    /** What a unit of requests to this model costs a sender just now; empty off chain, and while that is not known. */
    Optional<Price> batchPrice(EthAddress sender, BatchAccount account);

    /** What a pixel of live work costs a sender just now; empty off chain, and while that is not known. */
    Optional<Price> livePrice(EthAddress sender);

    /** Whether a live session's account has what so many pixels cost. Nothing is taken. */
    boolean covers(EthAddress sender, ManifestId session, long pixels);

    /** Takes what so many pixels cost from a live session's account: all of it, or nothing. Does not block. */
    Charge charge(EthAddress sender, ManifestId session, long pixels);

    /** Our word for the renditions of a unit, given by their hashes in order; none off chain. */
    Optional<Signature> sign(List<Hash256> renditions);

    /** What proves to this node that it reaches itself (wire protocol section 4.6); none off chain. */
    Optional<Signature> signPing(byte[] value);

    /** Forgets what is too old to matter. Called once in a while. */
    void sweep();

    /** What a sender is offered. */
    sealed interface Offer {
        /** Off chain: no price, no tickets. */
        record Unpaid() implements Offer {}

        record Priced(Price price, TicketParams params) implements Offer {}

        /** @param text as peers know it */
        record Refused(String text) implements Offer {}
    }

    /** What came of a payment. */
    sealed interface Taking {
        record Taken() implements Taking {}

        /** @param text as peers know it */
        record Refused(String text) implements Taking {}
    }

    /** What came of charging for work. */
    sealed interface Charge {
        /** @param balance what the account has left */
        record Charged(Price price, Credit fee, Credit balance) implements Charge {
            /** Off chain, and where work costs nothing. */
            static final Charged NOTHING = new Charged(Price.FREE, Credit.ZERO, Credit.ZERO);
        }

        /** @param text with the numbers, for people */
        record Uncovered(String text) implements Charge {}
    }

    /** Whether a unit's fee is covered. */
    sealed interface Covering {
        record Covered(Cover cover) implements Covering {}

        /** @param text as peers know it */
        record Refused(String text) implements Covering {}
    }
}
