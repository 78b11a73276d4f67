package io.headrace.cli.run;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.GatewayOptions;
import io.headrace.cli.Pace;
import io.headrace.cli.Terminal;
import io.headrace.cli.run.request.Inputs;
import io.headrace.cli.run.request.PipelineRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Has a pipeline or a container of the network do something, and brings the result home. */
@Command(
        name = "run",
        description = "Has a pipeline of the network do something, with progress, and brings the result home.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

    private static final Pattern PIPELINE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern PRICE = Pattern.compile("\\d{1,40}(/\\d{1,40})?");
    private static final int MAX_SECONDS = 86_400;

    private final RunTools tools;

    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "what is to be done: text-to-image, upscale, llm, ...; `headrace pipelines` lists what is on"
                    + " offer")
    private Optional<String> pipeline = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where the result goes; a directory when there are several")
    private Optional<String> output = Optional.empty();

    @Option(names = "--force", description = "replaces a file that is there already")
    private boolean force;

    @Option(names = "--async", description = "waits for nothing: prints the job, which goes on")
    private boolean async;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "waits for a job that is under way, and fetches its result")
    private Optional<String> job = Optional.empty();

    @Option(
            names = "--timeout",
            defaultValue = "1800",
            paramLabel = "SECONDS",
            description = "after which the job is cancelled (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "for somebody who has room; 0 for none")
    private Optional<Integer> wait = Optional.empty();

    @Option(names = "--max-price", paramLabel = "WEI", description = "the most that is paid per unit, 1200 or 1/3")
    private Optional<String> maxPrice = Optional.empty();

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Mixin
    private InputOptions input = new InputOptions();

    @Mixin
    private ContainerOptions container = new ContainerOptions();

    /** @param names unguessable ones, a new one each time */
    public RunCommand(Supplier<String> names) {
        this(new RunTools(Terminal.standard(), System.in, Pace.real(), OnInterrupt.ofProcess(), names));
    }

    RunCommand(RunTools tools) {
        this.tools = tools;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        var what = pipeline.or(container::name).orElse("");
        var report = new Report(tools.terminal(), gateway.json(), what);
        var stages = new Stages(gateway.json() ? tools.terminal().plain() : tools.terminal(), tools.pace());
        try (var client = new BatchGateway(gateway.gateway())) {
            perform(client, stages, report);
            return ExitCode.DONE.code();
        } catch (GatewaySilent silent) {
            stages.clear();
            throw silent.asFailure();
        } catch (RunFailed failed) {
            stages.clear();
            report.failed(failed.problem());
            throw new CommandFailed(failed.problem().exitCode(), sentence(failed.problem()));
        }
    }

    private void check() {
        long ways = Stream.of(pipeline, container.name(), job)
                .filter(Optional::isPresent)
                .count();
        if (ways != 1) {
            throw wrong("One of PIPELINE, --container NAME and --job JOB says what is to be done. `headrace pipelines`"
                    + " lists what is on offer.");
        }
        pipeline.ifPresent(RunCommand::check);
        if (job.isPresent() && Facts.id(job.get()).isEmpty()) {
            throw wrong("--job takes the id that `headrace run --async` printed, not \"" + job.get() + "\"");
        }
        if (timeoutSeconds < 1 || timeoutSeconds > MAX_SECONDS) {
            throw wrong("--timeout takes 1 to " + MAX_SECONDS + " seconds, not " + timeoutSeconds);
        }
        if (wait.filter(seconds -> seconds < 0 || seconds > MAX_SECONDS).isPresent()) {
            throw wrong("--wait takes 0 to " + MAX_SECONDS + " seconds, not " + wait.get());
        }
        if (maxPrice.filter(price -> !PRICE.matcher(price).matches()).isPresent()) {
            throw wrong("--max-price takes wei per unit such as 1200 or 1/3, not \"" + maxPrice.get() + "\"");
        }
        if (async && pipeline.isEmpty()) {
            throw wrong("--async is for pipelines: a container answers on the connection");
        }
    }

    private static void check(String pipeline) {
        switch (pipeline) {
            case "video-transcoding" -> throw wrong("Files are transcoded by `headrace transcode IN -o DIR`");
            case "live-video-to-video" ->
                throw wrong("live-video-to-video works on streams: publish one to a gateway, with this pipeline");
            default -> {
                if (!PIPELINE.matcher(pipeline).matches()) {
                    throw wrong(
                            "\"" + pipeline + "\" is no pipeline's name. `headrace pipelines` lists what is on offer.");
                }
            }
        }
    }

    private void perform(BatchGateway client, Stages stages, Report report)
            throws RunFailed, GatewaySilent, InterruptedException {
        if (container.name().isPresent()) {
            new ContainerRun(client, stages, tools, container).run(destination(Optional.empty()), report, timeout());
            return;
        }
        var inputs = input.inputs(tools.stdin());
        var destination = destination(inputs.source());
        destination.check();
        var run = run(client, stages, destination, inputs);
        var ended = job.isPresent() ? run.await(job.get(), timeout()) : run.run(asked(inputs));
        stages.clear();
        switch (ended) {
            case PipelineRun.Ended.Begun(var id) ->
                report.begun(id, client.address().toString());
            case PipelineRun.Ended.Done(var result, var facts) -> report.done(result, facts, stages.elapsed());
        }
    }

    private PipelineRun run(BatchGateway client, Stages stages, Destination destination, Inputs inputs) {
        var download = new Download(client, destination, stages);
        return new PipelineRun(
                client,
                stages,
                new JobWatch(client, stages, tools.pace()),
                tools.onInterrupt(),
                new ResultKeeper(download, destination, inputs.source()),
                this::say);
    }

    private PipelineRun.Asked asked(Inputs inputs) {
        var name = pipeline.orElseThrow();
        boolean stream = PipelineRequest.canStream(name) && !async && !gateway.json() && output.isEmpty();
        var body = PipelineRequest.of(
                name, inputs, stream, "headrace-" + tools.names().get());
        var terms = new StringJoiner("&", "?", "").setEmptyValue("");
        wait.ifPresent(seconds -> terms.add("wait=" + seconds));
        maxPrice.ifPresent(price -> terms.add("maxPrice=" + price));
        return new PipelineRun.Asked(name, terms.toString(), body, stream, !async, timeout());
    }

    /** Words as they come: to a terminal without whatever could disturb it. */
    private void say(String words) {
        var out = tools.terminal().out();
        out.print(tools.terminal().isInteractive() ? Printable.of(words) : words);
        out.flush();
    }

    private Destination destination(Optional<Path> source) {
        var task = pipeline.or(container::name).orElse("result");
        var stem = source.map(Path::getFileName)
                .map(Path::toString)
                .map(name -> (name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name) + "-" + task)
                .orElse(task);
        return Destination.of(output, force, stem);
    }

    private Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    private static String sentence(RunFailed.Problem problem) {
        var text = new StringBuilder(Printable.of(problem.sentence()));
        for (JsonNode candidate : problem.candidates()) {
            text.append("\n  ")
                    .append(Printable.of(candidate
                            .path("uri")
                            .asString(candidate.path("orchestrator").asString(""))))
                    .append(' ')
                    .append(Printable.of(candidate.path("reason").asString("")));
        }
        return text.toString();
    }

    private static CommandFailed wrong(String sentence) {
        return new CommandFailed(ExitCode.WRONG_USE, sentence);
    }
}
