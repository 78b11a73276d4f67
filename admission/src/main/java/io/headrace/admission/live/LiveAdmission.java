package io.headrace.admission.live;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.media.ManifestId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The live work of an orchestrator, running: it owns the desk, asks runners, looks at what comes in, charges for it and
 * ends sessions. Any thread may call it; nothing blocks.
 *
 * <p>A session comes in two calls: {@link #request}; once admitted {@link #paymentAccepted} or {@link #paymentRefused}.
 * The answer may come at any time after the first.
 */
public final class LiveAdmission {

    /** Letters from outside that may wait for the desk; with more than that it is too busy to decide. */
    private static final int PATIENCE = 10_000;

    private final LiveDeskMachine machine;
    private final LiveWorkshop workshop;
    private final LiveSurroundings surroundings;
    private final Owner<LiveDesk, LiveDeskEvent, LiveEffect> desk;

    /** Whoever asked for a place. Called on the desk's thread; returns at once. */
    public interface Asker {

        void admitted();

        void refused(LiveRefusal refusal);

        /** A runner works on it. The session ends without another word to the asker. */
        void started();

        /** Nothing is left of it. */
        void failed(LiveEnd end);
    }

    /** Where sessions get what they need. */
    public record Supplies(LiveWorkshop workshop, LiveStage stage, LiveTill till) {}

    public LiveAdmission(LiveLimits limits, Host host, Supplies supplies, LiveLog log) {
        machine = new LiveDeskMachine(limits);
        workshop = supplies.workshop();
        surroundings = new LiveSurroundings(host, supplies, log);
        desk = new Owner<>("live admission", machine, LiveDesk.open(), host, PATIENCE, surroundings);
    }

    /** Asks for a place. The asker is told once that it has one or that it has none. */
    public void request(LiveRequest request, Asker asker) {
        if (!surroundings.expect(request, asker)) {
            asker.refused(new LiveRefusal.Draining());
        } else if (!desk.offer(new LiveDeskEvent.SessionRequested(request, capacity(request.model())))) {
            surroundings.forget(request.session());
            asker.refused(new LiveRefusal.Busy(PATIENCE));
        }
    }

    /** The account covers the beginning. */
    public void paymentAccepted(ManifestId session) {
        tell(session, new LiveEvent.PaymentAccepted());
    }

    public void paymentRefused(ManifestId session, String reason) {
        tell(session, new LiveEvent.PaymentRefused(reason));
    }

    /** Whoever asked does not wait for the answer, or did not get it. */
    public void abandoned(ManifestId session) {
        tell(session, new LiveEvent.Abandoned());
    }

    /** The operator wants it to end. */
    public void stop(ManifestId session) {
        tell(session, new LiveEvent.StoppedByOperator());
    }

    /** Takes no new session; {@link LiveLog#drained} follows, soon after {@code patience} at the latest. */
    public void drain(Duration patience) {
        desk.tell(new LiveDeskEvent.DrainRequested(patience));
    }

    /** Why a session of that model would be refused now, whoever asked; decides nothing. */
    public Optional<LiveRefusal> refusal(String model) {
        return machine.refusal(desk.state(), model, capacity(model));
    }

    /** By model, how many sessions the workshop runs at once. */
    public Map<String, Integer> capacities() {
        return workshop.capacities();
    }

    /** What is known of those models besides. */
    public Map<String, LiveWorkshop.Readiness> readiness() {
        return workshop.readiness();
    }

    /** The latest state; may be one step old by the time it is read. */
    public LiveDesk view() {
        return desk.state();
    }

    private int capacity(String model) {
        return workshop.capacities().getOrDefault(model, 0);
    }

    private void tell(ManifestId session, LiveEvent event) {
        desk.tell(new LiveDeskEvent.SessionMoved(session, event));
    }
}
