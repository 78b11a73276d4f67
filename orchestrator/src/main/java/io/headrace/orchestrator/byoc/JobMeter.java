package io.headrace.orchestrator.byoc;

import io.headrace.machine.NanoTicker;
import io.headrace.pipeline.Metering;
import io.headrace.transport.Answer;
import io.headrace.wire.byoc.UsageListener;
import io.headrace.wire.byoc.UsedUnits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/** Measures one job: its time, and what the application tells of its units. The thread of the request. */
final class JobMeter {

    private final UsageListener events = new UsageListener();
    private final NanoTicker ticker;
    private final boolean listens;
    private final long began;
    private OptionalLong told = OptionalLong.empty();

    JobMeter(NanoTicker ticker, Metering metering) {
        this.ticker = ticker;
        listens = metering instanceof Metering.ByApplication;
        began = ticker.nanos();
    }

    /** A whole answer has come. One that refuses tells nothing: it delivered nothing. */
    void answered(Answer answer) {
        if (listens && answer.status() < 400) {
            told = answer.headers()
                    .first(UsedUnits.HEADER)
                    .map(UsedUnits::decode)
                    .orElse(OptionalLong.empty());
        }
    }

    /** Some of a stream of events has come. */
    void heard(ByteBuffer bytes) {
        if (listens) {
            events.hear(bytes);
            told = events.told();
        }
    }

    /** The stream is over. */
    void silent() {
        events.end();
        told = events.told();
    }

    Usage now() {
        return new Usage(Duration.ofNanos(ticker.nanos() - began), told);
    }

    /** The time from the beginning to then. */
    Duration until(long nanos) {
        return Duration.ofNanos(nanos - began);
    }
}
