package io.headrace.admission;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Does what the desk wants done. On the desk's thread, but for {@link #expect} and {@link #forget}. */
final class DeskSurroundings implements Owner.Surroundings<Desk, DeskEvent, DeskEffect> {

    private final Host host;
    private final Workshop workshop;
    private final Till till;
    private final AdmissionLog log;
    private final Map<UnitId, AskedUnit> asked = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    DeskSurroundings(Host host, Workshop workshop, Till till, AdmissionLog log) {
        this.host = host;
        this.workshop = workshop;
        this.till = till;
        this.log = log;
    }

    /** False when the desk stands still. */
    boolean expect(UnitRequest request, Admission.Sender sender) {
        asked.put(request.unit(), new AskedUnit(request, sender));
        if (stopped) {
            asked.remove(request.unit());
        }
        return !stopped;
    }

    void forget(UnitId unit) {
        asked.remove(unit);
    }

    /** Facts are told to the log as the effects say them; the desk itself is not kept over a restart. */
    @Override
    public void record(String id, Instant at, Desk from, DeskEvent event, Step<Desk, DeskEffect> step) {}

    @Override
    public void perform(DeskEffect effect, Owner<Desk, DeskEvent, DeskEffect> desk) {
        switch (effect) {
            case DeskEffect.Admit(var unit) -> admit(waiting(unit));
            case DeskEffect.Refuse(var unit, var refusal) -> refuse(left(unit), refusal);
            case DeskEffect.ForUnit(var ofUnit) -> perform(ofUnit, desk);
            case DeskEffect.WatchIdle(var session, var since, var idle) ->
                host.after(idle, () -> desk.tell(new DeskEvent.IdleTimePassed(session, since)));
            case DeskEffect.CloseSession(var session, var cause) -> {
                workshop.sessionEnded(session);
                log.sessionClosed(session, cause);
            }
            case DeskEffect.EndPatienceAfter(var patience) ->
                host.after(patience, () -> desk.tell(new DeskEvent.DrainPatienceEnded()));
            case DeskEffect.ReportDrained _ -> log.drained();
        }
    }

    private void perform(UnitEffect effect, Owner<Desk, DeskEvent, DeskEffect> desk) {
        switch (effect) {
            case UnitEffect.WaitAtMost(var unit, var time) -> {
                var late = waiting(unit);
                late.timer = host.after(time, () -> tell(desk, late.request, new UnitEvent.Overdue()));
            }
            case UnitEffect.Dispatch(var unit, var order, int attempt) -> dispatch(waiting(unit), order, attempt, desk);
            case UnitEffect.CancelWork(var unit, var _) -> waiting(unit).work.cancel();
            case UnitEffect.Settle(var request, var cover, var pixels) -> till.settle(request, cover, pixels);
            case UnitEffect.Release(var request, var cover) -> till.release(request, cover);
            case UnitEffect.Answer(var unit, var end) -> answer(left(unit), end);
        }
    }

    private AskedUnit waiting(UnitId unit) {
        return Optional.ofNullable(asked.get(unit)).orElseThrow();
    }

    private AskedUnit left(UnitId unit) {
        return Optional.ofNullable(asked.remove(unit)).orElseThrow();
    }

    private void admit(AskedUnit unit) {
        log.admitted(unit.request);
        unit.sender.admitted(unit.request);
    }

    private void refuse(AskedUnit unit, Refusal refusal) {
        log.refused(unit.request, refusal);
        unit.sender.refused(refusal);
    }

    private void dispatch(AskedUnit unit, WorkOrder order, int attempt, Owner<Desk, DeskEvent, DeskEffect> desk) {
        unit.work = workshop.begin(order, new Workshop.Reports() {
            @Override
            public void begun(Worker worker) {
                log.workerBegan(unit.request, attempt, worker);
            }

            @Override
            public void ended(Outcome outcome) {
                log.attemptEnded(unit.request, attempt, outcome);
                tell(desk, unit.request, new UnitEvent.WorkEnded(attempt, outcome));
            }
        });
    }

    private void answer(AskedUnit unit, UnitState end) {
        unit.timer.cancel();
        log.answered(end);
        unit.sender.answered(end);
    }

    private static void tell(Owner<Desk, DeskEvent, DeskEffect> desk, UnitRequest request, UnitEvent event) {
        desk.tell(new DeskEvent.UnitMoved(request, event));
    }

    /** Nobody decides any more, so nobody may wait for a decision. */
    @Override
    public void stopped(String id, Desk desk, DeskEvent event, RuntimeException bug) {
        stopped = true;
        log.stopped(bug);
        asked.values().removeIf(this::giveUp);
    }

    private boolean giveUp(AskedUnit unit) {
        unit.timer.cancel();
        unit.work.cancel();
        unit.sender.answered(new UnitState.Failed(unit.request, host.moment().now(), new Failure.DeskStopped()));
        return true;
    }
}
