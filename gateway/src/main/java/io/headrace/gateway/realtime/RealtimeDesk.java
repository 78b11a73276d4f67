package io.headrace.gateway.realtime;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.whip.WhipLadder;
import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.media.AccessUnit;
import io.headrace.media.SoundCodec;
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
import io.headrace.webrtc.relay.Relay;
import io.headrace.webrtc.relay.ViewerRoom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets publishers and viewers of real-time streams in by WHIP and WHEP. A stream that names a pipeline goes through it; one
 * that names none is shown as it is; one that names {@code video-transcoding} is transcoded and played as those of RTMP are,
 * whose names are apart from the others'. Any thread.
 *
 * <pre>
 * {base}/NAME/whip         400 no name, options that make no sense, or VP8 to be worked on; 403 denied; 409 has a publisher; 503 full, drained
 * {base}/NAME-out/whep     400 no name; 403 denied; 404 nobody publishes, or without "-out"; 406 the viewer cannot show it;
 *                          429 too many viewers
 * </pre>
 *
 * A stream that was ordered before is joined by whoever knows its name. Outputs are watched under {@code NAME-out}, as at the network's gateways (real-time reference section 3).
 */
public final class RealtimeDesk implements Desk {

    /** In front of a stream's name. */
    public static final String BASE = "/live/video-to-video";

    /** By this name of a pipeline a publisher asks for the ladder of renditions instead of a model. */
    static final String TRANSCODING = "video-transcoding";

