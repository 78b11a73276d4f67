package io.headrace.cli;

import io.headrace.media.LadderText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final long POLL_MS = 250;
    private static final Set<String> OVER = Set.of("Completed", "Failed", "Cancelled");

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
            return transcode(gateway.get()).exit().code();
        }
        try (var network = embedded.start(data, preset)) {
            var result = transcode(network.gateway());
            network.keepRecord(result.job());
            return result.exit().code();
        }
    }

    private record Result(String job, ExitCode exit) {}

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

    private Result transcode(URI at) throws InterruptedException {
        try (var client = new GatewayClient(at)) {
            var parameters = new LinkedHashMap<String, String>();
            parameters.put("name", input.getFileName().toString());
            parameters.put("ladder", ladder);
            maxPrice.ifPresent(price -> parameters.put("maxPrice", price));
            String id = client.submit(input, parameters).path("job").asString("");
            var job = watch(client, id);
            if (job.path("state").asString("").equals("Completed")) {
                fetch(client, job);
            }
            return new Result(id, report(job));
        }
    }

    private JsonNode watch(GatewayClient client, String id) throws InterruptedException {
        var progress = new Progress(System.err, !json && System.console().isTerminal(), System.nanoTime());
        while (true) {
            var job = client.job(id);
            progress.show(job, System.nanoTime());
            if (OVER.contains(job.path("state").asString(""))) {
                return job;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private void fetch(GatewayClient client, JsonNode job) throws InterruptedException {
        String id = job.path("job").asString("");
        client.fetch(id, "master.m3u8", output.resolve("master.m3u8"));
        for (var rendition : job.path("renditions")) {
            String playlist = rendition.path("playlist").asString("");
            var local = output.resolve(playlist);
            client.fetch(id, playlist, local);
            for (var segment : segments(local)) {
                client.fetch(id, playlist.replace("index.m3u8", segment), local.resolveSibling(segment));
            }
            String mp4 = rendition.path("mp4").asString("");
            client.fetch(id, mp4, output.resolve(mp4));
        }
    }

    private static List<String> segments(Path playlist) {
        try (var lines = Files.lines(playlist)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (java.io.IOException unreadable) {
            throw new CommandFailed(ExitCode.UNFIT, playlist + " was written and cannot be read again");
        }
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
