package io.headrace.gateway.run;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.OrchestratorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The agreements of one job: opened by asking the orchestrator anew, for its token and its ticket parameters. One whose
 * orchestrator says goodbye takes no new units; those under way go on in it, under its token, until the job closes it.
 */
final class SessionDesk implements Dispatcher.Agreements {

    private final JobTools tools;
    private final Supplier<Capabilities> needed;
    private final Supplier<Optional<Price>> maxPrice;
    private final JobBook book;
    private final Consumer<JobEvent> job;
    private final Map<Integer, JobSession> sessions = new ConcurrentHashMap<>();

    /** Numbers of sessions whose orchestrators said goodbye: it is told once. */
    private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

    SessionDesk(
            JobTools tools,
            Supplier<Capabilities> needed,
            Supplier<Optional<Price>> maxPrice,
            JobBook book,
            Consumer<JobEvent> job) {
        this.tools = tools;
        this.needed = needed;
        this.maxPrice = maxPrice;
        this.book = book;
        this.job = job;
    }

    JobSession open(int number, Candidate candidate) throws PeerException {
        var asked = candidate.orchestrator();
        var info = asked(asked);
        if (info.draining()) {
            throw new PeerException(
                    Reason.SESSION_REFUSED, Sent.NOTHING, asked.service() + " is draining and takes no new session");
        }
        var token = info.token()
                .orElseThrow(() -> new PeerException(
                        Reason.SESSION_REFUSED, Sent.NOTHING, asked.service() + " gave no auth token"));
        var session = new JobSession(
                number,
                same(asked, info),
                info,
                token,
                purse(info, asked.service().toString()));
        sessions.put(number, session);
        return session;
    }

    /** One who offered to work and now wants more money than we have is asked again before it is chosen again. */
    private OrchestratorInfo asked(Orchestrator chosen) throws PeerException {
        try {
            return tools.peer().info(chosen.service(), needed.get(), false);
        } catch (PeerException refused) {
            if (refused.reason().remedy() == Reason.Remedy.FUND) {
                tools.directory().distrust(chosen);
            }
            throw refused;
        }
    }

    /** Who was chosen is who is paid, in every answer of the same place. */
    private static Orchestrator same(Orchestrator chosen, OrchestratorInfo info) throws PeerException {
        var answering = OrchestratorDirectory.orchestrator(chosen.service(), info);
        if (!answering.equals(chosen)) {
            throw new PeerException(
                    Reason.SESSION_REFUSED,
                    Sent.NOTHING,
                    "%s was chosen as %s, and now wants %s to be paid"
                            .formatted(chosen.service(), chosen.address(), answering.address()));
        }
        return chosen;
    }

    private Optional<SessionPurse> purse(OrchestratorInfo info, String who) throws PeerException {
        if (tools.account().isEmpty()) {
            return Optional.empty();
        }
        if (info.price().isEmpty() || info.ticketParams().isEmpty()) {
            throw new PeerException(
                    Reason.SESSION_REFUSED,
                    Sent.NOTHING,
                    who + " names no " + (info.price().isEmpty() ? "price" : "ticket parameters"));
        }
        var tooDear = tooDear(info.price());
        if (tooDear.isPresent()) {
            throw new PeerException(Reason.PRICE_RAISED, Sent.NOTHING, who + ": " + tooDear.get());
        }
        var account = tools.account().get();
        var offer = info.ticketParams().get();
        var refusal = tools.offers().refusal(offer, 1, account.funds(), account.time());
        if (refusal.filter(Means::moneyHelps).isPresent()) {
            throw new PeerException(
                    Reason.INSUFFICIENT_FUNDS,
                    Sent.NOTHING,
                    who + " makes an offer beyond our means: " + refusal.get().message());
        }
        return Optional.of(
                new SessionPurse(account, tools.offers(), info.price().get(), offer));
    }

    /** The session goes on with what the orchestrator offers now. */
    @Override
    public void renew(JobSession session) throws PeerException {
        var info = tools.peer().info(session.orchestrator().service(), needed.get(), true);
        listenForGoodbye(session, info);
        var _ = same(session.orchestrator(), info);
        var refusal = adopt(session, info);
        if (refusal.isPresent()) {
            throw new PeerException(Reason.PRICE_RAISED, Sent.NOTHING, refusal.get());
        }
    }

    /** A price that has grown too high ends the session; what came with it is paid for already. */
    @Override
    public void heard(JobSession session, OrchestratorInfo newer) {
        listenForGoodbye(session, newer);
        adopt(session, newer).ifPresent(why -> {
            book.remarked(session.service() + ": " + why);
            job.accept(new JobEvent.SessionEnded(session.number(), Reason.PRICE_RAISED));
        });
    }

    private void listenForGoodbye(JobSession session, OrchestratorInfo newer) {
        if (newer.draining() && leaving.add(session.number())) {
            tools.directory().distrust(session.orchestrator());
            job.accept(new JobEvent.SessionEnded(session.number(), Reason.SESSION_ENDED));
        }
    }

    /**
     * Takes the newer terms over, and tells the job of another price; or says why not. An offer to pay somebody else is
     * none.
     */
    private Optional<String> adopt(JobSession session, OrchestratorInfo newer) {
        var offer = newer.ticketParams()
                .filter(made -> made.recipient().equals(session.orchestrator().address()));
        if (session.purse().isEmpty() || offer.isEmpty()) {
            return Optional.empty();
        }
        var purse = session.purse().get();
        var before = purse.price();
        var refusal = tooDear(newer.price()).or(() -> purse.adopt(newer.price(), offer.get()));
        if (refusal.isEmpty() && !purse.price().equals(before)) {
            job.accept(new JobEvent.PriceChanged(session.number(), purse.price()));
        }
        return refusal;
    }

    private Optional<String> tooDear(Optional<Price> price) {
        var most = maxPrice.get();
        return price.filter(now -> most.filter(max -> now.compareTo(max) > 0).isPresent())
                .map(now -> "its price " + now + " is above the highest that is paid, " + most.get());
    }

    /** Everybody of that address whom the job has an agreement with. */
    List<Orchestrator> at(EthAddress address) {
        return sessions.values().stream()
                .map(JobSession::orchestrator)
                .filter(each -> each.address().equals(address))
                .distinct()
                .toList();
    }

    Optional<JobSession> find(int number) {
        return Optional.ofNullable(sessions.get(number));
    }

    void close(int number) {
        var session = sessions.remove(number);
        if (session != null) {
            session.purse()
                    .ifPresent(purse -> book.sessionClosed(session.orchestrator(), purse.sums(), purse.credit()));
            tools.peer().endSession(session.orchestrator().service(), session.token());
        }
    }

    void closeAll() {
        sessions.keySet().forEach(this::close);
    }
}
