package io.headrace.gateway.batch.work;

import io.headrace.gateway.peer.PeerException;
import io.headrace.gateway.run.JobSession;
import io.headrace.gateway.run.Negotiation;
import io.headrace.gateway.run.RunContext;
import io.headrace.gateway.run.Sessions;
import io.headrace.job.selection.Candidate;
import io.headrace.job.selection.Orchestrator;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.wire.OrchestratorInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The agreements of one request, borrowed from those that are kept. Whoever has the model ready comes before those who
 * would have to start it, and whoever failed lately is left out while others are there. Any thread.
 */
final class BatchSessions implements Sessions {

    private final Flight flight;
    private final RunContext context;
    private final Negotiation negotiation;
    private final KeptAgreements agreements;
    private final Absences absences;
    private final Map<Integer, JobSession> sessions = new ConcurrentHashMap<>();

    BatchSessions(
            Flight flight, RunContext context, Negotiation negotiation, KeptAgreements agreements, Absences absences) {
        this.flight = flight;
        this.context = context;
        this.negotiation = negotiation;
        this.agreements = agreements;
        this.absences = absences;
    }

    @Override
    public List<Candidate> candidates() throws InterruptedException {
        return told(context.tools().directory().candidates(flight.needed()));
    }

    @Override
    public Optional<List<Candidate>> candidatesAtHand() {
        return context.tools().directory().candidatesAtHand(flight.needed()).map(this::told);
    }

    private List<Candidate> told(List<Candidate> listed) {
        var directory = context.tools().directory();
        var found = listed.stream().map(this::withoutGone).map(this::withLoad).toList();
        var willing = found.stream().filter(this::isWilling).toList();
        flight.log().willing(willing.stream().map(Candidate::orchestrator).collect(Collectors.toUnmodifiableSet()));
        if (willing.isEmpty()) {
            found.stream().filter(BatchSessions::isFull).forEach(each -> directory.distrust(each.orchestrator()));
            return found;
        }
        return preferred(found, willing);
    }

    /** Leaves those out whom nobody should ask yet; their turn comes when the others have been tried. */
    private List<Candidate> preferred(List<Candidate> found, List<Candidate> willing) {
        var present = willing.stream().filter(each -> absence(each).isEmpty()).toList();
        var able = present.isEmpty() ? willing : present;
        var warm = able.stream().filter(this::isWarm).filter(this::isUntried).toList();
        var first = warm.isEmpty() ? able : warm;
        var listed = new ArrayList<>(found);
        listed.removeIf(each -> willing.contains(each) && !first.contains(each));
        return listed;
    }

    private Optional<Absences.Absence> absence(Candidate candidate) {
        return absences.of(
                candidate.orchestrator().service(), flight.request().pipeline().name(), now());
    }

    private Instant now() {
        return context.tools().host().moment().now();
    }

    /** What was refused for good is no ability any more. */
    private Candidate withoutGone(Candidate candidate) {
        return candidate.answer() instanceof Candidate.Offer offer
                        && absence(candidate).orElse(null) instanceof Absences.Absence.Forever(var why)
                ? new Candidate(candidate.orchestrator(), lacking(offer, why))
                : candidate;
    }

    private Candidate.Offer lacking(Candidate.Offer offer, String why) {
        var missing = new ArrayList<>(offer.missing());
        missing.add(flight.request().pipeline().name() + " (" + why + ")");
        return new Candidate.Offer(
                offer.price(),
                missing,
                offer.load(),
                offer.tickets(),
                offer.roundTrip(),
                offer.latencyScore(),
                offer.trust(),
                offer.draining(),
                offer.region(),
                offer.standingBy());
    }

    /** What is told of the model is how many of its jobs may begin now. */
    private Candidate withLoad(Candidate candidate) {
        var place = constraint(candidate);
        if (!(candidate.answer() instanceof Candidate.Offer offer)
                || place.filter(told -> told.capacity() == 0).isEmpty()) {
            return candidate;
        }
        int taken = Math.max(1, place.get().capacityInUse());
        return new Candidate(
                candidate.orchestrator(),
                new Candidate.Offer(
                        offer.price(),
                        offer.missing(),
                        new Candidate.Load(taken, taken),
                        offer.tickets(),
                        offer.roundTrip(),
                        offer.latencyScore(),
                        offer.trust(),
                        offer.draining(),
                        offer.region(),
                        offer.standingBy()));
    }

    private Optional<ModelConstraint> constraint(Candidate candidate) {
        return context.tools()
                .directory()
                .heardFrom(candidate.orchestrator().service())
                .flatMap(this::constraint);
    }

    private Optional<ModelConstraint> constraint(OrchestratorInfo info) {
        return info.capabilities()
                .map(offer -> offer.constraints()
                        .perCapability()
                        .getOrDefault(flight.capability().id(), Map.of()))
                .flatMap(models -> Optional.ofNullable(models.get(flight.listed())));
    }

    private boolean isWilling(Candidate candidate) {
        return candidate.answer() instanceof Candidate.Offer offer
                && offer.missing().isEmpty()
                && !offer.draining()
                && !offer.load().full()
                && offer.tickets() instanceof Candidate.Acceptable
                && offer.price()
                        .flatMap(price -> negotiation.maxPrice().get().filter(most -> price.compareTo(most) > 0))
                        .isEmpty();
    }

    private static boolean isFull(Candidate candidate) {
        return candidate.answer() instanceof Candidate.Offer offer
                && offer.load().full();
    }

    private boolean isWarm(Candidate candidate) {
        return constraint(candidate).filter(ModelConstraint::warm).isPresent();
    }

    private boolean isUntried(Candidate candidate) {
        return !flight.log().tries().asked(candidate.orchestrator());
    }

    /** Whether the model has to be started there first. */
    boolean isCold(JobSession session) {
        return constraint(session.info()).filter(told -> !told.warm()).isPresent();
    }

    @Override
    public void open(int number, Candidate candidate) throws PeerException {
        var place = place(candidate.orchestrator());
        sessions.put(number, agreements.agree(place, negotiation, number, candidate));
    }

    @Override
    public boolean openAtHand(int number, Candidate candidate) {
        var session = agreements.agreed(place(candidate.orchestrator()), negotiation, number, candidate);
        session.ifPresent(known -> sessions.put(number, known));
        return session.isPresent();
    }

    KeptAgreements.Kept place(Orchestrator orchestrator) {
        return agreements.with(flight.account(), orchestrator.service());
    }

    Optional<JobSession> find(int number) {
        return Optional.ofNullable(sessions.get(number));
    }

    /** Asks its orchestrator anew, for a payment that was refused. */
    JobSession renewed(JobSession session) throws PeerException {
        return renewed(session, place(session.orchestrator()).renewals());
    }

    /**
     * Asks its orchestrator anew, for parameters that have expired, unless another request has done so since.
     *
     * @param known how often it had been asked anew when they were looked at
     */
    JobSession renewed(JobSession session, int known) throws PeerException {
        var next = agreements
                .renew(place(session.orchestrator()), negotiation, session, known)
                .numbered(session.number());
        sessions.replace(session.number(), next);
        return next;
    }

    /** The agreement outlives the request. */
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
        return sessions.values().stream().map(JobSession::orchestrator);
    }
}
