package io.headrace.gateway.batch.work;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.batch.BatchConfig;
import io.headrace.gateway.batch.BatchDesk;
import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.BatchWork;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.batch.result.ResultShelf;
import io.headrace.gateway.discovery.OrchestratorDirectory;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.order.BatchJobOrder.Delivery;
import io.headrace.gateway.order.BatchJobOrder.Door;
import io.headrace.gateway.run.JobRun;
import io.headrace.gateway.run.JobTools;
import io.headrace.gateway.run.RunView;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobState;
import io.headrace.job.lifecycle.Reason;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Capabilities;
import io.headrace.transport.address.HostNames;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Begins the jobs of batch requests. Those for which a client waits leave nothing on disk but their journal; those that
 * nobody waits for have a folder, and a restart goes on with them. Any thread.
 */
public final class BatchJobs implements BatchDesk {

    private final RunningJobs jobs;
    private final JobTools tools;
    private final Function<Capabilities, OrchestratorDirectory> directories;
    private final BatchMeans means;

    /**
     * @param jobs of this class alone, so that many of them crowd no others out
     * @param directories of those who have a model, with the prices that they ask for it
     * @param told what the gateway itself took of a request whose client gets its answer; returns at once
     */
    public BatchJobs(
            RunningJobs jobs,
            JobTools tools,
            Function<Capabilities, OrchestratorDirectory> directories,
            BatchConfig config,
            ResultShelf shelf,
            HostNames names,
            SecretSource secrets,
            Consumer<Duration> told) {
        this.jobs = jobs;
        this.tools = tools;
        this.directories = directories;
        this.means = new BatchMeans(config, shelf, names, secrets, told, new KeptAgreements(), new Absences());
    }

    @Override
    public BatchWork submit(BatchRequest request, FileBytes file, BatchTerms terms) throws RunningJobs.Busy {
        var name = jobs.newName();
        var order = order(request, name, Delivery.ATTENDED, terms);
        var flight = flight(request, file, terms);
        var craft = new BatchCraft(flight, means, means.config().keep(), AnswerBox.NONE);
        return new Work(jobs.beginUnsaved(order, toolsFor(flight), craft), flight, means.told());
    }

    /**
     * Begins a job for which nobody waits.
     *
     * @param folder its own, which holds what a restart needs
     * @param box gets the answer before anybody is told
     */
    public BatchWork keep(BatchRequest request, FileBytes file, BatchTerms terms, Path folder, AnswerBox box)
            throws IOException {
        var flight = flight(request, file, terms);
        var craft = new BatchCraft(flight, means, means.config().keepDurable(), box);
        var run = jobs.begin(order(request, folder, Delivery.KEPT, terms), toolsFor(flight), craft);
        return new Work(run, flight, means.told());
    }

    /** A folder for a job that {@link #keep} begins. */
    public Path newFolder() throws IOException, RunningJobs.Busy {
        return jobs.newFolder();
    }

    /** Goes on with a job of an earlier life that nobody waits for. */
    public BatchWork resume(
            BatchJobOrder order, BatchRequest request, FileBytes file, BatchTerms terms, JobState from, AnswerBox box) {
        var flight = flight(request, file, terms);
        var craft = new BatchCraft(flight, means, means.config().keepDurable(), box);
        var run = jobs.resume(order, toolsFor(flight), craft, from, new RunView(order));
        return new Work(run, flight, means.told());
    }

    /** Ends a job of an earlier life whose client is gone: its journal says what was paid for it. */
    public void giveUp(BatchJobOrder order, JobState from, Reason why) {
        var flight = flight(nothing(), FileBytes.NONE, BatchTerms.USUAL);
        var craft = new BatchCraft(flight, means, means.config().keep(), AnswerBox.NONE);
        var _ = jobs.giveUp(order, tools, craft, from, why);
    }

    /** Of a job that only has to end. */
    private static BatchRequest nothing() {
        try {
            return BatchRequestCodec.decode(
                    BuiltInPipelines.TEXT_TO_SPEECH, new RequestContent.Document("{\"text\":\"-\"}"));
        } catch (UnreadableException impossible) {
            throw new IllegalStateException("A request of ours cannot be read", impossible);
        }
    }

    private Flight flight(BatchRequest request, FileBytes file, BatchTerms terms) {
        var finish = terms.finish().orElseGet(() -> means.config().finish(request.pipeline()));
        return new Flight(request, file, terms.capacity(), finish, tools.ticker());
    }

    private static BatchJobOrder order(BatchRequest request, Path folder, Delivery delivery, BatchTerms terms) {
        return new BatchJobOrder(
                String.valueOf(folder.getFileName()),
                Door.BUILT_IN,
                request.pipeline().name().toString(),
                request.model(),
                request.body() instanceof BatchRequest.Body.Json ? "application/json" : "multipart/form-data",
                delivery,
                terms.maxPrice(),
                folder);
    }

    private JobTools toolsFor(Flight flight) {
        return tools.with(directories.apply(flight.needed()));
    }

    private record Work(JobRun run, Flight flight, Consumer<Duration> told) implements BatchWork {
        @Override
        public String id() {
            return run.view().order().id();
        }

        @Override
        public BatchOutcome await() throws InterruptedException {
            try {
                return flight.answer().get();
            } catch (ExecutionException impossible) {
                throw new IllegalStateException("An answer is never an exception", impossible);
            }
        }

        @Override
        public void telling(OptionalLong requestEndNanos) {
            flight.own().told(requestEndNanos.orElse(flight.begunNanos())).ifPresent(told);
        }

        @Override
        public void cancel() {
            run.cancel();
        }
    }
}
