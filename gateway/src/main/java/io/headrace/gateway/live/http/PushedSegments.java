package io.headrace.gateway.live.http;

import io.headrace.engine.media.MediaEngine;
import io.headrace.gateway.intake.Arrival;
import io.headrace.gateway.intake.StreamOver;
import io.headrace.machine.NanoTicker;
import io.headrace.media.ManifestId;
import io.headrace.media.MediaBytes;
import io.headrace.transport.Exchange;
import io.headrace.transport.TransportException;
import io.headrace.wire.live.PushError;
import io.headrace.wire.live.PushHeaders;
import io.headrace.wire.live.PushRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a pushed segment into its stream: receives it, looks at it, waits for its turn and for room. Its bytes are let
 * go of when this returns.
 */
final class PushedSegments {

    private static final Logger LOG = LoggerFactory.getLogger(PushedSegments.class);

    private final SegmentBody body;
    private final SegmentMeasurer measurer;
    private final HeldBytes held;

    PushedSegments(PushConfig config, MediaEngine media, NanoTicker ticker) {
        this.body = new SegmentBody(config, ticker);
        this.measurer = new SegmentMeasurer(media);
        this.held = new HeldBytes(config.heldBytes());
    }

    /** What became of it. */
    sealed interface Outcome {}

    /** @param unit of the stream that it is now, or was before when it is a repetition */
    record Taken(long unit) implements Outcome {}

    record Refused(PushError error) implements Outcome {}

    Outcome take(Exchange exchange, PushRequest.Accepted push, PushPublishers.Visit visit)
            throws IOException, InterruptedException {
        var headers = push.headers();
        if (!headers.hasValidDuration()) {
            return refused(PushError.invalidDuration(push.url(), push.segment().manifest(), headers.duration()));
        }
        if (headers.slice().isPresent()) {
            return rejected(push, "parts of segments are not encoded for streams");
        }
        try (var share = held.share()) {
            var bytes = body.read(exchange, share);
            var stated = exchange.headers().first(PushHeaders.DURATION).map(_ -> headers.duration());
            return take(push, visit, bytes, stated);
        } catch (SegmentBody.NoRoomException full) {
            LOG.info("A segment of {} is refused: {} bytes of segments are in memory", push.segment(), held.held());
            return refused(new PushError.NoSessions());
        } catch (TransportException unreadable) {
            return refused(new PushError.UnreadableBody(String.valueOf(unreadable.getMessage())));
        }
    }

    private Outcome take(
            PushRequest.Accepted push, PushPublishers.Visit visit, MediaBytes bytes, Optional<Duration> stated)
            throws InterruptedException {
        var digest = digest(bytes);
        visit.turn().await();
        var before = visit.publisher().sequence().unitOf(push.segment().seq(), digest);
        if (before.isPresent()) {
            return new Taken(before.get());
        }
        return switch (measurer.measure(bytes, push.segment().container(), stated)) {
            case SegmentMeasurer.Unusable(var networkText) -> rejected(push, networkText);
            case SegmentMeasurer.NotMeasured(var sentence) -> failed(push, sentence);
            case SegmentMeasurer.Measured(var arrival) ->
                arrival.duration().compareTo(PushHeaders.MAX_DURATION) > 0
                        ? refused(PushError.invalidDuration(push.url(), manifest(push), arrival.duration()))
                        : append(push, visit, digest, arrival);
        };
    }

    private Outcome append(PushRequest.Accepted push, PushPublishers.Visit visit, String digest, Arrival arrival)
            throws InterruptedException {
        var publisher = visit.publisher();
        long number = push.segment().seq();
        var next = publisher.sequence().next(number, arrival);
        try {
            long unit = publisher.seat().append(next);
            publisher.sequence().taken(number, digest, unit, next);
            return new Taken(unit);
        } catch (StreamOver over) {
            LOG.info("A segment of {} comes too late: {}", push.segment(), over.getMessage());
            return refused(new PushError.NoSessions());
        } catch (IOException full) {
            return failed(push, "the segment cannot be kept: " + full.getMessage());
        }
    }

    private static Outcome rejected(PushRequest.Accepted push, String reason) {
        return refused(new PushError.SegmentRejected(push.url(), manifest(push), reason));
    }

    private static Outcome failed(PushRequest.Accepted push, String reason) {
        return refused(new PushError.SegmentFailed(push.url(), manifest(push), reason));
    }

    private static Outcome refused(PushError error) {
        return new Refused(error);
    }

    private static ManifestId manifest(PushRequest.Accepted push) {
        return push.segment().manifest();
    }

    private static String digest(MediaBytes bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.asByteBuffer());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
