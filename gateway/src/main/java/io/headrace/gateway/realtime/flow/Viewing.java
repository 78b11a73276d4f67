package io.headrace.gateway.realtime.flow;

import io.headrace.media.AccessUnit;
import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.AccessUnit.Sound;
import java.util.List;

/**
 * The viewers' side of a stream: hands the listener the spliced pictures and sound, and says which units of the input came
 * back with them. For one thread at a time.
 */
final class Viewing {

    private final FrameRecorder recorder;
    private final ListenerCalls calls;
    private final StreamFlow.Listener listener;
    private final SoundSplice sound = new SoundSplice();
    private final UnitBook units = new UnitBook();
    /** Who gave the last picture. */
    private int serving = OutputSplice.NOBODY;

    Viewing(FrameRecorder recorder, ListenerCalls calls, StreamFlow.Listener listener) {
        this.recorder = recorder;
        this.calls = calls;
        this.listener = listener;
    }

    /** The input goes on. */
    void input(InputItem item) {
        switch (item) {
            case InputItem.Begin begin -> {
                units.begun(begin.seq(), begin.start().ticks());
                calls.put(() -> listener.unitBegun(begin.seq(), begin.start(), begin.width(), begin.height()));
            }
            case InputItem.Unit(Sound own) -> show(sound.source(own));
            case InputItem.Unit(Picture _) -> {}
            case InputItem.End end -> {
                calls.put(
                        () -> listener.unitEnded(end.seq(), end.duration(), end.pictures(), end.width(), end.height()));
                returned(units.ended(end.last().ticks()));
            }
        }
    }

    /** Sound of the session that serves. */
    void sound(Sound ofSession) {
        show(sound.session(ofSession));
    }

    void show(OutputSplice.Shown shown) {
        int session = shown.session();
        long presentation = shown.picture().presentation().ticks();
        calls.putMedia(shown.picture(), () -> {
            listener.output(shown.picture());
            recorder.delivered(session, presentation);
        });
        serving = session;
        returned(units.delivered(presentation));
        show(sound.shown(presentation));
    }

    /** The input has ended, and nothing of it comes any more. */
    void settle() {
        returned(units.rest());
    }

    private void returned(List<Long> back) {
        int session = serving;
        back.forEach(seq -> calls.put(() -> listener.unitReturned(session, seq)));
    }

    private void show(List<? extends AccessUnit> sounds) {
        sounds.forEach(unit -> calls.putMedia(unit, () -> listener.output(unit)));
    }
}
