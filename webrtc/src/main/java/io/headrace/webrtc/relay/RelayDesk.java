package io.headrace.webrtc.relay;

import io.headrace.media.VideoCodec;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets everybody publish and watch under any name; one publisher at a time for each. Safe for threads. */
public final class RelayDesk implements Desk {

    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private final int maxViewers;

    /** @param maxViewers of one stream at once */
    public RelayDesk(int maxViewers) {
        this.maxViewers = maxViewers;
    }

    @Override
    public Admission<Publisher> publish(MediaRequest request, VideoCodec codec, PublisherLine line) {
        String stream = request.stream();
        var relay = new Relay(codec, line, maxViewers, () -> relays.remove(stream));
        return relays.putIfAbsent(stream, relay) == null
                ? new Admission.Granted<>(relay)
                : new Admission.Refused<>(409, "The stream " + stream + " has a publisher already");
    }

    @Override
    public Admission<Source> view(MediaRequest request, Viewer viewer) {
        String stream = request.stream();
        var relay = relays.get(stream);
        if (relay == null) {
            return new Admission.Refused<>(404, "Nobody publishes the stream " + stream);
        }
        return switch (relay.join(viewer)) {
            case ViewerRoom.Entered() -> new Admission.Granted<>(relay);
            case ViewerRoom.Full full -> new Admission.Refused<>(429, full.sentence());
            case ViewerRoom.Unfit(var sentence) -> new Admission.Refused<>(406, sentence);
            case ViewerRoom.Over() -> new Admission.Refused<>(404, "Nobody publishes the stream " + stream);
        };
    }
}
