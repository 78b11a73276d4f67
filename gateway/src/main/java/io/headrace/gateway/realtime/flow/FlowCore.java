package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import io.headrace.media.ts.WrappedTime;
import io.headrace.wire.realtime.ControlMessage.KeyframeWanted;
import io.headrace.wire.realtime.ControlMessage.Parameters;
import io.headrace.wire.realtime.ControlMessage.Resume;
import io.headrace.wire.realtime.FrameTrace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a stream does about its input and its sessions. Its callers take turns; nothing here waits.
 *
 * <p>A take-over: the session that is to serve is fed, if it was not. If the one before has failed, or there is none, a session of
 * ours is told to go on behind the last picture that viewers got. If the one before still serves, ours first decodes what
 * the input had and shows what follows until it is level, then it is told to go on behind the newest picture of the
 * input, up to which the one before serves: so nothing is lost and viewers do not wait. Existing peers cannot be told; the
 * output goes over to them at their next keyframe.
 */
final class FlowCore {

    /** However many viewers come, one keyframe serves those of half a second. */
    private static final long KEYFRAME_NANOS = Duration.ofMillis(500).toNanos();
    /** An output that shows nothing for so long after the input's end has ended, too. */
    private static final long END_NANOS = Duration.ofSeconds(1).toNanos();

    private final FlowLimits limits;
    private final FlowTools tools;
    private final FrameRecorder recorder;
    private final ListenerCalls calls;
    private final StreamFlow.Listener listener;
    private final SessionReports reports;

    private final InputCut cut;
    private final OutputSplice splice;
    private final Viewing viewing;
    private final Map<Integer, LinkedSession> sessions = new LinkedHashMap<>();
    /** Whom the output is to come from; while one takes over, the splice still names the one before. */
    private @Nullable LinkedSession chosen;

    private Optional<Parameters> parameters = Optional.empty();
    private long keyframeNanos;
    /** When the input ended; empty while it goes on. */
    private OptionalLong endNanos = OptionalLong.empty();

    FlowCore(
            FlowLimits limits,
            FlowTools tools,
            FrameRecorder recorder,
            ListenerCalls calls,
            StreamFlow.Listener listener,
            SessionReports reports) {
        this.limits = limits;
        this.tools = tools;
        this.recorder = recorder;
        this.calls = calls;
        this.listener = listener;
        this.reports = reports;
        this.cut = new InputCut(limits, why -> calls.put(() -> listener.unfit(why.sentence())));
        this.splice = new OutputSplice(limits);
        this.viewing = new Viewing(recorder, calls, listener);
        this.keyframeNanos = now() - KEYFRAME_NANOS;
    }

    private long now() {
        return tools.ticker().nanos();
    }

    void picture(Picture picture) {
        endNanos = OptionalLong.empty();
        recorder.received(picture.presentation().ticks());
        splice.source(picture.presentation().ticks());
        give(cut.picture(picture));
    }

    void sound(Sound sound) {
        give(cut.sound(sound));
    }

    void inputEnded() {
        give(cut.end());
        endNanos = OptionalLong.of(now());
    }

    /** What an ended input still owes comes within moments, or never: then its units are back as they are. */
    private void settleEnd() {
        boolean quiet = endNanos.isPresent()
                && now() - Math.max(endNanos.getAsLong(), splice.lastNanos()) >= END_NANOS
                && isServed();
        if (quiet) {
            endNanos = OptionalLong.empty();
            viewing.settle();
        }
    }

    private void give(List<InputItem> items) {
        for (var item : items) {
            viewing.input(item);
            List.copyOf(sessions.values()).stream()
                    .filter(session -> session.fed)
                    .forEach(session -> session.offer(item, now()));
        }
    }

    void attach(int number, FlowChannels channels, Standing standing) {
        if (sessions.containsKey(number)) {
            throw new IllegalArgumentException("Session " + number + " is attached already; number the new one anew");
        }
        var watch = standing == Standing.WARM ? OutputWatch.warm(limits) : OutputWatch.cold(limits);
        var session = LinkedSession.link(number, channels, watch, limits, tools, reports);
        sessions.put(number, session);
        parameters.ifPresent(session::say);
        if (!session.isOwn()) {
            watch.expectEvents(now());
        }
        switch (standing) {
            case SERVING -> choose(session);
            case HOT -> feed(session, cut.running());
            case WARM -> {}
        }
    }

    void takeOver(int number) {
        var session = sessions.get(number);
        if (session == null) {
            throw new IllegalArgumentException("Session " + number + " is not attached and cannot take over");
        }
        if (session != chosen) {
            choose(session);
        }
    }

    private void choose(LinkedSession session) {
        chosen = session;
        splice.follow(session.number());
        var before = sessions.get(splice.serving());
        if (before != null && before.failed) {
            remove(before);
        }
        boolean goesOn = session.isOwn() && splice.last() != LinkedSession.NONE;
        if (goesOn && isServed()) {
            catchUp(session);
        } else if (goesOn) {
            resume(session, splice.last());
        }
        if (!session.fed) {
            feed(session, goesOn && session.catchUp == null ? cut.runningSince(splice.last()) : cut.running());
        }
    }

