package io.headrace.admission.live;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import io.headrace.media.ManifestId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Who gets a place for a live session, how it goes on and when it ends.
 *
 * <p>Guarantee 3: a session has its place before its payment is looked at, and holds it until its runner has stopped and
 * its channels are closed. What becomes of it in between is a table of {@link #SESSION_TRANSITIONS}.
 */
public final class LiveDeskMachine implements Machine<LiveDesk, LiveDeskEvent, LiveEffect> {

    /** What can become of a session; "none" stands for one of which nothing is left. A test holds it against what was visited. */
    public static final String SESSION_TRANSITIONS =
            "none      SessionRequested   Reserved  a place is free\n" + LiveSessionMachine.TRANSITIONS;

    private final LiveLimits limits;
    private final LiveSessionMachine sessions;

    public LiveDeskMachine(LiveLimits limits) {
        this.limits = limits;
        this.sessions = new LiveSessionMachine(limits);
    }

    /** Never: whoever asks a drained desk is told so. */
    @Override
    public boolean ended(LiveDesk desk) {
        return false;
    }

    @Override
    public Step<LiveDesk, LiveEffect> step(LiveDesk desk, LiveDeskEvent event, Moment moment) {
        return reportDrained(
                switch (event) {
                    case LiveDeskEvent.SessionRequested(var request, int capacity) ->
                        request(desk, request, capacity, moment);
                    case LiveDeskEvent.SessionMoved(var session, var moved) -> move(desk, session, moved, moment);
                    case LiveDeskEvent.DrainRequested(var patience) -> drain(desk, patience);
                    case LiveDeskEvent.DrainPatienceEnded _ -> endAll(desk, moment);
                });
    }

    /** Why a session of that model would be refused now, whoever asked. */
    public Optional<LiveRefusal> refusal(LiveDesk desk, String model, int capacity) {
        if (desk.isLeaving()) {
            return Optional.of(new LiveRefusal.Draining());
        }
        int open = desk.sessions().size();
        if (open >= limits.maxSessions()) {
            return Optional.of(new LiveRefusal.Capped(open, limits.maxSessions()));
        }
        int inUse = desk.inUse(model);
        return inUse < capacity ? Optional.empty() : Optional.of(new LiveRefusal.NoneFree(model, inUse, capacity));
    }

    private Step<LiveDesk, LiveEffect> request(LiveDesk desk, LiveRequest request, int capacity, Moment moment) {
        return refusal(desk, request.model(), capacity)
                .or(() -> refusalOfSender(desk, request))
                .map(refusal -> Step.<LiveDesk, LiveEffect>to(desk, new LiveEffect.Refuse(request, refusal)))
                .orElseGet(() -> {
                    var begun = sessions.begin(request, moment);
                    return new Step<>(desk.with(begun.state().orElseThrow()), begun.effects());
                });
    }

    /** Off chain nobody can be told from anybody else. */
    private Optional<LiveRefusal> refusalOfSender(LiveDesk desk, LiveRequest request) {
        int open = request.sender().isZero() ? 0 : desk.ofSender(request.sender());
        return open < limits.sessionsPerSender()
                ? Optional.empty()
                : Optional.of(new LiveRefusal.TooManyOfSender(open, limits.sessionsPerSender()));
    }

    /** What comes for a session of which nothing is left comes too late. */
    private Step<LiveDesk, LiveEffect> move(LiveDesk desk, ManifestId id, LiveEvent event, Moment moment) {
        return desk.session(id)
                .map(session -> {
                    var step = sessions.step(session, event, moment);
                    var next = step.state().map(desk::with).orElseGet(() -> desk.without(id));
                    return new Step<>(next, step.effects());
                })
                .orElseGet(() -> Step.to(desk));
    }

    private static Step<LiveDesk, LiveEffect> drain(LiveDesk desk, Duration patience) {
        if (desk.isLeaving()) {
            return Step.to(desk);
        }
        var effects = new ArrayList<LiveEffect>();
        desk.sessions().values().stream()
                .filter(session -> session instanceof LiveSession.Starting || session instanceof LiveSession.Serving)
                .map(session -> session.request().session())
                .forEach(session -> effects.add(new LiveEffect.TellDrain(session, patience)));
        effects.add(new LiveEffect.EndPatienceAfter(patience));
        return new Step<>(desk.in(LiveDesk.Mode.DRAINING), effects);
    }

    private Step<LiveDesk, LiveEffect> endAll(LiveDesk desk, Moment moment) {
        var left = desk;
        var effects = new ArrayList<LiveEffect>();
        for (var id : desk.sessions().keySet()) {
            var step = move(left, id, new LiveEvent.PatienceEnded(), moment);
            left = step.state();
            effects.addAll(step.effects());
        }
        return new Step<>(left, effects);
    }

    private static Step<LiveDesk, LiveEffect> reportDrained(Step<LiveDesk, LiveEffect> step) {
        var desk = step.state();
        return desk.mode() == LiveDesk.Mode.DRAINING && desk.sessions().isEmpty()
                ? new Step<>(desk.in(LiveDesk.Mode.DRAINED), step.effects()).and(new LiveEffect.ReportDrained())
                : step;
    }
}
