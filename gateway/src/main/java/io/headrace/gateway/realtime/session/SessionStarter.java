package io.headrace.gateway.realtime.session;

import io.headrace.crypto.Signer;
import io.headrace.gateway.order.RealtimeJobOrder;
import io.headrace.gateway.pay.IntervalPayments;
import io.headrace.gateway.pay.PayerAccount;
import io.headrace.gateway.peer.OrchestratorPeer.LiveCall;
import io.headrace.gateway.peer.OrchestratorPeer.PaymentCall;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.gateway.run.JobSession;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.journal.Fact;
import io.headrace.media.ManifestId;
import io.headrace.payments.Payment;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.OrchestratorInfo;
import io.headrace.wire.SegmentCredential;
import io.headrace.wire.realtime.SessionAnswer;
import io.headrace.wire.realtime.SessionRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is said to orchestrators about live sessions: starts them (real-time reference section 6.2) and pays for them
 * (7.2). What is refused for its ticket parameters is said once more with fresh ones. Blocks its virtual thread.
 */
final class SessionStarter {

    private static final int USUAL_PICTURES = 30;

    private final RealtimeJobOrder order;
    private final JobTools tools;
    private final Negotiation negotiation;
    private final RunContext context;
    private final RealtimeSettings settings;
    private final Optional<Signer> signer;
    private final AtomicReference<String> parameters;

    /** How the input flows, as far as that is known. */
    private volatile PictureRate rate = PictureRate.USUAL;

    private volatile boolean measured;

    SessionStarter(RealtimeJobOrder order, RunContext context, Negotiation negotiation, RealtimeSettings settings) {
        this.order = order;
        this.tools = context.tools();
        this.negotiation = negotiation;
        this.context = context;
        this.settings = settings;
        this.signer = tools.account().map(PayerAccount::signer);
        this.parameters = new AtomicReference<>(order.parameters());
    }

    /** A session, and where its channels are. */
    record Started(LiveSession session, SessionAnswer answer) {}

    /** The parameters that sessions begin with from now on. */
    void parameters(String json) {
        parameters.set(json);
    }

    /**
     * The input's pictures are of that size. Until a piece of it has ended, 30 of them are expected in a second.
     *
     * @return how it is expected to flow
     */
    PictureRate expected(int width, int height) {
        if (!measured) {
            rate = PictureRate.of(width, height, USUAL_PICTURES);
        }
        return rate;
    }

    /** How the input flows, by its last piece. */
    void flowing(PictureRate newer) {
        rate = newer;
        measured = true;
    }

    Started start(int number, Candidate candidate, Standing standing) throws PeerException {
        var agreement = negotiation.agree(number, candidate);
        checkPlace(agreement);
        var account = new SessionAccount(agreement, schedule(agreement), context.book());
        var answer = started(account, standing);
        var session = new LiveSession(number, account, new ManifestId(answer.manifestId()), standing);
        return new Started(session, answer);
    }

    /** One whose places are all taken is not paid for saying so. */
    private void checkPlace(JobSession agreement) throws PeerException {
        var place = agreement.info().capabilities().flatMap(offer -> SessionNeeds.place(offer, order.model()));
        if (place.filter(each -> each.capacity() > 0 && each.capacityInUse() >= each.capacity())
                .isPresent()) {
            throw new PeerException(
                    Reason.BUSY,
                    PeerException.Sent.NOTHING,
                    agreement.service() + " has all " + place.get().capacity() + " places for " + order.model()
                            + " taken");
        }
    }

    private SessionAnswer started(SessionAccount account, Standing standing) throws PeerException {
        try {
            return account.start(paidAs(standing), payment -> tools.peer().live(call(account, payment)));
        } catch (PeerException refused) {
            if (refused.reason().remedy() != Reason.Remedy.FRESH_PARAMS) {
                throw refused;
            }
            var _ = renew(account);
            return account.start(paidAs(standing), payment -> tools.peer().live(call(account, payment)));
        }
    }

    private IntervalPayments schedule(JobSession agreement) {
        return agreement.info().metersFlow()
                ? IntervalPayments.Metered.expecting(settings.interval(), rate.pixelsPerSecond())
                : IntervalPayments.ByTheClock.from(now());
    }

    private LiveCall call(SessionAccount account, Optional<Payment> payment) {
        var agreement = account.agreement();
        var manifest = new ManifestId(SessionNeeds.manifest(order.model()));
        return new LiveCall(
                agreement.service(),
                credential(agreement, manifest),
                payment,
                new SessionRequest(order.model(), parameters.get(), order.id(), order.streamId(), true));
    }

    private SegmentCredential credential(JobSession agreement, ManifestId manifest) {
        var unsigned = SegmentCredential.ofPayment(manifest, needed(), agreement.token());
        return signer.map(unsigned::signedBy).orElse(unsigned);
    }

    private Capabilities needed() {
        return negotiation.needed().get();
    }

    /**
     * Pays for more of a session that runs; once more with fresh parameters when that fails.
     *
     * @return what the orchestrator says anew
     */
    Optional<OrchestratorInfo> pay(LiveSession session, long quantity) throws PeerException {
        try {
            return payOnce(session, quantity);
        } catch (PeerException failed) {
            if (failed.reason().remedy() == Reason.Remedy.FUND || failed.reason() == Reason.SPENDING_REFUSED) {
                throw failed;
            }
            context.book().remarked(failed.getMessage() + "; paid once more with fresh parameters");
            var _ = renew(session.account());
            return payOnce(session, quantity);
        }
    }

    private Optional<OrchestratorInfo> payOnce(LiveSession session, long quantity) throws PeerException {
        var account = session.account();
        return account.pay(quantity, paidAs(session.standing()), payment -> {
            var agreement = account.agreement();
            return payment.flatMap(Payment::batch).isEmpty()
                    ? Optional.empty()
                    : tools.peer()
                            .pay(new PaymentCall(
                                    agreement.service(),
                                    credential(agreement, session.manifest()),
                                    payment.orElseThrow()));
        });
    }

    /** Asks anew, for fresh parameters; the token is replaced before it ends. */
    OrchestratorInfo renew(SessionAccount account) throws PeerException {
        var agreement = account.agreement();
        var info = negotiation.askAgain(agreement);
        if (negotiation.adopt(agreement, info) instanceof Negotiation.TooDear(var why)) {
            throw new PeerException(Reason.PRICE_RAISED, PeerException.Sent.NOTHING, agreement.service() + ": " + why);
        }
        negotiation.underAnother(agreement, info).ifPresent(account::under);
        return info;
    }

    Duration now() {
        return Duration.ofNanos(tools.ticker().nanos());
    }

    private static Fact.Standing paidAs(Standing standing) {
        return standing == Standing.SERVING ? Fact.Standing.SERVING : Fact.Standing.STANDING_BY;
    }
}