    /** What the one before shows meanwhile, it need not encode: while it does, both are slow on a small machine. */
    private void catchUp(LinkedSession session) {
        session.catchUp = new CatchUp(now());
        splice.catchesUp(session.number());
        if (!session.fed) {
            session.say(new Resume(WrappedTime.told(Math.max(splice.newestOfSource(), splice.last()))));
        }
    }

    /** Whether there is a session that viewers see, dead or alive. */
    private boolean isServed() {
        return sessions.containsKey(splice.serving());
    }

    private void feed(LinkedSession session, List<InputItem> first) {
        session.feed();
        first.forEach(item -> session.offer(item, now()));
    }

    private void resume(LinkedSession session, long after) {
        session.catchUp = null;
        splice.resumed(session.number(), after);
        session.watch.resumed(now());
        session.say(new Resume(WrappedTime.told(after)));
    }

    void detach(int number) {
        var session = sessions.get(number);
        if (session != null) {
            remove(session);
        }
    }

    void detachAll() {
        List.copyOf(sessions.values()).forEach(this::remove);
    }

    private void remove(LinkedSession session) {
        sessions.remove(session.number());
        session.close();
        show(() -> splice.gone(session.number(), now()));
        if (chosen == session) {
            chosen = sessions.get(splice.serving());
        }
        if (chosen != null && chosen.catchUp != null && !isServed()) {
            resume(chosen, splice.last());
        }
    }

    /** Hands viewers what the splice gives; when that comes from another session than before, that one is left. */
    private void show(Supplier<List<OutputSplice.Shown>> decision) {
        int before = splice.serving();
        decision.get().forEach(viewing::show);
        int serving = splice.serving();
        if (serving != before && serving != OutputSplice.NOBODY) {
            calls.put(() -> listener.servedBy(serving));
            detach(before);
        }
    }

    void returned(LinkedSession from, List<AccessUnit> units) {
        if (isAttached(from) && from.fed) {
            units.forEach(unit -> returned(from, unit));
        }
    }

    private void returned(LinkedSession from, AccessUnit unit) {
        switch (from.onStreamClock(unit, splice.newestOfSource(), splice.last())) {
            case Picture picture -> returned(from, picture);
            case Sound sound -> {
                if (from.number() == splice.serving()) {
                    viewing.sound(sound);
                }
            }
        }
    }

    private void returned(LinkedSession from, Picture picture) {
        long presentation = picture.presentation().ticks();
        from.lastOutput = presentation;
        from.watch.output(presentation, now());
        recorder.returned(from.number(), presentation);
        show(() -> splice.picture(from.number(), picture, now()));
        boolean level = from.catchUp != null && from.catchUp.shows(presentation, splice.last(), now());
        if (level && splice.awaits(from.number())) {
            resume(from, splice.newestOfSource());
        }
    }

    void event(LinkedSession from, String json) {
        if (isAttached(from)) {
            from.watch.event(now());
            calls.putUnlessFull(() -> listener.event(from.number(), json));
            LastWord.in(json).filter(_ -> from.isOwn()).ifPresent(last -> failed(from, last.why(), last.sentence()));
        }
    }

    void data(LinkedSession from, List<String> lines) {
        if (isAttached(from)) {
            lines.forEach(line -> calls.putUnlessFull(() -> listener.data(from.number(), line)));
        }
    }

    void traced(LinkedSession from, List<FrameTrace> frames) {
        long newest = splice.newestOfSource();
        frames.forEach(frame -> recorder.traced(
                from.number(),
                new FrameTrace(
                        WrappedTime.nearest(frame.presentation(), newest),
                        frame.read(),
                        frame.decoded(),
                        frame.transformed(),
                        frame.encoded(),
                        frame.written())));
    }

    /** The one that is being left is left at once; of any other the listener is told. */
    void failed(LinkedSession session, Failing why, String sentence) {
        if (!isAttached(session) || session.failed) {
            return;
        }
        session.failed = true;
        if (session.number() == splice.serving() && session != chosen) {
            remove(session);
        } else {
            calls.put(() -> listener.failing(session.number(), why, sentence));
        }
    }

    private boolean isAttached(LinkedSession session) {
        return sessions.get(session.number()) == session;
    }

    void beat() {
        show(() -> splice.tick(now()));
        settleEnd();
        for (var session : List.copyOf(sessions.values())) {
            if (!session.failed) {
                session.watch.check(now()).ifPresent(found -> failed(session, found.why(), found.sentence()));
            }
        }
    }

    void control(String json) {
        var latest = new Parameters(json);
        parameters = Optional.of(latest);
        sessions.values().forEach(session -> session.say(latest));
    }

    void keyframeWanted() {
        var serving = sessions.get(splice.serving());
        if (serving != null && serving.isOwn() && now() - keyframeNanos >= KEYFRAME_NANOS) {
            keyframeNanos = now();
            serving.say(new KeyframeWanted());
        }
    }

    FlowFigures figures() {
        return splice.figures();
    }
}
