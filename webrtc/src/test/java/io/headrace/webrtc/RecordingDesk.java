package io.headrace.webrtc;

import io.headrace.media.AccessUnit;
import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Lets every publisher in, and remembers what came and how it ended. */
final class RecordingDesk implements Desk {

    final BlockingQueue<AccessUnit.Picture> pictures = new LinkedBlockingQueue<>();
    final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

    @Override
    public Admission<Publisher> publish(MediaRequest request, VideoCodec codec, PublisherLine keyframes) {
        return new Admission.Granted<>(new Publisher() {
            @Override
            public void picture(AccessUnit.Picture picture) {
                pictures.add(picture);
            }

            @Override
            public void sound(OpusPacket packet) {
                // pictures are enough
            }

            @Override
            public void ended(End how) {
                ends.add(how);
            }
        });
    }

    @Override
    public Admission<Source> view(MediaRequest request, Viewer viewer) {
        return new Admission.Refused<>(404, "Nothing is shown here");
    }
}
