package io.headrace.gateway.run;

import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Price;
import io.headrace.payments.sender.SessionAge;
import io.headrace.pipeline.Capabilities;
import io.headrace.wire.AuthToken;
import io.headrace.wire.OrchestratorInfo;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Agrees with orchestrators: asks one for its terms, when a session begins and whenever it goes on, and judges them.
 * What it finds is returned; nobody is told. Blocks its virtual thread; any thread.
 *
 * @param needed what the orchestrator must be able to do
 * @param maxPrice the most that is paid per unit now
 */
public record Negotiation(JobTools tools, Supplier<Capabilities> needed, Supplier<Optional<Price>> maxPrice) {

    /** What newer terms mean for a session. */
    public sealed interface Terms {}

    /** They are no others, or none that count: an offer to pay somebody else is none. */
    public record Unchanged() implements Terms {}

    /** They are taken over, with another price. */
    public record Repriced(Price price) implements Terms {}

    /** They are not: the session is to be left. */
    public record TooDear(String why) implements Terms {}

    /**
     * Begins an agreement.
     *
     * @param number the session's
     */
    public JobSession agree(int number, Candidate candidate) throws PeerException {
        var asked = candidate.orchestrator();
        var info = asked(asked);
        if (info.draining()) {
            throw new PeerException(
                    Reason.SESSION_REFUSED, Sent.NOTHING, asked.service() + " is draining and takes no new session");
        }
        var token = token(asked, info);
        return new JobSession(
                number,
                same(asked, info),
                info,
                token,
                purse(info, asked.service().toString()));
    }

    /** Asks whom a session is with how things are. */
    public OrchestratorInfo askAgain(JobSession session) throws PeerException {
        var info = tools.peer().info(session.orchestrator().service(), needed.get(), true);
        var _ = same(session.orchestrator(), info);
        return info;
    }

    /** Takes the newer terms over, or says why not. */
    public Terms adopt(JobSession session, OrchestratorInfo newer) {
        var offer = newer.ticketParams()
                .filter(made -> made.recipient().equals(session.orchestrator().address()));
        if (session.purse().isEmpty() || offer.isEmpty()) {
            return new Unchanged();
        }
        var purse = session.purse().get();
        var before = purse.price();
        var refusal = tooDear(newer.price()).or(() -> purse.adopt(newer.price(), offer.get()));
        if (refusal.isPresent()) {
            return new TooDear(refusal.get());
        }
        return purse.price().equals(before) ? new Unchanged() : new Repriced(purse.price());
    }

    /** Whether the session's token ends so soon that it should go on under another. */
    public boolean refreshDue(JobSession session) {
        return SessionAge.refreshDue(
                session.token().expiration(), tools.host().moment().now());
    }

    /** The session under the token that the answer brought; the same session while its token is good, and when the new one is no better. */
    public JobSession successor(JobSession session, OrchestratorInfo info) throws PeerException {
        if (!refreshDue(session)) {
            return session;
        }
        var next = session.under(info, token(session.orchestrator(), info));
        return refreshDue(next) ? session : next;
    }

    /**
     * The same agreement under the token that the answer brought, with the same purse: of one whose account is not kept by
     * the token. Empty while its token is good, and when the new one is no better.
     */
    public Optional<JobSession> underAnother(JobSession session, OrchestratorInfo info) {
        return refreshDue(session)
                ? info.token().map(token -> session.holding(token)).filter(next -> !refreshDue(next))
                : Optional.empty();
    }

    private static AuthToken token(Orchestrator asked, OrchestratorInfo info) throws PeerException {
        return info.token()
                .orElseThrow(() -> new PeerException(
                        Reason.SESSION_REFUSED, Sent.NOTHING, asked.service() + " gave no auth token"));
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

    private Optional<String> tooDear(Optional<Price> price) {
        var most = maxPrice.get();
        return price.filter(now -> most.filter(max -> now.compareTo(max) > 0).isPresent())
                .map(now -> "its price " + now + " is above the highest that is paid, " + most.get());
    }
}
