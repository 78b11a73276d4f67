package io.headrace.gateway.run;

import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.job.JobEvent;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.wire.OrchestratorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The agreements of one job whose units are sent one by one: opened by asking the orchestrator anew, for its token and
 * its ticket parameters. One whose orchestrator says goodbye takes no new units; those under way go on in it, under its
 * token, until the job closes it. A session that outlives its token goes on under another, before the old one ends
 * (payments section 2.5): the orchestrator keeps its account by the token, so there it begins anew, and what is in
 * flight returns under the old one.
 */
final class SessionDesk implements Sessions, Dispatcher.Agreements {

    private final Negotiation negotiation;
    private final JobTools tools;
    private final JobBook book;
    private final Consumer<JobEvent> job;
    private final Map<Integer, JobSession> sessions = new ConcurrentHashMap<>();

    /** Numbers of sessions whose orchestrators said goodbye: it is told once. */
    private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

    /** Sessions as they were under tokens that have been replaced; the job closes them with the session. */
    private final Map<Integer, Queue<JobSession>> former = new ConcurrentHashMap<>();

    /** Numbers of sessions that are asked about beside the work. */
    private final Set<Integer> refreshing = ConcurrentHashMap.newKeySet();

    SessionDesk(Negotiation negotiation, JobBook book, Consumer<JobEvent> job) {
        this.negotiation = negotiation;
        this.tools = negotiation.tools();
        this.book = book;
        this.job = job;
    }

    @Override
    public List<Candidate> candidates() throws InterruptedException {
        return tools.directory().candidates(negotiation.needed().get());
    }

    @Override
    public void open(int number, Candidate candidate) throws PeerException {
        sessions.put(number, negotiation.agree(number, candidate));
    }

    @Override
    public void renew(JobSession session) throws PeerException {
        takeOver(session, askedAgain(session));
    }

    /** The session goes on with what the orchestrator offers now, under another token when its own is about to end. */
    JobSession renewed(JobSession session) throws PeerException {
        var info = askedAgain(session);
        var next = negotiation.successor(session, info);
        takeOver(next, info);
        var kept = sessions.computeIfPresent(
                session.number(), (_, now) -> now.equals(session) ? replacing(now, next) : now);
        return kept == null ? session : kept;
    }

    private OrchestratorInfo askedAgain(JobSession session) throws PeerException {
        var info = negotiation.askAgain(session);
        listenForGoodbye(session, info);
        return info;
    }

    private void takeOver(JobSession session, OrchestratorInfo info) throws PeerException {
        var refusal = adopt(session, info);
        if (refusal.isPresent()) {
            throw new PeerException(Reason.PRICE_RAISED, Sent.NOTHING, refusal.get());
        }
    }

    private JobSession replacing(JobSession old, JobSession next) {
        if (!next.equals(old)) {
            former.computeIfAbsent(old.number(), _ -> new ConcurrentLinkedQueue<>())
                    .add(old);
        }
        return next;
    }

    boolean refreshDue(JobSession session) {
        return negotiation.refreshDue(session);
    }

    /** Renews a session beside the work; while its orchestrator is silent it goes on as it is. */
    void refresh(JobSession session) {
        if (!refreshing.add(session.number())) {
            return;
        }
        try {
            if (find(session.number()).filter(this::refreshDue).isPresent()) {
                var _ = renewed(session);
            }
        } catch (PeerException notNow) {
            book.remarked("The session with " + session.service() + " is not renewed: " + notNow.getMessage());
        } finally {
            refreshing.remove(session.number());
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

    /** Takes the newer terms over, and tells the job of another price; or says why not. */
    private Optional<String> adopt(JobSession session, OrchestratorInfo newer) {
        return switch (negotiation.adopt(session, newer)) {
            case Negotiation.Unchanged _ -> Optional.empty();
            case Negotiation.Repriced(var price) -> {
                job.accept(new JobEvent.PriceChanged(session.number(), price));
                yield Optional.empty();
            }
            case Negotiation.TooDear(var why) -> Optional.of(why);
        };
    }

    @Override
    public Stream<Orchestrator> orchestrators() {
        return sessions.values().stream().map(JobSession::orchestrator);
    }

    Optional<JobSession> find(int number) {
        return Optional.ofNullable(sessions.get(number));
    }

    @Override
    public void close(int number) {
        var session = sessions.remove(number);
        var before = former.remove(number);
        if (before != null) {
            before.forEach(this::over);
        }
        if (session != null) {
            over(session);
        }
    }

    private void over(JobSession session) {
        session.purse().ifPresent(purse -> book.sessionClosed(session.orchestrator(), purse.sums(), purse.credit()));
        tools.peer().endSession(session.orchestrator().service(), session.token());
    }

    @Override
    public void closeAll() {
        sessions.keySet().forEach(this::close);
    }
}
