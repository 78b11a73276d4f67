package io.headrace.gateway.live.webrtc;

import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Desk;
import io.headrace.webrtc.desk.KeyframeSource;
import io.headrace.webrtc.desk.MediaRequest;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.Source;
import io.headrace.webrtc.desk.Viewer;
import io.headrace.webrtc.relay.Relay;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets publishers and viewers of real-time streams in, and shows viewers what a publisher sends as it is. Names are
 * apart from those of streams that are transcoded. Any thread.
 *
 * <pre>
 * {base}/NAME/whip         400 no name; 403 denied; 409 has a publisher; 503 drained
 * {base}/NAME-out/whep     400 no name; 403 denied; 404 nobody publishes, or without "-out"; 429 too many viewers
 * </pre>
 *
 * Outputs are watched under {@code NAME-out}, as at the network's gateways (real-time reference section 3).
 */
public final class WebRtcDesk implements Desk {

    /** In front of a stream's name. */
    public static final String BASE = "/live/video-to-video";

    public static final int USUAL_VIEWERS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(WebRtcDesk.class);
    private static final String OUTPUT = "-out";
    private static final String BEARER = "Bearer ";

    private final StreamAuthorization authorization;
    private final int maxViewers;
    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private volatile boolean draining;

    /** @param maxViewers of one stream at once */
    public WebRtcDesk(StreamAuthorization authorization, int maxViewers) {
        if (maxViewers < 1) {
            throw new IllegalArgumentException("A stream has room for at least one viewer, not " + maxViewers);
        }
        this.authorization = authorization;
        this.maxViewers = maxViewers;
    }

    @Override
    public Admission<Publisher> publish(MediaRequest request, KeyframeSource keyframes) throws InterruptedException {
        String asked = request.stream();
        if (draining) {
            return new Admission.Refused<>(503, "This gateway is being drained and takes no new streams");
        }
        if (asked.endsWith(OUTPUT)) {
            return new Admission.Refused<>(
                    400, "Names that end in " + OUTPUT + " are those of outputs; publish under another than " + asked);
        }
        return switch (allowedName(StreamAsk.Via.WHIP, asked, request)) {
            case Admission.Refused<String>(var status, var sentence) -> new Admission.Refused<>(status, sentence);
            case Admission.Granted<String>(var name) -> seat(name, request, keyframes);
        };
    }

    private Admission<Publisher> seat(String name, MediaRequest request, KeyframeSource keyframes) {
        var relay = new Relay(keyframes, maxViewers, () -> gone(name));
        if (relays.putIfAbsent(name, relay) != null) {
            return new Admission.Refused<>(
                    409, "The stream " + name + " has a publisher; end that first, or take another name");
        }
        LOG.info("{} publishes stream {} by WHIP", request.peerAddress(), name);
        return new Admission.Granted<>(relay);
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
        String asked = output.substring(0, output.length() - OUTPUT.length());
        return switch (allowedName(StreamAsk.Via.WHEP, asked, request)) {
            case Admission.Refused<String>(var status, var sentence) -> new Admission.Refused<>(status, sentence);
            case Admission.Granted<String>(var name) -> join(name, viewer);
        };
    }

    private Admission<Source> join(String name, Viewer viewer) {
        var relay = relays.get(name);
        if (relay == null) {
            return new Admission.Refused<>(404, "Nobody publishes the stream " + name);
        }
        return relay.join(viewer)
                ? new Admission.Granted<>(relay)
                : new Admission.Refused<>(
                        429, "Too many viewers for this stream: there are " + relay.viewers() + " of " + maxViewers);
    }

    /** The stream's name, which may differ from the one asked for. */
    private Admission<String> allowedName(StreamAsk.Via via, String asked, MediaRequest request)
            throws InterruptedException {
        if (!StreamOrder.isName(asked)) {
            return new Admission.Refused<>(
                    400, "\"" + asked + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        var ask = new StreamAsk(via, url(via, request), asked, key(request), Optional.empty());
        return switch (authorization.authorize(ask)) {
            case StreamAuthorization.Allowed(var order) -> new Admission.Granted<>(order.name());
            case StreamAuthorization.NothingWanted(var name) -> new Admission.Granted<>(name);
            case StreamAuthorization.Denied(var why) -> denied(ask, request, why);
            case StreamAuthorization.Senseless(var why) -> denied(ask, request, why);
        };
    }

    private static Admission<String> denied(StreamAsk ask, MediaRequest request, String why) {
        LOG.info("{} asked for by {} is denied: {}", ask, request.peerAddress(), why);
        var what = ask.via() == StreamAsk.Via.WHIP ? "publish " : "watch ";
        return new Admission.Refused<>(403, "You may not " + what + ask.name() + " here; is the stream key right?");
    }

    private static String url(StreamAsk.Via via, MediaRequest request) {
        var end = via == StreamAsk.Via.WHIP ? "/whip" : "/whep";
        return "http://" + request.headers().first("Host").orElse("") + BASE + "/" + request.stream() + end;
    }

    private static String key(MediaRequest request) {
        return request.headers()
                .first("Authorization")
                .filter(value -> value.startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip())
                .or(() -> request.query().parameter("key"))
                .orElse("");
    }

    /** How many streams are being published. */
    public int publishers() {
        return relays.size();
    }

    /** How many watch, of all streams. */
    public int viewers() {
        return relays.values().stream().mapToInt(Relay::viewers).sum();
    }

    /** Takes no new publishers from here on, or takes them again; streams that are there go on, and can be watched. */
    public void drain(boolean drained) {
        draining = drained;
    }
}
