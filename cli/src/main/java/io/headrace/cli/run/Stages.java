package io.headrace.cli.run;

import io.headrace.cli.Pace;
import io.headrace.cli.Terminal;
import java.time.Duration;
import java.util.Locale;

/**
 * What is being done, in one line on standard error that is drawn anew in place; where nobody looks, a line for each new
 * stage. One thread.
 */
final class Stages {

    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final Terminal terminal;
    private final Pace pace;
    private final long begun;
    private String stage = "";
    private long stageBegun;
    private long drawn;
    private boolean isDrawn;

    Stages(Terminal terminal, Pace pace) {
        this.terminal = terminal;
        this.pace = pace;
        this.begun = pace.nanos();
    }

    /** Bytes are moving. */
    void moving(String what, long bytes, long whole) {
        show(what, () -> Sizes.print(bytes) + (whole > 0 ? " of " + Sizes.print(whole) : ""));
    }

    /**
     * So many of so many steps are done.
     *
     * @param whole 0 when nobody knows
     */
    void advancing(String what, long done, long whole) {
        show(what, () -> whole > 0 ? share(done, whole) + ", " + since() : done + " pictures, " + since());
    }

    private static String share(long done, long whole) {
        return String.format(Locale.ROOT, "%d of %d pictures (%d %%)", done, whole, Math.min(100, 100 * done / whole));
    }

    private String since() {
        return String.format(Locale.ROOT, "%.0f s", (pace.nanos() - stageBegun) / 1e9);
    }

    /** Something takes the time it takes. */
    void waiting(String what) {
        show(what, this::since);
    }

    private void show(String what, java.util.function.Supplier<String> detail) {
        long now = pace.nanos();
        boolean isNew = !what.equals(stage);
        if (isNew) {
            stage = what;
            stageBegun = now;
        }
        if (terminal.isInteractive() && (isNew || now - drawn >= REDRAW_NANOS)) {
            terminal.err().print("\r\u001b[K" + what + " ... " + detail.get());
            drawn = now;
            isDrawn = true;
        } else if (isNew && !terminal.isInteractive()) {
            terminal.err().println(what + " ...");
        }
        terminal.err().flush();
    }

    /** Leaves nothing on the line, so that something else can be said. */
    void clear() {
        if (isDrawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            isDrawn = false;
        }
        stage = "";
    }

    /** Since the first of them. */
    Duration elapsed() {
        return Duration.ofNanos(pace.nanos() - begun);
    }
}
