package io.headrace.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * A bar for each rendition: how far, frames per second, speed against real time, cost so far. Drawn anew in place on a
 * terminal; elsewhere a line now and then.
 */
final class Progress {

    private static final int WIDTH = 30;
    private static final int QUIET_EVERY = 20;

    private final PrintStream out;
    private final boolean terminal;
    private final long begun;
    private int drawn;
    private int asked;

    /** @param begun in nanoseconds of the ticker that {@link #show} is given */
    Progress(PrintStream out, boolean terminal, long begun) {
        this.out = out;
        this.terminal = terminal;
        this.begun = begun;
    }

    void show(JsonNode job, long now) {
        if (!terminal && asked++ % QUIET_EVERY != 0) {
            return;
        }
        if (terminal && drawn > 0) {
            out.print("\u001b[" + drawn + "A\u001b[J");
        }
        var lines = lines(job, Math.max(1e-9, (now - begun) / 1e9));
        lines.forEach(line -> out.print(terminal ? "\u001b[2K" + line + "\n" : line + "\n"));
        out.flush();
        drawn = lines.size();
    }

    static List<String> lines(JsonNode job, double elapsed) {
        double done = job.path("durationSeconds").asDouble(0);
        double whole = Math.max(done, job.path("sourceSeconds").asDouble(0));
        double share = whole == 0 ? 0 : done / whole;
        var lines = new ArrayList<String>();
        for (var rendition : job.path("renditions")) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-8s %s %5.1f %%  %6.1f fps  %5.2fx",
                    rendition.path("name").asString(""),
                    bar(share),
                    share * 100,
                    rendition.path("frames").asLong(0) / elapsed,
                    done / elapsed));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%s, %.0f of %.0f s, %s wei in %d tickets",
                job.path("state").asString("?"),
                done,
                whole,
                job.path("fee").asString("0"),
                job.path("tickets").asLong(0)));
        if (job.hasNonNull("waiting")) {
            lines.add(job.path("waiting").asString(""));
        }
        return lines;
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }
}
