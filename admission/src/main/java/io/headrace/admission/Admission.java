package io.headrace.admission;

import io.headrace.crypto.EthAddress;
import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.media.ManifestId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The working side of an orchestrator, running: it owns the desk, hands units to the workshop, watches the time, and
 * gives each sender one answer. Any thread may call it; nothing blocks.
 *
 * <p>A unit comes in three calls: {@link #request}; once admitted {@link #paymentAccepted} or
 * {@link #paymentRefused}; then {@link #sourceArrived} or {@link #abandoned}. The answer may come at any time after
 * the first.
 */
public final class Admission {

    /** Letters from outside that may wait for the desk; with more than that it is too busy to decide. */
    private static final int PATIENCE = 10_000;

    private final DeskMachine machine;
    private final DeskSurroundings surroundings;
    private final Owner<Desk, DeskEvent, DeskEffect> desk;
    private final AtomicLong numbers = new AtomicLong();

    /** Whoever asked for a place. Called on the desk's thread; returns at once. */
    public interface Sender {

        void admitted(UnitRequest request);

        void refused(Refusal refusal);

        /** @param end {@link UnitState.Finished} or {@link UnitState.Failed} */
        void answered(UnitState end);
    }

    public Admission(AdmissionLimits limits, Host host, Workshop workshop, Till till, AdmissionLog log) {
        machine = new DeskMachine(limits);
        surroundings = new DeskSurroundings(host, workshop, till, log);
        desk = new Owner<>("admission", machine, Desk.open(workshop.capacity()), host, PATIENCE, surroundings);
    }

    /** Asks for a place. The sender is told once that it has one or that it has none. */
    public void request(
            SessionId session, EthAddress payer, ManifestId stream, long seq, Duration duration, Sender sender) {
        var unit = new UnitId(session, numbers.incrementAndGet());
        var request = new UnitRequest(unit, payer, stream, seq, duration);
        if (!surroundings.expect(request, sender)) {
            sender.refused(new Refusal.Draining());
        } else if (!desk.offer(new DeskEvent.UnitRequested(request))) {
            surroundings.forget(unit);
            sender.refused(new Refusal.Busy(PATIENCE, PATIENCE));
        }
    }

    /** @param cover what has just been set aside for the unit; from here on the desk answers for it */
    public void paymentAccepted(UnitRequest request, Cover cover) {
        tell(request, new UnitEvent.PaymentAccepted(cover));
    }

    public void paymentRefused(UnitRequest request, String reason) {
        tell(request, new UnitEvent.PaymentRefused(reason));
    }

    public void sourceArrived(UnitRequest request, WorkOrder order) {
        tell(request, new UnitEvent.SourceArrived(order));
    }

    /** The sender is gone, or its media is not what it announced. */
    public void abandoned(UnitRequest request, String reason) {
        tell(request, new UnitEvent.Abandoned(reason));
    }

    /** Its results are let go of once the units in flight are answered. */
    public void endSession(SessionId session) {
        desk.offer(new DeskEvent.SessionEnded(session));
    }

    public void capacityChanged(int capacity) {
        desk.tell(new DeskEvent.CapacityChanged(capacity));
    }

    /** Takes no new session; {@link AdmissionLog#drained} follows, soon after {@code patience} at the latest. */
    public void drain(Duration patience) {
        desk.tell(new DeskEvent.DrainRequested(patience));
    }

    /** Why a new session would be refused now; for advertising, which decides nothing. */
    public Optional<Refusal> refusalOfNewSession() {
        return machine.refusalOfNewSession(desk.state());
    }

    /** The latest state; may be one step old by the time it is read. */
    public Desk view() {
        return desk.state();
    }

    private void tell(UnitRequest request, UnitEvent event) {
        desk.tell(new DeskEvent.UnitMoved(request, event));
    }
}
