package io.headrace.node.role;

import io.headrace.admin.metrics.WorkTally;
import io.headrace.admin.metrics.WorkTally.Ending;
import io.headrace.orchestrator.byoc.AppFact;
import io.headrace.orchestrator.byoc.AppLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the jobs of containers, and tells the log of those that came to nothing. Any thread. */
final class CountedApps implements AppLog {

    private static final Logger LOG = LoggerFactory.getLogger(CountedApps.class);

    private final WorkTally tally;

    CountedApps(WorkTally tally) {
        this.tally = tally;
    }

    @Override
    public void tell(AppFact fact) {
        switch (fact) {
            case AppFact.JobDone(var app, var sender, int status, var time, var fee) -> {
                LOG.debug("{} answered {} to {} after {}, for {}", app, status, sender, time, fee);
                tally.requestServed(app.toString(), time);
            }
            case AppFact.JobFailed(var app, var sender, var reason, var time, var fee) -> {
                LOG.info("{} failed a job of {} after {}, for {}: {}", app, sender, time, fee, reason);
                tally.requestEnded(app.toString(), Ending.FAILED);
            }
            case AppFact.JobRefused(var app, var sender, var reason) -> {
                LOG.debug("A job of {} for {} was refused: {}", sender, app, reason);
                tally.requestEnded(app.toString(), Ending.REFUSED);
            }
            case AppFact.JobMiscounted(var app, var complaint) ->
                LOG.warn("The units of {} cannot be charged as they should: {}", app, complaint);
            case AppFact.StreamStarted(var app, var sender, var stream) ->
                LOG.info("Stream {} of {} through {} began", stream, sender, app);
            case AppFact.StreamEnded(var app, var sender, var stream, var code, var reason, var time, var fee) ->
                LOG.info(
                        "Stream {} of {} through {} ended after {}, for {}: {} ({})",
                        stream,
                        sender,
                        app,
                        time,
                        fee,
                        reason,
                        code);
        }
    }
}
