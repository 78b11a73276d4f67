package io.headrace.gateway.live.whip;

import io.headrace.gateway.carry.StreamTools;
import io.headrace.gateway.live.LiveStreams;
import io.headrace.gateway.live.SeatFeed;
import io.headrace.gateway.live.StreamOrder;
import io.headrace.gateway.live.auth.StreamAsk;
import io.headrace.gateway.live.auth.StreamAuthorization;
import io.headrace.media.cut.CutLimits;
import io.headrace.webrtc.desk.Admission;
import io.headrace.webrtc.desk.Publisher;
import io.headrace.webrtc.desk.PublisherLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets publishers in by WHIP whose streams are transcoded, as those of RTMP are: who may, under which name, and what is to
 * be made of the stream. Any thread.
 */
public record WhipDesk(LiveStreams streams, StreamAuthorization authorization, CutLimits cuts, StreamTools tools)
        implements WhipLadder {

    private static final Logger LOG = LoggerFactory.getLogger(WhipDesk.class);

    @Override
    public Admission<Publisher> publish(StreamAsk ask, String client, PublisherLine line) throws InterruptedException {
        return switch (authorization.authorize(ask)) {
            case StreamAuthorization.Allowed(var order) -> seat(order, client, line);
            case StreamAuthorization.NothingWanted(var name) ->
                new Admission.Refused<>(400, "No rendition of " + name + " is wanted, so there is nothing to be done");
            case StreamAuthorization.Denied(var why) -> denied(ask, client, why);
            case StreamAuthorization.Senseless(var why) -> denied(ask, client, why);
        };
    }

    private static Admission<Publisher> denied(StreamAsk ask, String client, String why) {
        LOG.info("{} asked for by {} is denied: {}", ask, client, why);
        return new Admission.Refused<>(403, "You may not publish " + ask.name() + " here; is the stream key right?");
    }

    private Admission<Publisher> seat(StreamOrder order, String client, PublisherLine line) {
        return switch (streams.publish(order, "WHIP from " + client)) {
            case LiveStreams.Seated(var seat) -> {
                LOG.info("{} publishes stream {} by WHIP, to be transcoded", client, order.name());
                yield new Admission.Granted<>(WhipFeed.begin(new SeatFeed(seat, cuts), line, tools));
            }
            case LiveStreams.Refused(var why, var sentence) -> new Admission.Refused<>(status(why), sentence);
        };
    }

    private static int status(LiveStreams.Why why) {
        return switch (why) {
            case TAKEN -> 409;
            case TOO_MANY, DRAINING -> 503;
            case FAILED -> 500;
        };
    }
}
