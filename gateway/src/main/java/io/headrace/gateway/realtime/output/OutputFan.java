package io.headrace.gateway.realtime.output;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.media.AccessUnit;
import io.headrace.media.SoundCodec;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.relay.ViewerRoom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands one output to everybody who takes it: viewers in real time, who come and go, and sinks, which stay. A swap of the
 * orchestrator behind it is not seen here. Safe for threads.
 */
public final class OutputFan implements Source {

    private final KeyframeSource keyframes;
    private final ConvertedSound opus;
    private final List<OutputSink> sinks = new CopyOnWriteArrayList<>();

    private final ViewerRoom room;
    private volatile boolean over;

    /**
     * @param keyframes who makes the next picture one that a newcomer can begin with
     * @param maxViewers at once
     * @param tools for the sound of an output that is not Opus, which browsers take alone
     */
    public OutputFan(KeyframeSource keyframes, int maxViewers, StreamTools tools) {
        this.keyframes = keyframes;
        this.room = new ViewerRoom(VideoCodec.H264, maxViewers);
        this.opus = new ConvertedSound(SoundCodec.OPUS, tools, this::heard);
    }

    public ViewerRoom.Entry join(Viewer viewer) {
        var entry = room.enter(viewer);
        if (entry instanceof ViewerRoom.Entered) {
            opus.wanted();
        }
        return entry;
    }

    @Override
    public VideoCodec codec() {
        return room.codec();
    }

    @Override
    public void leave(Viewer viewer) {
        room.leave(viewer);
    }

    /** How many watch in real time. */
    public int viewers() {
        return room.present();
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
            case AccessUnit.Picture picture -> room.picture(picture);
            case AccessUnit.Sound sound -> opus.take(sound);
        }
        sinks.forEach(sink -> sink.unit(unit));
    }

    private void heard(AccessUnit.Sound sound) {
        room.sound(new OpusPacket(sound.presentation(), sound.bytes()));
    }

    /** Nothing follows: viewers' sessions end. */
    public void end() {
        over = true;
        opus.end();
        room.close();
        List.copyOf(sinks).stream().filter(sinks::remove).forEach(OutputSink::ended);
    }
}
