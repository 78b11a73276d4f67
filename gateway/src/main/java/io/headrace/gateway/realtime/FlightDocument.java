package io.headrace.gateway.realtime;

import io.headrace.gateway.realtime.flow.FlowFigures;
import io.headrace.gateway.realtime.flow.FrameRow;
import io.headrace.gateway.realtime.flow.FrameSummary;
import io.headrace.gateway.realtime.flow.FrameSummary.Spread;
import io.headrace.gateway.realtime.flow.Hop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the frames of one stream flew, as JSON: a waterfall for each of the newest frames, in milliseconds since it came in.
 *
 * <pre>
 * {"stream", "orchestrator",
 *  "viewers":  {"delivered", "lost", "repeated", "longestGap", "takeOvers"},
 *  "total":    {"frames", "p50", "p90", "p99"}, "ourShare": the same, "hops": {"gateway_in": the same, …},
 *  "frames":   [{"presentation", "session", "total", "gateway_in", "network", "decode", …}, …]}
 * </pre>
 */
public final class FlightDocument {

    /** Frames that are told one by one. */
    static final int ROWS = 300;

    private static final double NANOS_PER_MS = 1e6;
    private static final JsonMapper JSON = new JsonMapper();

    private FlightDocument() {}

    public static String of(RealtimeStream stream) {
        var work = stream.work();
        var document = JSON.createObjectNode();
        document.put("stream", stream.order().name());
        work.standing().orchestrator().ifPresent(url -> document.put("orchestrator", url));
        viewers(document.putObject("viewers"), work.figures());
        var rows = work.recorder().rows();
        summary(document, work.recorder().summary());
        var frames = document.putArray("frames");
        newest(rows).forEach(row -> frame(frames.addObject(), row));
        return document.toString();
    }

    private static List<FrameRow> newest(List<FrameRow> rows) {
        return rows.subList(Math.max(0, rows.size() - ROWS), rows.size());
    }

    private static void viewers(ObjectNode viewers, FlowFigures figures) {
        viewers.put("delivered", figures.delivered());
        viewers.put("lost", figures.lost());
        viewers.put("repeated", figures.repeated());
        viewers.put("longestGap", milliseconds(figures.longestGap()));
        viewers.put("takeOvers", figures.takeOvers());
    }

    private static void summary(ObjectNode document, FrameSummary summary) {
        spread(document.putObject("total"), summary.total());
        spread(document.putObject("ourShare"), summary.ourShare());
        var hops = document.putObject("hops");
        for (var hop : Hop.values()) {
            var spread = summary.hops().get(hop);
            if (spread != null) {
                spread(hops.putObject(name(hop)), spread);
            }
        }
    }

    private static void spread(ObjectNode into, Spread spread) {
        into.put("frames", spread.frames());
        into.put("p50", milliseconds(spread.p50()));
        into.put("p90", milliseconds(spread.p90()));
        into.put("p99", milliseconds(spread.p99()));
    }

    private static void frame(ObjectNode frame, FrameRow row) {
        frame.put("presentation", row.presentation());
        frame.put("session", row.session());
        frame.put("total", milliseconds(row.total()));
        row.ourShare().ifPresent(share -> frame.put("ourShare", milliseconds(share)));
        for (var hop : Hop.values()) {
            row.of(hop).ifPresent(time -> frame.put(name(hop), milliseconds(time)));
        }
    }

    private static String name(Hop hop) {
        return hop.name().toLowerCase(Locale.ROOT);
    }

    private static double milliseconds(Duration time) {
        return Math.round(time.toNanos() / NANOS_PER_MS * 1000) / 1000.0;
    }
}
