package io.headrace.gateway.byoc;

import io.headrace.crypto.EthAddress;
import io.headrace.gateway.discovery.OrchestratorSource;
import io.headrace.gateway.discovery.OrchestratorSource.Listed;
import io.headrace.gateway.pay.SessionPurse;
import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.peer.PeerException.Sent;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.Sessions;
import io.headrace.job.lifecycle.Reason;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.payments.Credit;
import io.headrace.payments.Price;
import io.headrace.payments.TicketParams;
import io.headrace.wire.byoc.JobToken;
import io.headrace.wire.byoc.SenderProof;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who does a container's job: every orchestrator is asked for a token, for containers are not told of in any other way
 * (pipelines section 5.2). Any thread.
 */
final class ContainerSessions implements Sessions {

    private final ContainerFlight flight;
    private final RunContext context;
    private final ContainerPeer peer;
    private final OrchestratorSource source;
    private final ByocConfig config;
    private final ContainerPurses purses;
    private final Map<Orchestrator, JobToken> tokens = new ConcurrentHashMap<>();
    private final Map<Integer, ContainerSession> sessions = new ConcurrentHashMap<>();

    ContainerSessions(
            ContainerFlight flight,
            RunContext context,
            ContainerPeer peer,
            OrchestratorSource source,
            ByocConfig config,
            ContainerPurses purses) {
        this.flight = flight;
        this.context = context;
        this.peer = peer;
        this.source = source;
        this.config = config;
        this.purses = purses;
    }

    /** A name that nobody offers is looked for once more: whoever offers it may have come a moment ago. */
    @Override
    public List<Candidate> candidates() throws InterruptedException {
        var first = asked();
        var found = tokens.isEmpty() ? asked() : first;
        flight.willing(found.stream()
                .filter(ContainerSessions::hasRoom)
                .map(Candidate::orchestrator)
                .collect(Collectors.toUnmodifiableSet()));
        return found;
    }

    private static boolean hasRoom(Candidate candidate) {
        return candidate.answer() instanceof Candidate.Offer offer
                && !offer.load().full()
                && offer.tickets() instanceof Candidate.Acceptable;
    }

