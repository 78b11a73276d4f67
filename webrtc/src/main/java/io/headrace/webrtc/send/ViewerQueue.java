package io.headrace.webrtc.send;

import io.headrace.media.AccessUnit;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.desk.ViewerCodecs;
import io.headrace.webrtc.session.Turns;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a source hands out to the thread of the viewer's session. Before the session can send, pictures are passed
 * over; when too many wait, pictures are missed, and the viewer goes on at a keyframe. Safe for threads.
 */
public final class ViewerQueue implements Viewer {

    private final ViewerCodecs codecs;
    private final Turns turns;
    private final Consumer<End> ending;
    private volatile @Nullable Outgoing outgoing;
    private volatile boolean missed;

    /**
     * @param codecs of the viewer's offer
     * @param turns of the viewer's session
     * @param ending ends it
     */
    public ViewerQueue(ViewerCodecs codecs, Turns turns, Consumer<End> ending) {
        this.codecs = codecs;
        this.turns = turns;
        this.ending = ending;
    }

    @Override
    public ViewerCodecs codecs() {
        return codecs;
    }

    void sendThrough(Outgoing established) {
        outgoing = established;
    }

    @Override
    public void picture(AccessUnit.Picture picture) {
        boolean afterGap = missed;
        missed = !hand((to, now) -> {
            if (afterGap) {
                to.skipped();
            }
            to.picture(picture, now);
        });
    }

    @Override
    public void sound(OpusPacket packet) {
        hand((to, now) -> to.sound(packet, now));
    }

    private boolean hand(ObjLongConsumer<Outgoing> work) {
        var to = outgoing;
        return to == null || turns.next(now -> work.accept(to, now));
    }

    @Override
    public void ended(End how) {
        ending.accept(how);
    }
}
