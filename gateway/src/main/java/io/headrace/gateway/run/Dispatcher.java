package io.headrace.gateway.run;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.crypto.SignatureCheck;
import io.headrace.crypto.Signer;
import io.headrace.gateway.order.VideoOrder;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.OrchestratorPeer;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.Reasons;
import io.headrace.job.JobEffect;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.unit.UnitLimits;
import io.headrace.machine.NanoTicker;
import io.headrace.media.ManifestId;
import io.headrace.media.MediaBytes;
import io.headrace.media.RenditionSegment;
import io.headrace.media.SourceSegment;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.TranscodeResult;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends one unit of a job and brings its result: takes a payment out, signs, sends, fetches. What was paid for a result
 * is open until that was looked at ({@link Booking}). Blocks its virtual thread; an interrupt gives the exchange up.
 */
final class Dispatcher {

    /** Until the orchestrator says that it has a unit; waiting for money comes before and does not count. The job's own
     * timers are shorter: these let go of what they forgot. */
    private static final Duration PATIENCE_WITH_UPLOAD = Duration.ofSeconds(8);

    private final VideoOrder order;
    private final Supplier<Capabilities> needed;
    private final OrchestratorPeer peer;
    private final Optional<Signer> signer;
    private final SignatureCheck signatures;
    private final UnitLimits waits;
    private final JobBook book;
    private final Agreements agreements;
    private final NanoTicker ticker;

    Dispatcher(
            VideoOrder order,
            Supplier<Capabilities> needed,
            OrchestratorPeer peer,
            Optional<Signer> signer,
            SignatureCheck signatures,
            UnitLimits waits,
            JobBook book,
            Agreements agreements,
            NanoTicker ticker) {
        this.order = order;
        this.needed = needed;
        this.peer = peer;
        this.signer = signer;
        this.signatures = signatures;
        this.waits = waits;
        this.book = book;
        this.agreements = agreements;
        this.ticker = ticker;
    }

    /** What becomes of a session while units are sent in it. */
    interface Agreements {

        /** Fetches its ticket parameters anew. */
        void renew(JobSession session) throws PeerException;

        /** Its orchestrator says anew how it is and what it asks, beside a result. */
        void heard(JobSession session, OrchestratorInfo newer);
    }

    /** A unit's bytes, and their digest. */
    record HashedSegment(SourceSegment source, Hash256 hash) {}

    /** How an attempt ended. */
    sealed interface Delivery {
        /** @param booking of what was paid: nothing is debited before the result was looked at */
        record Returned(UnitResult result, Booking booking) implements Delivery {}

        record Failed(Reason reason, String sentence) implements Delivery {}

        /** Nothing was sent: our own rules make no tickets of the offer. */
        record Unpaid(Reason reason, String sentence) implements Delivery {}
    }

    /** @param uploaded called once, when the orchestrator has the unit */
    Delivery deliver(JobEffect.Dispatch dispatch, JobSession session, HashedSegment segment, Runnable uploaded)
            throws InterruptedException {
        if (session.purse().isEmpty()) {
            return send(session, segment, Optional.empty(), Booking.NONE, uploaded);
        }
        return switch (withdraw(session, session.purse().get(), dispatch.unit().quantity())) {
            case SessionPurse.Withdrawal.Refused(var reason, var why) -> new Delivery.Unpaid(reason, why);
            case SessionPurse.Withdrawal.Paid paid -> {
                if (paid.staged().tickets() > 0) {
                    book.ticketsSent(
                            dispatch.unit().seq(),
                            dispatch.attempt().number(),
                            session.orchestrator(),
                            paid.staged(),
                            paid.ticketValue());
                }
                var booking = new Booking.Staked(
                        book, dispatch, session, session.purse().get(), paid.staged());
                yield send(session, segment, Optional.of(paid.payment()), booking, uploaded);
            }
        };
    }

