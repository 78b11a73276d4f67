package io.headrace.gateway.batch.work;

import io.headrace.crypto.Signer;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.gateway.run.JobSession;
import io.headrace.gateway.run.Negotiation;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.media.ManifestId;
import io.headrace.payments.Price;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.batch.price.Counting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The agreements with orchestrators about one model each, kept from request to request with their purses, so that a
 * request costs no round trip of its own: an orchestrator keeps our account under the pipeline and the model
 * ({@code 27_stabilityai/sdxl-turbo}), whatever the token. One is asked anew when its token is about to end or its price
 * has moved. Any thread; who asks first asks for all who want the same.
 */
final class KeptAgreements {

    private static final int MOST = 512;

    /** Guarded by this; the one that was used longest ago first. */
    private final Map<Place, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Place(ManifestId account, URI service) {}

    /** One of them. */
    static final class Kept {
        private final ReentrantLock asking = new ReentrantLock();

        /** Guarded by {@code asking}. */
        private Optional<JobSession> session = Optional.empty();

        private final AtomicInteger renewals = new AtomicInteger();
        private volatile Optional<Counting> counting = Optional.empty();
        private volatile Optional<Signed> credential = Optional.empty();

        private record Signed(SegmentCredential unsigned, SegmentCredential signed) {}

        /** Under our name: what says the same as the last time is not signed again. */
        SegmentCredential signed(SegmentCredential unsigned, Signer signer) {
            var last = credential.filter(each -> each.unsigned().equals(unsigned));
            if (last.isEmpty()) {
                last = Optional.of(new Signed(unsigned, unsigned.signedBy(signer)));
                credential = last;
            }
            return last.get().signed();
        }

        /** How often it was renewed. Whoever finds an offer expired says how often that was before it looked. */
        int renewals() {
            return renewals.get();
        }

        /** How it counts, by its answers; empty while it has given none. */
        Optional<Counting> counting() {
            return counting;
        }

        void counts(Counting as) {
            counting = Optional.of(as);
        }
    }

    synchronized Kept with(ManifestId account, URI service) {
        var found = kept.computeIfAbsent(new Place(account, service), _ -> new Kept());
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        return found;
    }

    /** The agreement by this job's number of it: the one that is there, if it is still good. */
    JobSession agree(Kept place, Negotiation negotiation, int number, Candidate candidate) throws PeerException {
        place.asking.lock();
        try {
            var before = place.session.filter(each -> each.orchestrator().equals(candidate.orchestrator()));
            var now = before.isEmpty()
                    ? negotiation.agree(number, candidate)
                    : stale(before.get(), negotiation, candidate)
                            ? renewed(place, before.get(), negotiation)
                            : before.get();
            place.session = Optional.of(now);
            return now.numbered(number);
        } finally {
            place.asking.unlock();
        }
    }

    /** The same without asking; empty where it would have to be asked, or somebody is asking. */
    Optional<JobSession> agreed(Kept place, Negotiation negotiation, int number, Candidate candidate) {
        if (!place.asking.tryLock()) {
            return Optional.empty();
        }
        try {
            return place.session
                    .filter(each -> each.orchestrator().equals(candidate.orchestrator()))
                    .filter(each -> !stale(each, negotiation, candidate))
                    .map(each -> each.numbered(number));
        } finally {
            place.asking.unlock();
        }
    }

    /**
     * The same agreement with what the orchestrator offers now. All whose offer expires at once are served by the first of
     * them.
     *
     * @param known how often it had been renewed when the need was seen
     */
    JobSession renew(Kept place, Negotiation negotiation, JobSession session, int known) throws PeerException {
        place.asking.lock();
        try {
            var others = place.session
                    .filter(_ -> place.renewals() != known)
                    .filter(each -> each.orchestrator().equals(session.orchestrator()));
            if (others.isPresent()) {
                return others.get();
            }
            return renewed(place, session, negotiation);
        } finally {
            place.asking.unlock();
        }
    }

    private static boolean stale(JobSession session, Negotiation negotiation, Candidate candidate) {
        var price = session.purse().map(purse -> purse.price());
        var dear = price.flatMap(now -> negotiation.maxPrice().get().filter(most -> now.compareTo(most) > 0));
        return negotiation.refreshDue(session)
                || dear.isPresent()
                || (price.isPresent()
                        && offered(candidate)
                                .filter(now -> !now.equals(price.get()))
                                .isPresent());
    }

    private static Optional<Price> offered(Candidate candidate) {
        return candidate.answer() instanceof Candidate.Offer offer ? offer.price() : Optional.empty();
    }

    private static JobSession renewed(Kept place, JobSession session, Negotiation negotiation) throws PeerException {
        OrchestratorInfo info = negotiation.askAgain(session);
        if (info.draining()) {
            throw new PeerException(
                    Reason.SESSION_REFUSED, Sent.NOTHING, session.service() + " is draining and takes no new request");
        }
        if (negotiation.adopt(session, info) instanceof Negotiation.TooDear(var why)) {
            throw new PeerException(Reason.PRICE_RAISED, Sent.NOTHING, session.service() + ": " + why);
        }
        var now = negotiation.underAnother(session, info).orElse(session);
        place.session = Optional.of(now);
        place.renewals.incrementAndGet();
        return now;
    }
}
