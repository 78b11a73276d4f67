package io.headrace.gateway.run;

import io.headrace.job.JobEvent;
import io.headrace.pipeline.Capabilities;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's wait for money: its client is told what is missing, and it is looked now and then whether that has come. The
 * job's own timer ends the wait. Any thread.
 */
final class FundsWatch {

    private static final Logger LOG = LoggerFactory.getLogger(FundsWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final String job;
    private final RunContext context;
    private final Supplier<Capabilities> needed;
    private final BooleanSupplier waiting;

    /**
     * @param needed of those who may be paid
     * @param waiting whether the job waits for money now
     */
    FundsWatch(String job, RunContext context, Supplier<Capabilities> needed, BooleanSupplier waiting) {
        this.job = job;
        this.context = context;
        this.needed = needed;
        this.waiting = waiting;
    }

    /** The wait begins. Blocks while orchestrators are asked. */
    void await() {
        try {
            context.means().shortageFor(needed.get()).map(Shortage::sentence).ifPresent(sentence -> {
                context.view().waiting(sentence);
                context.view().trouble(sentence);
                context.book().remarked(sentence);
                LOG.warn("Job {} is {}", job, sentence);
            });
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
        lookLater();
    }

    /** For what nobody tells: an orchestrator that has redeemed asks for less. */
    private void lookLater() {
        context.tools().host().after(PERIOD, () -> {
            if (waiting.getAsBoolean()) {
                look();
                lookLater();
            }
        });
    }

    /** Without effect for a job that does not wait for money, and for one that has ended, or the node with it. */
    void look() {
        if (!waiting.getAsBoolean()) {
            return;
        }
        try {
            context.threads().execute(this::lookNow);
        } catch (RejectedExecutionException over) {
            LOG.debug("Job {} is over", job);
        }
    }

    private void lookNow() {
        try {
            var shortage = context.means().shortageFor(needed.get());
            shortage.map(Shortage::sentence).ifPresent(context.view()::waiting);
            if (shortage.isEmpty() && waiting.getAsBoolean()) {
                context.job().accept(new JobEvent.Funded());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
