package io.headrace.gateway.realtime.session;

import io.headrace.gateway.realtime.flow.Standing;
import io.headrace.job.lifecycle.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The sessions that are attached to the flow of a stream: which of them serves, and how many are on their way. A change and
 * what the flow is told of it are one. Sessions have the flow's number, never used twice, and the job's once it works in
 * them. Any thread.
 */
final class AttachedSessions {

    private final Flow flow;

    /** By the flow's numbers, in the order in which they began. */
    private final Map<Integer, LiveSession> attached = new LinkedHashMap<>();

    /** The flow's number of the one that serves; 0 before the first. */
    private int serving;

    /** The flow's number last given. */
    private int last;

    /** The job's number of the session that it asked for last. */
    private int wanted;

    /** Sessions that were asked for and are not given yet. */
    private int starting;

    private boolean over;

    AttachedSessions(Flow flow) {
        this.flow = flow;
    }

    /** A session is asked for; its number, or empty after the end. Whoever begins says {@link #startEnded}. */
    synchronized OptionalInt startBegins() {
        if (over) {
            return OptionalInt.empty();
        }
        starting++;
        return OptionalInt.of(++last);
    }

    synchronized void attach(SessionStarter.Started started, Standing standing) {
        var session = started.session();
        attached.put(session.number(), session);
        flow.attach(session.number(), started.answer().channels(), standing);
    }

    /** Returns whether the end came meanwhile: what was given is to be given back then. */
    synchronized boolean startEnded() {
        starting--;
        return over;
    }

    /** The flow is closed after the end, by the last that was still starting. */
    void closeFlow() {
        boolean isLast;
        synchronized (this) {
            isLast = starting == 0;
        }
        if (isLast) {
            flow.close();
        }
    }

    /** The job asks for a session; one that it asked for before is not wanted any more. */
    synchronized void wants(int jobsNumber) {
        wanted = jobsNumber;
    }

    /** The job works in that one from now on, unless it has failed or is not wanted any more: then why not. */
    synchronized Optional<Reason> serve(int jobsNumber, LiveSession session, Runnable first) {
        var failure = wanted == jobsNumber ? session.serves(jobsNumber) : Optional.of(Reason.SESSION_ENDED);
        if (failure.isEmpty()) {
            first.run();
            serving = session.number();
            flow.takeOver(session.number());
        }
        return failure;
    }

    /** The job does not work in that one any more; returned if it is dead. */
    synchronized Optional<LiveSession> leave(int jobsNumber) {
        wanted = wanted == jobsNumber ? 0 : wanted;
        return ofJob(jobsNumber).filter(LiveSession::dead);
    }

    /** Nothing begins from now on. All that are attached. */
    synchronized List<LiveSession> end() {
        over = true;
        return all();
    }

    /** Returns whether it was attached. */
    synchronized boolean detach(LiveSession session) {
        if (attached.remove(session.number()) == null) {
            return false;
        }
        flow.detach(session.number());
        return true;
    }

    /** Marks it as failed; whether that is news, and whether it serves. */
    synchronized Failure fail(LiveSession session, Reason reason) {
        return over || !session.failed(reason)
                ? Failure.KNOWN
                : serves(session.number()) ? Failure.SERVING : Failure.BESIDE;
    }

    /** What the failure of a session means. */
    enum Failure {
        KNOWN,
        SERVING,
        /** Nobody waits for its output. */
        BESIDE
    }

    synchronized List<LiveSession> all() {
        return List.copyOf(attached.values());
    }

    synchronized Optional<LiveSession> find(int number) {
        return Optional.ofNullable(attached.get(number));
    }

    /** The one that serves. */
    synchronized Optional<LiveSession> current() {
        return find(serving);
    }

    /** Whether it is the flow's number of the one that serves. */
    synchronized boolean serves(int number) {
        return serving == number;
    }

    /** Those that served before this one, if it is the one that serves. */
    synchronized List<LiveSession> before(int number) {
        return serving == number
                ? attached.values().stream()
                        .filter(each -> each.number() != number && each.ofJob().isPresent())
                        .toList()
                : List.of();
    }

    /** The one in which the job works, or worked, under that number. */
    synchronized Optional<LiveSession> ofJob(int jobsNumber) {
        return attached.values().stream()
                .filter(session -> session.ofJob().equals(OptionalInt.of(jobsNumber)))
                .findFirst();
    }
}
