package io.headrace.admission;

import io.headrace.machine.Machine;
import io.headrace.machine.Moment;
import io.headrace.machine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who gets a place, whose turn it is, when a session is over: the decisions that units of one orchestrator share.
 *
 * <p>Guarantee 3: a unit has its place before its payment is looked at. A session that is open is never refused for
 * the number of sessions (wire protocol section 5.10).
 */
public final class DeskMachine implements Machine<Desk, DeskEvent, DeskEffect> {

    /** What can become of a session; "none" stands for one that is not open. The documentation prints it. */
    public static final String SESSION_TRANSITIONS = """
            none     UnitRequested       Serving  its first unit got a place
            Serving  UnitMoved           Idle     its last unit was answered
            Serving  SessionEnded        Ending   the gateway ended it with units in flight
            Serving  DrainPatienceEnded  Ending   the operator waits no longer
            Idle     UnitRequested       Serving  the next unit
            Idle     SessionEnded        none     the gateway ended it
            Idle     IdleTimePassed      none     nothing came for too long
            Idle     DrainPatienceEnded  none     the operator waits no longer
            Ending   UnitRequested       Serving  the gateway thought better of it
            Ending   UnitMoved           none     its last unit was answered
            """;

    private final AdmissionLimits limits;
    private final UnitMachine units;

    public DeskMachine(AdmissionLimits limits) {
        this.limits = limits;
        this.units = new UnitMachine(limits);
    }

    /** Never: whoever asks a drained desk is told so. */
    @Override
    public boolean ended(Desk desk) {
        return false;
    }

    @Override
    public Step<Desk, DeskEffect> step(Desk desk, DeskEvent event, Moment moment) {
        var step = switch (event) {
            case DeskEvent.UnitRequested(var request) -> request(desk, request, moment);
            case DeskEvent.UnitMoved(var request, var moved) -> move(desk, request, moved, moment);
            case DeskEvent.SessionEnded(var session) -> end(desk, session, Session.Cause.ENDED_BY_GATEWAY);
            case DeskEvent.IdleTimePassed(var session, var since) -> idle(desk, session, since);
            case DeskEvent.CapacityChanged(var capacity) -> Step.<Desk, DeskEffect>to(desk.withCapacity(capacity));
            case DeskEvent.DrainRequested(var patience) -> drain(desk, patience);
            case DeskEvent.DrainPatienceEnded _ -> close(desk);
        };
        return reportDrained(dispatch(step, moment));
    }

    /** Why a session that is not open yet would be refused now. */
    public Optional<Refusal> refusalOfNewSession(Desk desk) {
        if (desk.mode() != Desk.Mode.SERVING) {
            return Optional.of(new Refusal.Draining());
        }
        int open = desk.sessions().size();
        return open < limits.maxSessions()
                ? Optional.empty()
                : Optional.of(new Refusal.Capped(open, limits.maxSessions()));
    }

    private Step<Desk, DeskEffect> request(Desk desk, UnitRequest request, Moment moment) {
        var session = desk.sessions().get(request.session());
        var refusal = session == null ? refusalOfNewSession(desk) : refusalOfUnit(desk, session);
        return refusal.map(reason -> Step.<Desk, DeskEffect>to(desk, new DeskEffect.Refuse(request.unit(), reason)))
                .orElseGet(() -> admit(desk, request, moment));
    }

    private Optional<Refusal> refusalOfUnit(Desk desk, Session session) {
        if (desk.mode() == Desk.Mode.CLOSING) {
            return Optional.of(new Refusal.Draining());
        }
        int taken = session.units().size();
        return taken < limits.unitsPerSession()
                ? Optional.empty()
                : Optional.of(new Refusal.Busy(taken, limits.unitsPerSession()));
    }

    private Step<Desk, DeskEffect> admit(Desk desk, UnitRequest request, Moment moment) {
        var unit = units.begin(request, moment);
        var places = new LinkedHashMap<UnitId, UnitState>();
        Optional.ofNullable(desk.sessions().get(request.session())).ifPresent(open -> places.putAll(open.units()));
        places.put(request.unit(), unit.state());
        return new Step<>(
                desk.with(request.session(), new Session.Serving(places)),
                effects(unit.effects(), new DeskEffect.Admit(request.unit())));
    }

    private Step<Desk, DeskEffect> move(Desk desk, UnitRequest request, UnitEvent event, Moment moment) {
        return desk.unit(request.unit())
                .map(state -> move(desk, state, event, moment))
                .orElseGet(() -> late(desk, request, event));
    }

    /** The unit has been answered already. What was set aside for it in the meantime goes back. */
    private static Step<Desk, DeskEffect> late(Desk desk, UnitRequest request, UnitEvent event) {
        return event instanceof UnitEvent.PaymentAccepted(var cover)
                ? Step.to(desk, new DeskEffect.ForUnit(new UnitEffect.Release(request, cover)))
                : Step.to(desk);
    }