    /**
     * Waits its turn as long as a result may take; an offer that has grown old meanwhile is renewed once. The fee is that
     * of the session's price now, which may have moved since the job planned the unit.
     */
    private SessionPurse.Withdrawal withdraw(JobSession session, SessionPurse purse, long quantity)
            throws InterruptedException {
        var first = purse.withdraw(purse.price().times(quantity), waits.exchange());
        if (!(first instanceof SessionPurse.Withdrawal.Refused(var reason, var _)) || reason != Reason.PARAMS_EXPIRED) {
            return first;
        }
        try {
            agreements.renew(session);
            return purse.withdraw(purse.price().times(quantity), waits.exchange());
        } catch (PeerException failed) {
            return new SessionPurse.Withdrawal.Refused(failed.reason(), String.valueOf(failed.getMessage()));
        }
    }

    private Delivery send(
            JobSession session, HashedSegment segment, Optional<Payment> payment, Booking booking, Runnable uploaded) {
        long begun = ticker.nanos();
        try {
            return switch (peer.segment(call(session, segment, payment, uploaded))) {
                case TranscodeResult.Failed failed -> {
                    var reason = Reasons.of(failed.error());
                    booking.lost(reason);
                    failed.info().ifPresent(info -> agreements.heard(session, info));
                    yield new Delivery.Failed(reason, session.service() + " answered \"" + failed.text() + "\"");
                }
                case TranscodeResult.Transcoded done -> {
                    var renditions = fetch(session, done);
                    done.info().ifPresent(info -> agreements.heard(session, info));
                    var took = Duration.ofNanos(ticker.nanos() - begun);
                    yield new Delivery.Returned(new UnitResult(renditions, took), booking);
                }
            };
        } catch (PeerException failed) {
            booking.failed(failed);
            return new Delivery.Failed(failed.reason(), String.valueOf(failed.getMessage()));
        }
    }

    private OrchestratorPeer.SegmentCall call(
            JobSession session, HashedSegment segment, Optional<Payment> payment, Runnable uploaded) {
        var source = segment.source();
        var unsigned = SegmentCredential.of(
                new ManifestId(order.id()),
                source.seq(),
                segment.hash(),
                order.ladder(),
                source.duration(),
                needed.get(),
                session.token());
        return new OrchestratorPeer.SegmentCall(
                session.service(),
                signer.map(unsigned::signedBy).orElse(unsigned),
                payment,
                source.bytes(),
                longer(PATIENCE_WITH_UPLOAD, source.duration().dividedBy(2)),
                longer(waits.exchange().multipliedBy(3), source.duration().multipliedBy(4)),
                uploaded);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Fetches every rendition, and believes them only when whom we pay has signed them. */
    private List<RenditionSegment> fetch(JobSession session, TranscodeResult.Transcoded done) throws PeerException {
        var profiles = order.ladder().profiles();
        if (done.renditions().size() != profiles.size()) {
            throw new PeerException(
                    Reason.RESULT_UNUSABLE,
                    PeerException.Sent.PERHAPS,
                    session.service() + " returned " + done.renditions().size() + " renditions of " + profiles.size());
        }
        var renditions = new ArrayList<RenditionSegment>();
        var hashes = new ArrayList<Hash256>();
        for (int i = 0; i < profiles.size(); i++) {
            var told = done.renditions().get(i);
            MediaBytes bytes = peer.fetch(session.service().resolve(URI.create(told.url())));
            hashes.add(Keccak.hash(bytes.asByteBuffer()));
            renditions.add(new RenditionSegment(profiles.get(i), told.pixels(), bytes));
        }
        checkSignature(session, done, hashes);
        return renditions;
    }

    private void checkSignature(JobSession session, TranscodeResult.Transcoded done, List<Hash256> hashes)
            throws PeerException {
        var expected = session.info().resultSigner();
        if (expected.isEmpty()) {
            return;
        }
        var message = TranscodeResult.signingHash(hashes);
        if (done.signature()
                .filter(signature -> signatures.signedBy(expected.get(), message, signature))
                .isEmpty()) {
            throw new PeerException(
                    Reason.SIGNATURE_MISMATCH,
                    PeerException.Sent.PERHAPS,
                    "the result of " + session.service() + " is not signed by " + expected.get());
        }
    }
}
