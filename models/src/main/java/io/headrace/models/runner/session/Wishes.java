package io.headrace.models.runner.session;

import java.util.Optional;

/** What the control channel asks of the line, until the line gets to it: of each kind the latest. Any thread. */
final class Wishes {

    /**
     * @param resumeAfter presentation time in 1/90000 s
     */
    record Taken(Optional<String> parameters, Optional<Long> resumeAfter, boolean keyframe) {
        static final Taken NOTHING = new Taken(Optional.empty(), Optional.empty(), false);
    }

    private Taken open = Taken.NOTHING;

    synchronized void parameters(String json) {
        open = new Taken(Optional.of(json), open.resumeAfter(), open.keyframe());
    }

    synchronized void resume(long after) {
        open = new Taken(open.parameters(), Optional.of(after), open.keyframe());
    }

    synchronized void keyframe() {
        open = new Taken(open.parameters(), open.resumeAfter(), true);
    }

    synchronized Taken take() {
        var taken = open;
        open = Taken.NOTHING;
        return taken;
    }
}
