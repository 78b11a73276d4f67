package io.headrace.job;

import java.util.Locale;

/** How the work of a job is shaped. The lifecycle is the same for all; its limits differ. */
public enum JobClass {
    VIDEO,
    BATCH,
    REALTIME;

    /** As journals and answers print it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
