package io.headrace.wire.runner;

import io.headrace.wire.text.UnreadableException;

/** How clients use a live runner. */
public enum RunnerMode {
    /** They open a session, and call the application within it. */
    PERSISTENT("persistent"),
    /** Every call is a session of its own. */
    SINGLE_SHOT("single-shot");

    private final String text;

    RunnerMode(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** @param text empty for the default; also with an underscore */
    static RunnerMode of(String text) throws UnreadableException {
        return switch (text) {
            case "", "persistent" -> PERSISTENT;
            case "single-shot", "single_shot" -> SINGLE_SHOT;
            default -> throw new UnreadableException("invalid mode");
        };
    }
}