    private Step<Desk, DeskEffect> move(Desk desk, UnitState state, UnitEvent event, Moment moment) {
        var step = units.step(state, event, moment);
        var effects = effects(step.effects());
        var id = state.unit().session();
        var session = session(desk, id);
        var places = new LinkedHashMap<>(session.units());
        if (!units.ended(step.state())) {
            places.put(state.unit(), step.state());
            return new Step<>(desk.with(id, session.with(places)), effects);
        }
        places.remove(state.unit());
        return places.isEmpty()
                ? empty(desk, id, session, effects, moment)
                : new Step<>(desk.with(id, session.with(places)), effects);
    }

    private Step<Desk, DeskEffect> empty(
            Desk desk, SessionId id, Session session, List<DeskEffect> effects, Moment moment) {
        if (session instanceof Session.Ending(var _, var cause)) {
            effects.add(new DeskEffect.CloseSession(id, cause));
            return new Step<>(desk.without(id), effects);
        }
        effects.add(new DeskEffect.WatchIdle(id, moment.now(), limits.sessionIdle()));
        return new Step<>(desk.with(id, new Session.Idle(moment.now())), effects);
    }

    private static Step<Desk, DeskEffect> end(Desk desk, SessionId id, Session.Cause cause) {
        var session = desk.sessions().get(id);
        if (session == null) {
            return Step.to(desk);
        }
        return switch (session) {
            case Session.Idle _ -> Step.to(desk.without(id), new DeskEffect.CloseSession(id, cause));
            case Session.Serving(var places) -> Step.to(desk.with(id, new Session.Ending(places, cause)));
            case Session.Ending _ -> Step.to(desk);
        };
    }

    private static Step<Desk, DeskEffect> idle(Desk desk, SessionId id, Instant since) {
        return new Session.Idle(since).equals(desk.sessions().get(id))
                ? end(desk, id, Session.Cause.IDLE)
                : Step.to(desk);
    }

    private static Step<Desk, DeskEffect> drain(Desk desk, Duration patience) {
        return desk.mode() == Desk.Mode.SERVING
                ? Step.to(desk.in(Desk.Mode.DRAINING), new DeskEffect.EndPatienceAfter(patience))
                : Step.to(desk);
    }

    private static Step<Desk, DeskEffect> close(Desk desk) {
        if (desk.mode() != Desk.Mode.DRAINING) {
            return Step.to(desk);
        }
        var closing = desk.in(Desk.Mode.CLOSING);
        var effects = new ArrayList<DeskEffect>();
        for (var id : desk.sessions().keySet()) {
            var step = end(closing, id, Session.Cause.DRAINED);
            closing = step.state();
            effects.addAll(step.effects());
        }
        return new Step<>(closing, effects);
    }

    /** Gives every free worker the unit that has waited longest; where there is no worker, nobody waits. */
    private Step<Desk, DeskEffect> dispatch(Step<Desk, DeskEffect> step, Moment moment) {
        return step.state().capacity() == 0
                ? moveNext(step, new UnitEvent.WorkersGone(), desk -> true, moment)
                : moveNext(step, new UnitEvent.TurnCame(), desk -> desk.working() < desk.capacity(), moment);
    }

    private Step<Desk, DeskEffect> moveNext(
            Step<Desk, DeskEffect> step, UnitEvent event, Predicate<Desk> more, Moment moment) {
        var desk = step.state();
        var effects = new ArrayList<>(step.effects());
        for (var next = next(desk); next.isPresent() && more.test(desk); next = next(desk)) {
            var turn = move(desk, next.get(), event, moment);
            desk = turn.state();
            effects.addAll(turn.effects());
        }
        return new Step<>(desk, effects);
    }

    private Optional<UnitState> next(Desk desk) {
        return desk.next(limits.runningPerSession()).flatMap(desk::unit);
    }

    private static Step<Desk, DeskEffect> reportDrained(Step<Desk, DeskEffect> step) {
        var desk = step.state();
        boolean leaving = desk.mode() == Desk.Mode.DRAINING || desk.mode() == Desk.Mode.CLOSING;
        return leaving && desk.sessions().isEmpty()
                ? new Step<>(desk.in(Desk.Mode.DRAINED), step.effects()).and(new DeskEffect.ReportDrained())
                : step;
    }

    private static Session session(Desk desk, SessionId id) {
        return Optional.ofNullable(desk.sessions().get(id)).orElseThrow();
    }

    private static List<DeskEffect> effects(List<UnitEffect> ofUnit, DeskEffect... before) {
        var all = new ArrayList<>(List.of(before));
        ofUnit.forEach(effect -> all.add(new DeskEffect.ForUnit(effect)));
        return all;
    }
}
