package io.headrace.gateway.publication;

import io.headrace.engine.ChildException;
import io.headrace.job.Outcome;
import java.io.IOException;

/** What becomes of a job's results in the end. */
public interface Results {

    /** How many units are published: the number of the next. */
    long next();

    /** The job is over: closes what is open, and completes the result of one that was completed. */
    void finish(Outcome outcome) throws IOException, ChildException, InterruptedException;
}
