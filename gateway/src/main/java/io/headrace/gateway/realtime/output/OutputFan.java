package io.headrace.gateway.realtime.output;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import io.headrace.media.SoundCodec;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands one output to everybody who takes it: viewers in real time, who come and go, and sinks, which stay. A swap of the
 * orchestrator behind it is not seen here. Safe for threads.
 */
public final class OutputFan implements Source {

    private final KeyframeSource keyframes;
    private final int maxViewers;
    private final ConvertedSound opus;
    private final List<OutputSink> sinks = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    private volatile List<Viewer> present = List.of();
    private volatile boolean over;

    /**
     * @param keyframes who makes the next picture one that a newcomer can begin with
     * @param maxViewers at once
     * @param tools for the sound of an output that is not Opus, which browsers take alone
     */
    public OutputFan(KeyframeSource keyframes, int maxViewers, StreamTools tools) {
        this.keyframes = keyframes;
        this.maxViewers = maxViewers;
        this.opus = new ConvertedSound(SoundCodec.OPUS, tools, this::heard);
    }

    /** False when there is no place, or the output is over. */
    public synchronized boolean join(Viewer viewer) {
        if (over || viewers.size() >= maxViewers) {
            return false;
        }
        viewers.add(viewer);
        present = List.copyOf(viewers);
        opus.wanted();
        return true;
    }

    @Override
    public synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        present = List.copyOf(viewers);
    }

    /** How many watch in real time. */
    public int viewers() {
        return present.size();
    }

    public int maxViewers() {
        return maxViewers;
    }

    /** From the next unit on; after the end it is told of the end alone. */
    public void add(OutputSink sink) {
        sinks.add(sink);
        if (over && sinks.remove(sink)) {
            sink.ended();
        }
    }

    @Override
    public void keyframeWanted() {
        keyframes.keyframeWanted();
    }

    /** The next unit of the output. */
    public void unit(AccessUnit unit) {
        switch (unit) {
            case AccessUnit.Picture picture -> present.forEach(viewer -> viewer.picture(picture));
            case AccessUnit.Sound sound -> opus.take(sound);
        }
        sinks.forEach(sink -> sink.unit(unit));
    }

    private void heard(AccessUnit.Sound sound) {
        var packet = new OpusPacket(sound.presentation(), sound.bytes());
        present.forEach(viewer -> viewer.sound(packet));
    }

    /** Nothing follows: viewers' sessions end. */
    public void end() {
        synchronized (this) {
            over = true;
        }
        opus.end();
        present.forEach(Viewer::ended);
        List.copyOf(sinks).stream().filter(sinks::remove).forEach(OutputSink::ended);
    }
}
