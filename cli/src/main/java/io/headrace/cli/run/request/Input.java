package io.headrace.cli.run.request;

/** What can be given to a pipeline by an option of its own. Everything else is a parameter. */
enum Input {
    IMAGE("--image"),
    VIDEO("--video"),
    AUDIO("--audio"),
    PROMPT("--prompt"),
    TEXT("--text"),
    POINTS("--points"),
    LABELS("--labels"),
    BOX("--box");

    private final String option;

    Input(String option) {
        this.option = option;
    }

    String option() {
        return option;
    }
}
