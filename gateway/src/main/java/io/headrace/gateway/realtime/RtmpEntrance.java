package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.auth.RealtimeAsk;
import io.headrace.gateway.realtime.auth.RealtimeAuthorization;
import io.headrace.gateway.realtime.order.RealtimeOrder;
import io.headrace.media.AccessUnit;
import io.headrace.rtmp.publish.Admission;
import io.headrace.rtmp.publish.End;
import io.headrace.rtmp.publish.PublishDesk;
import io.headrace.rtmp.publish.PublishRefused;
import io.headrace.rtmp.publish.PublishRequest;
import io.headrace.rtmp.publish.Publisher;
import io.headrace.rtmp.publish.StreamName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets RTMP publishers in whose address names a pipeline, {@code rtmp://HOST/live/NAME?pipeline=edges}; all others go to
 * where streams are transcoded. Any thread.
 *
 * @param transcoding where the others go
 */
public record RtmpEntrance(PublishDesk transcoding, RealtimeStreams streams, RealtimeAuthorization authorization)
        implements PublishDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RtmpEntrance.class);

    @Override
    public Admission admit(PublishRequest request) throws InterruptedException {
        var pipeline = Asks.of(RealtimeAsk.Via.RTMP, "", "", request.query()).option("pipeline");
        var ordered = streams.findOrdered(request.name());
        if (ordered.isPresent()) {
            return seat(ordered.get().order(), request);
        }
        if (pipeline.isEmpty() || pipeline.equals(RealtimeDesk.TRANSCODING)) {
            return transcoding.admit(request);
        }
        try {
            return switch (StreamName.parse(request.app(), request.name())) {
                case StreamName.Unnamed _ ->
                    new Admission.Refused("Publish to an address with a name: rtmp://HOST/live/NAME?pipeline=MODEL");
                case StreamName.Named(var manifest) ->
                    ask(request, Asks.of(RealtimeAsk.Via.RTMP, manifest.text(), url(request), request.query()));
                case StreamName.Keyed(var manifest, var key) ->
                    ask(
                            request,
                            Asks.of(RealtimeAsk.Via.RTMP, manifest.text(), url(request), request.query())
                                    .withKey(key));
            };
        } catch (PublishRefused badName) {
            return new Admission.Refused(String.valueOf(badName.getMessage()));
        }
    }

    private Admission ask(PublishRequest request, RealtimeAsk ask) throws InterruptedException {
        return switch (authorization.authorize(ask)) {
            case RealtimeAuthorization.Allowed(var order) -> seat(order, request);
            case RealtimeAuthorization.Relayed _ ->
                new Admission.Refused(
                        "What is published by RTMP cannot be relayed to browsers as it is; name a pipeline");
            case RealtimeAuthorization.Senseless(var why) -> new Admission.Refused(why);
            case RealtimeAuthorization.Denied(var why) -> {
                LOG.info("{} asked for by {} is denied: {}", ask, request.client(), why);
                yield new Admission.Refused("You may not publish " + ask.stream() + " here; is the stream key right?");
            }
        };
    }

    private static String url(PublishRequest request) {
        return (request.tcUrl().isEmpty() ? "rtmp://unknown/" + request.app() : request.tcUrl()) + "/" + request.name();
    }

    private Admission seat(RealtimeOrder order, PublishRequest request) {
        var feed = new Feed();
        var who = "RTMP from " + request.client().getAddress().getHostAddress();
        return switch (streams.publish(order, new RealtimeStreams.Newcomer(who, () -> {}, feed::dismiss))) {
            case RealtimeStreams.Refused(var _, var sentence) -> new Admission.Refused(sentence);
            case RealtimeStreams.Seated(var seat) -> {
                LOG.info("{} publishes stream {} by RTMP for {}", request.client(), order.name(), order.model());
                yield new Admission.Accepted(feed.to(seat));
            }
        };
    }

    /** One publisher's units on their way to their seat. RTMP has no way to ask for a keyframe. */
    private static final class Feed {
        private volatile boolean dismissed;

        void dismiss() {
            dismissed = true;
        }

        Publisher to(RealtimeStream.Seat seat) {
            return new Publisher() {
                @Override
                public void unit(AccessUnit unit) throws PublishRefused {
                    if (dismissed) {
                        throw new PublishRefused("The stream was ended");
                    }
                    seat.bring(unit);
                }

                @Override
                public void ended(End how) {
                    LOG.info(
                            "The RTMP publisher of stream {} is gone: {}",
                            seat.stream().order().name(),
                            how);
                    seat.close();
                }
            };
        }
    }
}
