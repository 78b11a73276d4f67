package io.headrace.inference.pool;

import io.headrace.inference.runner.SessionEnd;

/** What is told of one session. On a thread that must not be held up. */
public interface SessionReports {

    /** The runner took it. At most once, before {@link #ended}. */
    void running();

    /** Exactly once. The runner may take some seconds more until it can have another session. */
    void ended(SessionEnd end);
}
