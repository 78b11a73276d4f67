package io.headrace.gateway.byoc.stream;

import io.headrace.gateway.realtime.RunnerReport;
import io.headrace.gateway.realtime.flow.Failing;
import io.headrace.gateway.realtime.flow.LastWord;
import io.headrace.gateway.realtime.flow.StreamFlow;
import io.headrace.gateway.realtime.output.OutputFan;
import io.headrace.machine.NanoTicker;
import io.headrace.media.AccessUnit;
import io.headrace.media.MediaTime;
import io.headrace.wire.realtime.StatusDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives what comes from an application to whoever watches and reads along, and ends its stay when the application or its
 * orchestrator is seen to fail. On the flow's thread; nothing waits.
 *
 * @param stay where the stream is now
 * @param origin of what an application says of itself
 */
record StayAudience(
        Supplier<Optional<StreamStay>> stay,
        OutputFan output,
        DataFan data,
        RunnerReport report,
        Function<StreamStay, StatusDocument.Origin> origin,
        NanoTicker ticker)
        implements StreamFlow.Listener {

    private Optional<StreamStay> stay(int session) {
        return stay.get().filter(here -> here.number() == session);
    }

    @Override
    public void output(AccessUnit unit) {
        stay.get().ifPresent(this::heard);
        output.unit(unit);
    }

    @Override
    public void data(int session, String line) {
        stay(session).ifPresent(this::heard);
        data.line(line);
    }

    @Override
    public void event(int session, String json) {
        stay(session).ifPresent(here -> {
            heard(here);
            report.take(json, () -> origin.apply(here));
            LastWord.in(json)
                    .ifPresent(last ->
                            here.end(new StreamStay.End.Failed(last.why().reason(), last.sentence())));
        });
    }

    private void heard(StreamStay here) {
        here.heard(ticker.nanos());
    }

    @Override
    public void failing(int session, Failing why, String sentence) {
        stay(session).ifPresent(here -> here.end(new StreamStay.End.Failed(why.reason(), sentence)));
    }

    /** Streams are paid by time: their segments are nobody's affair. */
    @Override
    public void unitBegun(long seq, MediaTime start, int width, int height) {}

    @Override
    public void unitEnded(long seq, Duration duration, long pictures, int width, int height) {}

    @Override
    public void unitReturned(int session, long seq) {}
}
