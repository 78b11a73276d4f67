package io.headrace.gateway.realtime.flow;

import java.time.Duration;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A frame's way in the Java flight recorder; hops that nobody told are 0. Off unless a recording asks for it. */
@Name("headrace.Frame")
@Label("Live Frame")
@Category({"Headrace", "Real Time"})
@Description("A frame of a live video-to-video stream, from its publisher to its viewers")
@Enabled(false)
@StackTrace(false)
final class FrameEvent extends Event {

    @Label("Presentation Time")
    @Description("In 1/90000 s")
    long presentation;

    @Label("Session")
    int session;

    @Label("Total")
    @Timespan
    long total;

    @Label("Gateway In")
    @Timespan
    long gatewayIn;

    @Label("Network")
    @Timespan
    long network;

    @Label("Decode")
    @Timespan
    long decode;

    @Label("Transform")
    @Timespan
    long transform;

    @Label("Encode")
    @Timespan
    long encode;

    @Label("Runner Out")
    @Timespan
    long runnerOut;

    @Label("Gateway Out")
    @Timespan
    long gatewayOut;

    /** Tells the recording, if there is one that wants it. */
    static void commit(FrameRow row) {
        var event = new FrameEvent();
        if (event.isEnabled()) {
            event.presentation = row.presentation();
            event.session = row.session();
            event.total = row.total().toNanos();
            event.gatewayIn = nanos(row, Hop.GATEWAY_IN);
            event.network = nanos(row, Hop.NETWORK);
            event.decode = nanos(row, Hop.DECODE);
            event.transform = nanos(row, Hop.TRANSFORM);
            event.encode = nanos(row, Hop.ENCODE);
            event.runnerOut = nanos(row, Hop.RUNNER_OUT);
            event.gatewayOut = nanos(row, Hop.GATEWAY_OUT);
            event.commit();
        }
    }

    private static long nanos(FrameRow row, Hop hop) {
        return row.of(hop).map(Duration::toNanos).orElse(0L);
    }
}
