package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.realtime.flow.FlowLimits;
import io.headrace.job.JobLimits;
import io.headrace.job.SearchLimits;
import io.headrace.job.SwapLimits;
import io.headrace.job.UnusableInput;
import io.headrace.job.unit.UnitLimits;
import io.headrace.wire.byoc.JobParameters;
import java.time.Duration;

/** How patient a gateway is with those who have a container's stream. */
final class StreamLimits {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    /** Whoever sends nothing back for so long is left: applications of strangers may take their time. */
    private static final Duration STALL = Duration.ofSeconds(30);

    private static final int QUICK_SWAPS = 3;
    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final Duration QUICK_PAUSE = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(100);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private StreamLimits() {}

    /** A stream that shows nothing is not waited for; the silence of an application is looked at by its stay. */
    static FlowLimits flow(JobParameters channels) {
        var usual = FlowLimits.DEFAULT;
        var stall = channels.videoEgress() ? STALL : FOR_EVER;
        return new FlowLimits(
                stall,
                stall,
                stall,
                stall,
                FOR_EVER,
                usual.hand(),
                usual.keepAlive(),
                usual.segment(),
                usual.segmentBytes(),
                usual.backlogBytes(),
                usual.backlogSegments(),
                usual.callbacks());
    }

    /** Everybody on the list is tried once, and three within a minute at most. */
    static JobLimits job() {
        return new JobLimits(
                1,
                1,
                new SearchLimits(1, WAIT, MOMENT, SECOND, SearchLimits.Hopeless.END),
                new SwapLimits(QUICK_SWAPS, QUICK, QUICK_PAUSE),
                WAIT,
                WAIT,
                MOMENT,
                new UnusableInput.FailJob(),
                UnitLimits.batch(FOR_EVER));
    }
}
