package io.headrace.webrtc.relay;

import io.headrace.media.AccessUnit;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Hands one publisher's media to its viewers, as it is. Safe for threads. */
public final class Relay implements Publisher, Source {

    private final KeyframeSource publisher;
    private final int maxViewers;
    private final Runnable onEnd;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private volatile List<Viewer> present = List.of();
    private boolean over;

    /**
     * @param maxViewers at once
     * @param onEnd called once, when the publisher has ended
     */
    public Relay(KeyframeSource publisher, int maxViewers, Runnable onEnd) {
        this.publisher = publisher;
        this.maxViewers = maxViewers;
        this.onEnd = onEnd;
    }

    /** False when there is no place, or the stream is over. */
    public synchronized boolean join(Viewer viewer) {
        if (over || viewers.size() >= maxViewers) {
            return false;
        }
        viewers.add(viewer);
        present = List.copyOf(viewers);
        return true;
    }

    @Override
    public synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        present = List.copyOf(viewers);
    }

    /** How many watch. */
    public int viewers() {
        return present.size();
    }

    @Override
    public void keyframeWanted() {
        publisher.keyframeWanted();
    }

    @Override
    public void picture(AccessUnit.Picture picture) {
        present.forEach(viewer -> viewer.picture(picture));
    }

    @Override
    public void sound(OpusPacket packet) {
        present.forEach(viewer -> viewer.sound(packet));
    }

    @Override
    public void ended(End how) {
        close().forEach(Viewer::ended);
        onEnd.run();
    }

    private synchronized List<Viewer> close() {
        over = true;
        return present;
    }
}