    private List<Candidate> asked() throws InterruptedException {
        var listed = source.orchestrators().stream()
                .filter(each -> flight.mayAsk(each.service()))
                .toList();
        long end = context.tools().ticker().nanos() + config.wholeSearch().toNanos();
        var candidates = new ArrayList<Candidate>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = listed.stream()
                    .map(each -> threads.submit(() -> candidate(each)))
                    .toList();
            for (int i = 0; i < listed.size(); i++) {
                candidates.add(answered(
                        listed.get(i),
                        asking.get(i),
                        end - context.tools().ticker().nanos()));
            }
            threads.shutdownNow();
        }
        return candidates;
    }

    private static Candidate answered(Listed listed, Future<Candidate> asking, long nanosLeft)
            throws InterruptedException {
        try {
            return asking.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return silent(listed, "it did not answer in time");
        } catch (ExecutionException failed) {
            return silent(listed, String.valueOf(failed.getCause()));
        }
    }

    private static Candidate silent(Listed listed, String why) {
        return new Candidate(new Orchestrator(EthAddress.ZERO, listed.service()), new Candidate.Silence(why));
    }

    private Candidate candidate(Listed listed) throws InterruptedException {
        long begun = context.tools().ticker().nanos();
        try {
            var token =
                    peer.token(listed.service(), proof(), flight.capability(), flight.paysBy(), config.eachSearch());
            var paid = token.offer().map(TicketParams::recipient).orElse(EthAddress.ZERO);
            var orchestrator = new Orchestrator(paid, listed.service());
            tokens.put(orchestrator, token);
            if (token.freeCapacity() == 0) {
                flight.full(orchestrator);
            }
            return new Candidate(
                    orchestrator,
                    offer(token, Duration.ofNanos(context.tools().ticker().nanos() - begun)));
        } catch (PeerException refused) {
            return silent(listed, String.valueOf(refused.getMessage()));
        }
    }

    private SenderProof proof() {
        return context.tools()
                .account()
                .map(account -> SenderProof.by(account.signer()))
                .orElseGet(() -> SenderProof.unsigned(EthAddress.ZERO));
    }

    private Candidate.Offer offer(JobToken token, Duration roundTrip) {
        var load = token.freeCapacity() > 0 ? new Candidate.Load(0, token.freeCapacity()) : new Candidate.Load(1, 1);
        return new Candidate.Offer(
                Optional.of(perSecondAhead(token)), List.of(), load, tickets(token), roundTrip, OptionalDouble.empty());
    }

    /** The price of a second that is paid ahead, whatever is counted: so offers by several units can be compared. */
    private Price perSecondAhead(JobToken token) {
        var ahead = token.price().times(token.unitsAhead(flight.seconds()));
        return new Price(
                new Credit(ahead.numerator(), ahead.denominator().multiply(BigInteger.valueOf(flight.seconds()))));
    }

    private Candidate.Tickets tickets(JobToken token) {
        var account = context.tools().account();
        if (account.isEmpty() || token.price().isFree()) {
            return new Candidate.Acceptable();
        }
        return context.tools()
                .offers()
                .refusal(token.offer(), 1, account.get().funds(), account.get().time())
                .<Candidate.Tickets>map(refusal -> new Candidate.Unacceptable(refusal.message(), "", ""))
                .orElseGet(Candidate.Acceptable::new);
    }

    /** Whether anybody offers the container at all. */
    boolean isOffered() {
        return !tokens.isEmpty();
    }

    @Override
    public void open(int number, Candidate candidate) throws PeerException {
        var token = Optional.ofNullable(tokens.get(candidate.orchestrator()))
                .orElseThrow(() -> new PeerException(
                        Reason.SESSION_REFUSED, Sent.NOTHING, candidate.orchestrator() + " gave no token"));
        sessions.put(
                number,
                new ContainerSession(
                        candidate.orchestrator(),
                        token,
                        purse(candidate.orchestrator().service(), token)));
    }

    /** The one of earlier jobs, with the terms of now. */
    private Optional<SessionPurse> purse(URI service, JobToken token) {
        var account = context.tools().account();
        if (account.isEmpty() || token.price().isFree() || token.offer().isEmpty()) {
            return Optional.empty();
        }
        var unit = token.metering().unit();
        var kept = purses.find(service, flight.capability(), unit);
        if (kept.isPresent()
                && kept.get()
                        .adopt(Optional.of(token.price()), token.offer().get())
                        .isEmpty()) {
            return kept;
        }
        var purse = new SessionPurse(
                account.get(),
                context.tools().offers(),
                token.price(),
                token.offer().get());
        purses.put(service, flight.capability(), unit, purse);
        return Optional.of(purse);
    }

    Optional<ContainerSession> find(int number) {
        return Optional.ofNullable(sessions.get(number));
    }

    /** With a token of now: for tickets that were refused. */
    ContainerSession renewed(int number, ContainerSession session) throws PeerException, InterruptedException {
        var service = session.orchestrator().service();
        var token = peer.token(service, proof(), flight.capability(), flight.paysBy(), config.eachSearch());
        var next = new ContainerSession(session.orchestrator(), token, renewed(session, token));
        sessions.replace(number, next);
        return next;
    }

    private Optional<SessionPurse> renewed(ContainerSession session, JobToken token) {
        if (token.metering().unit() != session.token().metering().unit()) {
            return purse(session.orchestrator().service(), token);
        }
        if (session.purse().isPresent() && token.offer().isPresent()) {
            session.purse()
                    .get()
                    .adopt(Optional.of(token.price()), token.offer().get());
        }
        return session.purse();
    }

    /** The money outlives the job. */
    @Override
    public void close(int number) {
        sessions.remove(number);
    }

    @Override
    public void closeAll() {
        sessions.clear();
    }

    @Override
    public Stream<Orchestrator> orchestrators() {
        return sessions.values().stream().map(ContainerSession::orchestrator);
    }
}
