package io.headrace.gateway.byoc.stream;

import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.wire.byoc.JobRefusal;

/**
 * Lets publishers of containers' streams in by WHIP, {@code /process/stream/ID/whip}, and viewers by WHEP. Only streams that
 * were started are known here, 404 otherwise; to one without video nobody publishes, 400.
 *
 * @param desk of all real-time streams
 */
public record ContainerDesk(Desk desk, ContainerStreams streams) implements Desk {

    @Override
    public Admission<Publisher> publish(MediaRequest request, VideoCodec codec, PublisherLine line)
            throws InterruptedException {
        var stream = streams.find(request.stream());
        if (stream.isEmpty()) {
            return new Admission.Refused<>(
                    JobRefusal.NO_STREAM.status(), JobRefusal.NO_STREAM.body().strip());
        }
        var hindrance = stream.get().hindrance();
        return hindrance.isPresent()
                ? new Admission.Refused<>(400, hindrance.get())
                : desk.publish(request, codec, line);
    }

    @Override
    public Admission<Source> view(MediaRequest request, Viewer viewer) throws InterruptedException {
        return desk.view(request, viewer);
    }
}
