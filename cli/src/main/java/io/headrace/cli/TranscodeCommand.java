package io.headrace.cli;

import io.headrace.media.LadderText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a file through a gateway and brings the result home. */
@Command(
        name = "transcode",
        description = "Transcodes a file to HLS and one MP4 per rendition, with progress.",
        mixinStandardHelpOptions = true)
public final class TranscodeCommand implements Callable<Integer> {

    private final EmbeddedNetwork embedded;

    @Parameters(paramLabel = "IN", description = "the file: MP4, MOV, MKV or MPEG-TS with H.264 or HEVC")
    private Path input = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "where the result goes")
    private Path output = Path.of("");

    @Option(
            names = "--ladder",
            defaultValue = "720p,480p,360p,240p",
            description = "renditions, or name=WxH@bitrate each (default: ${DEFAULT-VALUE})")
    private String ladder = "";

    @Option(names = "--max-price", paramLabel = "WEI", description = "the most that is paid per pixel")
    private Optional<String> maxPrice = Optional.empty();

    @Option(names = "--gateway", paramLabel = "URL", description = "a gateway's public API; else a network of its own")
    private Optional<URI> gateway = Optional.empty();

    @Option(
            names = "--preset",
            defaultValue = "medium",
            description = "encoders' effort on a network of its own (default: ${DEFAULT-VALUE})")
    private String preset = "";

    @Option(names = "--data", paramLabel = "DIR", description = "where the job's record is kept")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    /** @param embedded the network that is started when none is named */
    public TranscodeCommand(EmbeddedNetwork embedded) {
        this.embedded = embedded;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        if (gateway.isPresent()) {
            return report(transcode(gateway.get())).code();
        }
        try (var network = embedded.start(data, preset)) {
            String id = transcode(network.gateway()).path("job").asString("");
            network.keepRecord(id);
            try (var client = new GatewayClient(network.gateway())) {
                return report(client.job(id)).code();
            }
        }
    }

    private void check() {
        if (!Files.isReadable(input) || Files.isDirectory(input)) {
            throw new CommandFailed(ExitCode.WRONG_USE, input + " is no file that can be read");
        }
        try {
            LadderText.parse(ladder);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailed(ExitCode.WRONG_USE, "--ladder: " + malformed.getMessage());
        }
    }

    private JsonNode transcode(URI at) throws InterruptedException {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("ladder", ladder);
        maxPrice.ifPresent(price -> parameters.put("maxPrice", price));
        return Transcoding.run(at, input, output, parameters, System.err, json);
    }

    private ExitCode report(JsonNode job) {
        boolean done = job.path("state").asString("").equals("Completed");
        if (json) {
            JsonOutput.print(
                    System.out,
                    job instanceof ObjectNode object ? object.without(List.of("sourceSeconds", "ladder")) : job);
        } else if (done) {
            System.out.println("Job " + job.path("job").asString("") + " is done: " + output.resolve("master.m3u8"));
            System.out.println("`headrace explain " + job.path("job").asString("") + "` tells its story.");
        }
        if (!done) {
            System.err.println(failure(job));
        }
        return done ? ExitCode.DONE : ExitCode.JOB_FAILED;
    }

    private static String failure(JsonNode job) {
        var text = new StringBuilder("Job " + job.path("job").asString("") + " is "
                + job.path("state").asString("") + ": " + job.path("reason").asString("stopped"));
        if (job.hasNonNull("problem")) {
            text.append(". ").append(job.path("problem").asString(""));
        }
        for (var candidate : job.path("candidates")) {
            text.append("\n  ")
                    .append(candidate.path("orchestrator").asString(""))
                    .append(" ")
                    .append(candidate.path("reason").asString(""));
        }
        return text.toString();
    }
}
