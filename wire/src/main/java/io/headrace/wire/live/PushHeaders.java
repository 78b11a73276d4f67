package io.headrace.wire.live;

import io.headrace.wire.SegmentSlice;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the headers of a push say (wire protocol section 3.7). Except for the configuration, a value that cannot be read
 * counts as absent.
 *
 * @param duration of the segment, as its client states it: 2 s when it does not, and possibly out of all bounds
 * @param resolution of the source
 * @param wantsRenditions whether the answer is to carry the renditions
 * @param slice the part that is to be encoded; not empty only if it has a beginning or an end
 * @param configuration takes the place of the webhook's
 * @param clientAddress for logs, as a proxy states it; proves nothing
 */
public record PushHeaders(
        Duration duration,
        Optional<Resolution> resolution,
        boolean wantsRenditions,
        Optional<SegmentSlice> slice,
        Optional<StreamConfiguration> configuration,
        Optional<String> clientAddress) {

    public static final String DURATION = "Content-Duration";
    public static final String RESOLUTION = "Content-Resolution";
    public static final String SLICE_FROM = "Content-Slice-From";
    public static final String SLICE_TO = "Content-Slice-To";
    public static final String ACCEPT = "Accept";
    public static final String FORWARDED_FOR = "X-Forwarded-For";

    /** The only value of {@link #ACCEPT} that brings renditions; anything beside it does not. */
    public static final String MULTIPART = "multipart/mixed";

    /** A longer segment is refused once its stream exists ({@link PushError#invalidDuration}). */
    public static final Duration MAX_DURATION = Duration.ofMinutes(5);

    private static final Duration DEFAULT_DURATION = Duration.ofSeconds(2);
    private static final long MAX_MILLIS = Duration.ofNanos(Long.MAX_VALUE).toMillis();

    /** What became of the headers. */
    public sealed interface Reading {
        record Read(PushHeaders headers) implements Reading {}

        record Refused(PushError error) implements Reading {}
    }

    /** @param headers finds the first value of a header by its name, in any case */
    public static Reading parse(Function<String, Optional<String>> headers) {
        Optional<StreamConfiguration> configuration = Optional.empty();
        var json = headers.apply(StreamConfiguration.HEADER).orElse("");
        if (!json.isEmpty()) {
            switch (StreamConfiguration.read(json)) {
                case StreamConfiguration.Reading.Read(var read) -> configuration = Optional.of(read);
                case StreamConfiguration.Reading.Unreadable(var reason) -> {
                    return new Reading.Refused(new PushError.UnreadableConfiguration(reason));
                }
            }
        }
        var slice = new SegmentSlice(moment(headers.apply(SLICE_FROM)), moment(headers.apply(SLICE_TO)));
        if (!slice.to().isZero() && slice.from().compareTo(slice.to()) > 0) {
            return new Reading.Refused(new PushError.EmptySlice(slice.from(), slice.to()));
        }
        return new Reading.Read(new PushHeaders(
                headers.apply(DURATION).flatMap(PushHeaders::millis).orElse(DEFAULT_DURATION),
                headers.apply(RESOLUTION).flatMap(Resolution::parse),
                headers.apply(ACCEPT).filter(MULTIPART::equals).isPresent(),
                slice.from().isZero() && slice.to().isZero() ? Optional.empty() : Optional.of(slice),
                configuration,
                headers.apply(FORWARDED_FOR).filter(address -> !address.isEmpty())));
    }

    /** Whether the network takes a segment that long; one of no length is taken for a usual one. */
    public boolean hasValidDuration() {
        return !duration.isNegative() && duration.compareTo(MAX_DURATION) <= 0;
    }

    private static Duration moment(Optional<String> header) {
        return header.filter(text -> !text.startsWith("+"))
                .flatMap(PushHeaders::millis)
                .filter(moment -> !moment.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<Duration> millis(String text) {
        try {
            long millis = Long.parseLong(text);
            return millis >= -MAX_MILLIS && millis <= MAX_MILLIS
                    ? Optional.of(Duration.ofMillis(millis))
                    : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }
}
