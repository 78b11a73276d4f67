package io.headrace.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A node's work as a test says it is. */
public final class FakeDrain implements Drainable {

    final List<Duration> begun = new ArrayList<>();
    Left left = Left.NOTHING;
    boolean canTurnBack = true;
    private boolean draining;

    @Override
    public void begin(Duration within) {
        begun.add(within);
        draining = true;
    }

    @Override
    public boolean undo() {
        draining = draining && !canTurnBack;
        return canTurnBack;
    }

    @Override
    public boolean draining() {
        return draining;
    }

    @Override
    public Left left() {
        return left;
    }
}
