package io.headrace.webrtc.relay;

import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;

/** Hands one publisher's media to its viewers, as it is. Safe for threads. */
public final class Relay implements Publisher, Source {

    private final KeyframeSource publisher;
    private final ViewerRoom room;
    private final Runnable onEnd;

    /**
     * @param codec of the publisher's pictures
     * @param maxViewers at once
     * @param onEnd called once, when the publisher has ended
     */
    public Relay(VideoCodec codec, KeyframeSource publisher, int maxViewers, Runnable onEnd) {
        this.publisher = publisher;
        this.room = new ViewerRoom(codec, maxViewers);
        this.onEnd = onEnd;
    }

    public ViewerRoom.Entry join(Viewer viewer) {
        return room.enter(viewer);
    }

    @Override
    public VideoCodec codec() {
        return room.codec();
    }

    @Override
    public void leave(Viewer viewer) {
        room.leave(viewer);
    }

    /** How many watch. */
    public int viewers() {
        return room.present();
    }

    @Override
    public void keyframeWanted() {
        publisher.keyframeWanted();
    }

    @Override
    public void picture(AccessUnit.Picture picture) {
        room.picture(picture);
    }

    @Override
    public void sound(OpusPacket packet) {
        room.sound(packet);
    }

    @Override
    public void ended(End how) {
        room.close();
        onEnd.run();
    }
}
