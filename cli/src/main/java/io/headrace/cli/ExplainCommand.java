package io.headrace.cli;

import io.headrace.admin.join.Unheard;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Tells what happened to one job: asked of a node, else read from the record that its network left. */
@Command(
        name = "explain",
        description = "Who was asked, who was refused and why, every attempt, every transition, the bill.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    private final RecordedJobs recorded;
    private final Terminal terminal;

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Parameters(paramLabel = "JOB", description = "the job's id, as `transcode` and `jobs` print it")
    private String job = "";

    @Option(names = "--data", paramLabel = "DIR", description = "where records are, when no node knows the job")
    private Optional<Path> data = Optional.empty();

    /** @param recorded where jobs are looked for that no running node knows */
    public ExplainCommand(RecordedJobs recorded) {
        this(recorded, Terminal.standard());
    }

    ExplainCommand(RecordedJobs recorded, Terminal terminal) {
        this.recorded = recorded;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        print(find());
        return ExitCode.DONE.code();
    }

    private String find() throws InterruptedException {
        try (var client = admin.client()) {
            var reply = client.get("/jobs/" + AdminClient.piece(job) + "/explain", mediaType());
            if (reply.isUnknown()) {
                return recorded("The node at " + admin.node() + " knows no job " + job, ExitCode.JOB_FAILED);
            }
            if (reply.status() != 200) {
                throw client.refused(reply);
            }
            reply.headers()
                    .values(Unheard.HEADER)
                    .forEach(missing -> terminal.err().println("Not heard: " + missing));
            return reply.body();
        } catch (NodeSilent silent) {
            return recorded(silent.getMessage(), admin.isNodeNamed() ? ExitCode.UNFIT : ExitCode.JOB_FAILED);
        }
    }

    /** @param why no node told of the job */
    private String recorded(String why, ExitCode otherwise) {
        return recorded.explain(data, job)
                .map(found -> admin.json() ? found.json() : found.text())
                .orElseThrow(() -> new CommandFailed(
                        otherwise,
                        why + ", and there is no record of job " + job + " in "
                                + data.map(Path::toString).orElse("the usual data directory")
                                + ". `headrace jobs` lists a node's jobs; --admin and --data say where to look."));
    }

    private String mediaType() {
        return admin.json() ? "application/json" : "text/plain";
    }

    private void print(String explanation) {
        if (admin.json()) {
            JsonOutput.print(terminal.out(), JSON.readTree(explanation));
        } else {
            terminal.out().print(explanation);
            terminal.out().flush();
        }
    }
}
