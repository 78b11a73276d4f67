package io.headrace.wire.byoc;

import io.headrace.wire.sse.ServerEvent;
import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.UnreadableException;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How many units of its {@link io.headrace.pipeline.Metering} a call has used, as an application tells it and as
 * orchestrators of ours tell gateways: in the head of a whole answer, or by events in a stream of them, each of which says
 * how many it were until then.
 *
 * <pre>
 * X-Headrace-Units: 12
 *
 * event: usage
 * data: {"units":12}
 * </pre>
 *
 * What is no whole number of at least 0 is nothing told; one beyond 63 bits is the largest of them.
 */
public final class UsedUnits {

    public static final String HEADER = "X-Headrace-Units";

    private static final String EVENT = "usage";
    private static final String FIELD = "units";

    /** Longer ones are not looked at. */
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,64}");

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private UsedUnits() {}

    /** @param text of the header */
    public static OptionalLong decode(String text) {
        var digits = text.strip();
        return WHOLE.matcher(digits).matches() ? whole(new BigDecimal(digits)) : OptionalLong.empty();
    }

    /** Empty for an event that tells something else. */
    public static OptionalLong decode(ServerEvent event) {
        if (!event.type().equals(EVENT)) {
            return OptionalLong.empty();
        }
        try {
            var told = JsonFields.parse(event.data(), EVENT).exact(FIELD);
            return told.isPresent() ? whole(told.get()) : OptionalLong.empty();
        } catch (UnreadableException theApplications) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong whole(BigDecimal told) {
        if (told.signum() < 0 || told.stripTrailingZeros().scale() > 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(told.compareTo(LARGEST) > 0 ? Long.MAX_VALUE : told.longValue());
    }
}
