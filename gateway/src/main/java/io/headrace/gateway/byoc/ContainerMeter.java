package io.headrace.gateway.byoc;

import io.headrace.machine.NanoTicker;
import io.headrace.pipeline.Metering;
import io.headrace.pipeline.PricingUnit;
import io.headrace.transport.Answer;
import io.headrace.wire.byoc.UsageListener;
import io.headrace.wire.byoc.UsedUnits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts what one job is paid for: the seconds that began, the request, or what the application has told, which is believed
 * as far as it was paid ahead. One thread brings what was told; any may ask for the units.
 */
final class ContainerMeter {

    private final UsageListener events = new UsageListener();
    private final Metering metering;
    private final NanoTicker ticker;
    private final long began;
    private volatile OptionalLong told = OptionalLong.empty();

    ContainerMeter(Metering metering, NanoTicker ticker) {
        this.metering = metering;
        this.ticker = ticker;
        began = ticker.nanos();
    }

    /** The head of an answer has come. A refusal delivers nothing, and its units are not looked at. */
    void answered(Answer answer) {
        if (answer.status() < 400) {
            told = answer.headers()
                    .first(UsedUnits.HEADER)
                    .map(UsedUnits::decode)
                    .orElse(OptionalLong.empty());
        }
    }

    /** The same events, for whoever passes them on. */
    InputStream hearing(InputStream from) {
        return isTold() ? new Heard(from) : from;
    }

    boolean isTold() {
        return metering instanceof Metering.ByApplication;
    }

    /** Until now. */
    long units() {
        return switch (metering) {
            case Metering.ByApplication(var _, long mostUnits) -> Math.min(told.orElse(0), mostUnits);
            case Metering.ByNode(var unit) -> unit == PricingUnit.REQUEST ? 1 : seconds();
        };
    }

    /** For the job's explanation: how many of the application's own units it was. */
    Optional<String> sentence() {
        return metering instanceof Metering.ByApplication(var unit, long mostUnits)
                ? Optional.of("The application told "
                        + (told.isPresent() ? Long.toString(told.getAsLong()) : "no number of") + " units, each a "
                        + unit.word()
                        + "; " + units() + " of the " + mostUnits + " paid ahead are charged")
                : Optional.empty();
    }

    /** Each that began. */
    private long seconds() {
        return Duration.ofNanos(ticker.nanos() - began)
                .plusSeconds(1)
                .minusNanos(1)
                .toSeconds();
    }

    /** Listens to what is read. */
    private final class Heard extends FilterInputStream {
        Heard(InputStream from) {
            super(from);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] chunk, int offset, int length) throws IOException {
            int read = super.read(chunk, offset, length);
            if (read < 0) {
                events.end();
            } else {
                events.hear(ByteBuffer.wrap(chunk, offset, read));
            }
            told = events.told();
            return read;
        }
    }
}
