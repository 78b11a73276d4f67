package io.headrace.gateway.live.rtmp;

import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.SeatFeed;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.media.cut.CutLimits;
import io.headrace.rtmp.publish.Admission;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.PublishRequest;
import io.headrace.rtmp.publish.StreamName;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets publishers in by RTMP: who may, under which name, and what is to be made of the stream. Any thread. */
public record RtmpDesk(LiveStreams streams, StreamAuthorization authorization, CutLimits cuts) implements PublishDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RtmpDesk.class);
    private static final String KEY = "key=";

    @Override
    public Admission admit(PublishRequest request) throws InterruptedException {
        try {
            return switch (StreamName.parse(request.app(), request.name())) {
                case StreamName.Unnamed _ ->
                    new Admission.Refused("Publish to an address with a name: rtmp://HOST/live/NAME");
                case StreamName.Named(var manifest) -> ask(request, manifest.text(), keyIn(request.query()));
                case StreamName.Keyed(var manifest, var key) -> ask(request, manifest.text(), key);
            };
        } catch (PublishRefused badName) {
            return new Admission.Refused(String.valueOf(badName.getMessage()));
        }
    }

    private static String keyIn(String query) {
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith(KEY))
                .map(part -> part.substring(KEY.length()))
                .findFirst()
                .orElse("");
    }

    private Admission ask(PublishRequest request, String name, String key) throws InterruptedException {
        if (!StreamOrder.isName(name)) {
            return new Admission.Refused("\"" + name + "\" cannot be a stream's name: take letters, digits, . _ and -");
        }
        var asked = new StreamAsk(StreamAsk.Via.RTMP, url(request), name, key, Optional.empty());
        return switch (authorization.authorize(asked)) {
            case StreamAuthorization.Allowed(var order) -> seat(order, request);
            case StreamAuthorization.NothingWanted(var nameless) ->
                new Admission.Refused("No rendition of " + nameless + " is wanted, so there is nothing to be done");
            case StreamAuthorization.Denied(var why) -> denied(asked, request, why);
            case StreamAuthorization.Senseless(var why) -> denied(asked, request, why);
        };
    }

    private static Admission denied(StreamAsk asked, PublishRequest request, String why) {
        LOG.info("{} asked for by {} is denied: {}", asked, request.client(), why);
        return new Admission.Refused("You may not publish " + asked.name() + " here; is the stream key right?");
    }

    private Admission seat(StreamOrder order, PublishRequest request) {
        return switch (streams.publish(
                order, "RTMP from " + request.client().getAddress().getHostAddress())) {
            case LiveStreams.Seated(var seat) -> {
                LOG.info("{} publishes stream {} by RTMP", request.client(), order.name());
                yield new Admission.Accepted(new RtmpFeed(new SeatFeed(seat, cuts)));
            }
            case LiveStreams.Refused(var _, var sentence) -> new Admission.Refused(sentence);
        };
    }

    private static String url(PublishRequest request) {
        var base = request.tcUrl().isEmpty() ? "rtmp://unknown/" + request.app() : request.tcUrl();
        var full = request.name().isEmpty() ? base : base + "/" + request.name();
        return request.query().isEmpty() ? full : full + "?" + request.query();
    }
}
