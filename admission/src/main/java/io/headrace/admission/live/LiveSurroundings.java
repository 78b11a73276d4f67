package io.headrace.admission.live;

import io.headrace.machine.Host;
import io.headrace.machine.Owner;
import io.headrace.machine.Step;
import io.headrace.media.ManifestId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Does what the live desk wants done. On the desk's thread, but for {@link #expect} and {@link #forget}. */
final class LiveSurroundings implements Owner.Surroundings<LiveDesk, LiveDeskEvent, LiveEffect> {

    private final Host host;
    private final LiveWorkshop workshop;
    private final LiveStage stage;
    private final LiveTill till;
    private final LiveLog log;
    private final Map<ManifestId, Attended> attended = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** A session from the moment it was asked for. All but the constructor's fields belong to the desk's thread. */
    private static final class Attended {
        private final LiveRequest request;
        private final LiveAdmission.Asker asker;
        private Host.Timer overdue = () -> {};
        private LiveWorkshop.Work work = () -> {};

        Attended(LiveRequest request, LiveAdmission.Asker asker) {
            this.request = request;
            this.asker = asker;
        }
    }

    LiveSurroundings(Host host, LiveAdmission.Supplies supplies, LiveLog log) {
        this.host = host;
        this.workshop = supplies.workshop();
        this.stage = supplies.stage();
        this.till = supplies.till();
        this.log = log;
    }

    /** False when the desk stands still. */
    boolean expect(LiveRequest request, LiveAdmission.Asker asker) {
        attended.put(request.session(), new Attended(request, asker));
        if (stopped) {
            attended.remove(request.session());
        }
        return !stopped;
    }

    void forget(ManifestId session) {
        attended.remove(session);
    }

    /** Facts are told to the log as the effects say them; the desk itself is not kept over a restart. */
    @Override
    public void record(String id, Instant at, LiveDesk from, LiveDeskEvent event, Step<LiveDesk, LiveEffect> step) {}

    @Override
    public void perform(LiveEffect effect, Owner<LiveDesk, LiveDeskEvent, LiveEffect> desk) {
        switch (effect) {
            case LiveEffect.Admit(var request) -> admit(request);
            case LiveEffect.Refuse(var request, var refusal) -> refuse(request, refusal);
            case LiveEffect.WaitAtMost(var session, var time) ->
                at(session).overdue = host.after(time, () -> tell(desk, session, new LiveEvent.Overdue()));
            case LiveEffect.Start(var request) -> start(request, desk);
            case LiveEffect.AnswerStarted(var session) -> started(at(session));
            case LiveEffect.AnswerFailed(var session, var end) ->
                at(session).asker.failed(end);
            case LiveEffect.LookAfter(var session, var time) ->
                host.after(time, () -> tell(desk, session, new LiveEvent.Metered(stage.flow(session))));
            case LiveEffect.Charge(var request, long pixels) -> charge(request, pixels, desk);
            case LiveEffect.StopRunner(var session) -> at(session).work.cancel();
            case LiveEffect.TellEnd(var session, var end) -> stage.tellEnd(session, end);
            case LiveEffect.TellDrain(var session, var patience) -> stage.tellDrain(session, patience);
            case LiveEffect.CloseChannelsAfter(var session, var time) ->
                host.after(time, () -> tell(desk, session, new LiveEvent.ChannelsDue()));
            case LiveEffect.CloseChannels(var session) -> stage.close(session);
            case LiveEffect.Forget(var request, var end, var flow) -> leave(request, end, flow);
            case LiveEffect.EndPatienceAfter(var patience) ->
                host.after(patience, () -> desk.tell(new LiveDeskEvent.DrainPatienceEnded()));
            case LiveEffect.ReportDrained _ -> log.drained();
        }
    }

    private Attended at(ManifestId session) {
        return Optional.ofNullable(attended.get(session)).orElseThrow();
    }

    private void admit(LiveRequest request) {
        log.opened(request);
        at(request.session()).asker.admitted();
    }

    private void refuse(LiveRequest request, LiveRefusal refusal) {
        log.refused(request, refusal);
        Optional.ofNullable(attended.remove(request.session()))
                .orElseThrow()
                .asker
                .refused(refusal);
    }

    private void start(LiveRequest request, Owner<LiveDesk, LiveDeskEvent, LiveEffect> desk) {
        var session = request.session();
        switch (stage.open(request, () -> tell(desk, session, new LiveEvent.InputClosed()))) {
            case LiveStage.Opening.Lacking(int limit) -> tell(desk, session, new LiveEvent.ChannelsLacking(limit));
            case LiveStage.Opening.Opened(var order) ->
                at(session).work = workshop.begin(order, new LiveWorkshop.Reports() {
                    @Override
                    public void running() {
                        tell(desk, session, new LiveEvent.RunnerTook());
                    }

                    @Override
                    public void ended(LiveWorkshop.Ending ending) {
                        tell(desk, session, new LiveEvent.RunnerEnded(ending));
                    }
                });
        }
    }

    private void started(Attended session) {
        session.overdue.cancel();
        log.started(session.request);
        session.asker.started();
    }

    private void charge(LiveRequest request, long pixels, Owner<LiveDesk, LiveDeskEvent, LiveEffect> desk) {
        if (till.charge(request, pixels) instanceof LiveTill.Charging.Uncovered(var reason)) {
            tell(desk, request.session(), new LiveEvent.FoundUncovered(pixels, reason));
        }
    }

    private void leave(LiveRequest request, LiveEnd end, Flow flow) {
        var session = Optional.ofNullable(attended.remove(request.session())).orElseThrow();
        session.overdue.cancel();
        log.ended(request, end, flow);
    }

    private static void tell(Owner<LiveDesk, LiveDeskEvent, LiveEffect> desk, ManifestId session, LiveEvent event) {
        desk.tell(new LiveDeskEvent.SessionMoved(session, event));
    }

    /** Nobody decides any more, so nobody may wait for a decision, and nothing may be worked on. */
    @Override
    public void stopped(String id, LiveDesk desk, LiveDeskEvent event, RuntimeException bug) {
        stopped = true;
        log.stopped(bug);
        attended.values().removeIf(this::giveUp);
    }

    private boolean giveUp(Attended session) {
        session.overdue.cancel();
        session.work.cancel();
        stage.close(session.request.session());
        session.asker.failed(new LiveEnd.DeskStopped());
        return true;
    }
}