    /** Behind the name of a stream whose output is meant. */
    public static final String OUTPUT = "-out";

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeDesk.class);

    private final RealtimeAuthorization authorization;
    private final RealtimeStreams streams;
    private final WhipLadder transcoding;
    private final int maxViewers;
    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /**
     * @param transcoding where publishers go whose streams are to be transcoded
     * @param maxViewers of one relayed stream at once
     */
    public RealtimeDesk(
            RealtimeAuthorization authorization, RealtimeStreams streams, WhipLadder transcoding, int maxViewers) {
        if (maxViewers < 1) {
            throw new IllegalArgumentException("A stream has room for at least one viewer, not " + maxViewers);
        }
        this.authorization = authorization;
        this.streams = streams;
        this.transcoding = transcoding;
        this.maxViewers = maxViewers;
    }

    @Override
    public Admission<Publisher> publish(MediaRequest request, VideoCodec codec, PublisherLine line)
            throws InterruptedException {
        String asked = request.stream();
        if (draining) {
            return new Admission.Refused<>(503, "This gateway is being drained and takes no new streams");
        }
        if (!StreamOrder.isName(asked)) {
            return nameless(asked);
        }
        if (asked.endsWith(OUTPUT)) {
            return new Admission.Refused<>(
                    400, "Names that end in " + OUTPUT + " are those of outputs; publish under another than " + asked);
        }
        var ordered = streams.findOrdered(asked);
        if (ordered.isPresent()) {
            return codec == VideoCodec.H264 ? seat(ordered.get().order(), request, line) : notRelayed(asked, codec);
        }
        var ask = Asks.of(RealtimeAsk.Via.WHIP, asked, request);
        if (ask.option("pipeline").equals(TRANSCODING)) {
            if (codec != VideoCodec.H264) {
                return notRelayed(asked, codec);
            }
            var stream = new StreamAsk(StreamAsk.Via.WHIP, ask.url(), asked, ask.key(), Optional.empty());
            return transcoding.publish(stream, request.peerAddress(), line);
        }
        return switch (authorization.authorize(ask)) {
            case RealtimeAuthorization.Allowed(var order)
            when codec != VideoCodec.H264 -> notRelayed(order.name(), codec);
            case RealtimeAuthorization.Allowed(var order) -> seat(order, request, line);
            case RealtimeAuthorization.Relayed(var name) -> relay(name, codec, request, line);
            case RealtimeAuthorization.Senseless(var why) -> new Admission.Refused<>(400, why);
            case RealtimeAuthorization.Denied(var why) -> {
                LOG.info("{} asked for by {} is denied: {}", ask, request.peerAddress(), why);
                yield new Admission.Refused<>(403, "You may not publish " + asked + " here; is the stream key right?");
            }
        };
    }

    /** What is worked on is H.264; others go from browser to browser only. */
    private static Admission<Publisher> notRelayed(String name, VideoCodec codec) {
        return new Admission.Refused<>(
                400,
                "The stream " + name + " is to be worked on, which needs H.264, and the offer has " + codec
                        + " only; offer H.264 with packetization-mode=1, or pipeline=relay to have it shown as it is");
    }

    private static <T> Admission<T> nameless(String asked) {
        return new Admission.Refused<>(
                400, "\"" + asked + "\" cannot be a stream's name: take letters, digits, . _ and -");
    }

    private Admission<Publisher> seat(RealtimeOrder order, MediaRequest request, PublisherLine line) {
        if (relays.containsKey(order.name())) {
            return taken(order.name());
        }
        var newcomer = new RealtimeStreams.Newcomer("WHIP from " + request.peerAddress(), line, line::dismiss);
        return switch (streams.publish(order, newcomer)) {
            case RealtimeStreams.Refused(var status, var sentence) -> new Admission.Refused<>(status, sentence);
            case RealtimeStreams.Seated(var seat) -> {
                LOG.info("{} publishes stream {} by WHIP for {}", request.peerAddress(), order.name(), order.model());
                yield new Admission.Granted<>(new Feed(seat));
            }
        };
    }

    /** One publisher's units on their way to their seat. */
    private record Feed(RealtimeStream.Seat seat) implements Publisher {
        @Override
        public void picture(AccessUnit.Picture picture) {
            seat.bring(picture);
        }

        @Override
        public void sound(OpusPacket packet) {
            seat.bring(new AccessUnit.Sound(SoundCodec.OPUS, packet.presentation(), packet.bytes()));
        }

        @Override
        public void ended(End how) {
            LOG.info(
                    "The WHIP publisher of stream {} is gone: {}",
                    seat.stream().order().name(),
                    how);
            seat.close();
        }
    }

    private Admission<Publisher> relay(String name, VideoCodec codec, MediaRequest request, PublisherLine line) {
        boolean computed = streams.find(name).filter(stream -> !stream.over()).isPresent();
        var relay = new Relay(codec, line, maxViewers, () -> gone(name));
        if (computed || relays.putIfAbsent(name, relay) != null) {
            return taken(name);
        }
        LOG.info("{} publishes stream {} by WHIP", request.peerAddress(), name);
        return new Admission.Granted<>(relay);
    }

    private static <T> Admission<T> taken(String name) {
        return new Admission.Refused<>(
                409, "The stream " + name + " has a publisher; end that first, or take another name");
    }

    private void gone(String name) {
        relays.remove(name);
        LOG.info("The WHIP publisher of stream {} is gone", name);
    }

    @Override
    public Admission<Source> view(MediaRequest request, Viewer viewer) throws InterruptedException {
        String output = request.stream();
        if (!output.endsWith(OUTPUT)) {
            return new Admission.Refused<>(404, "Streams are watched as " + output + OUTPUT + ", not as " + output);
        }
        String name = output.substring(0, output.length() - OUTPUT.length());
        if (!StreamOrder.isName(name)) {
            return nameless(name);
        }
        var ask = Asks.of(RealtimeAsk.Via.VISIT, name, request);
        if (!authorization.admits(ask)) {
            return new Admission.Refused<>(403, "You may not watch " + name + " here; is the stream key right?");
        }
        return join(name, viewer, ask.url() + OUTPUT + "/index.m3u8");
    }

    /** @param playlist where players of HLS find the stream, if it goes through a pipeline */
    private Admission<Source> join(String name, Viewer viewer, String playlist) {
        var relay = relays.get(name);
        if (relay != null) {
            return admission(relay.join(viewer), relay, name, "");
        }
        var stream = streams.find(name).filter(each -> !each.over());
        if (stream.isEmpty()) {
            return nobody(name);
        }
        var output = stream.get().output();
        return admission(output.join(viewer), output, name, " Players of HLS show it as it is: " + playlist);
    }

    private static Admission<Source> admission(ViewerRoom.Entry entry, Source source, String name, String instead) {
        return switch (entry) {
            case ViewerRoom.Entered() -> new Admission.Granted<>(source);
            case ViewerRoom.Full full -> new Admission.Refused<>(429, full.sentence());
            case ViewerRoom.Unfit(var sentence) -> new Admission.Refused<>(406, sentence + instead);
            case ViewerRoom.Over() -> nobody(name);
        };
    }

    private static Admission<Source> nobody(String name) {
        return new Admission.Refused<>(404, "Nobody publishes the stream " + name);
    }

    /** How many streams are being published. */
    public int publishers() {
        return relays.size()
                + (int) streams.all().stream()
                        .filter(stream -> stream.publisher().isPresent())
                        .count();
    }

    /** How many watch, of all streams. */
    public int viewers() {
        return relays.values().stream().mapToInt(Relay::viewers).sum()
                + streams.all().stream()
                        .mapToInt(stream -> stream.output().viewers())
                        .sum();
    }

    /** Takes no new publishers from here on, or takes them again; streams that are there go on, and can be watched. */
    public void drain(boolean drained) {
        draining = drained;
        streams.drain(drained);
    }
}
