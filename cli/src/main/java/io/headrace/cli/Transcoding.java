package io.headrace.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One file through a gateway: in, watched, and home again. */
public final class Transcoding {

    private static final long POLL_MS = 250;
    private static final Set<String> OVER = Set.of("Completed", "Failed", "Cancelled");

    private Transcoding() {}

    /**
     * Runs a job to its end.
     *
     * @param parameters of the job, as the public API names them
     * @param quiet whether progress is told in lines instead of being drawn
     * @return the job as it ended; its result is in {@code output} when it is Completed
     */
    public static JsonNode run(
            URI gateway, Path input, Path output, Map<String, String> parameters, PrintStream out, boolean quiet)
            throws InterruptedException {
        try (var client = new GatewayClient(gateway)) {
            var named = new LinkedHashMap<>(parameters);
            named.put("name", input.getFileName().toString());
            String id = client.submit(input, named).path("job").asString("");
            var job = watch(client, id, out, quiet);
            if (job.path("state").asString("").equals("Completed")) {
                fetch(client, job, output);
            }
            return job;
        }
    }

    private static JsonNode watch(GatewayClient client, String id, PrintStream out, boolean quiet)
            throws InterruptedException {
        var progress = new Progress(out, !quiet && Terminal.standard().isInteractive(), System.nanoTime());
        while (true) {
            var job = client.job(id);
            progress.show(job, System.nanoTime());
            if (OVER.contains(job.path("state").asString(""))) {
                return job;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private static void fetch(GatewayClient client, JsonNode job, Path output) throws InterruptedException {
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
        } catch (IOException unreadable) {
            throw new CommandFailed(ExitCode.UNFIT, playlist + " was written and cannot be read again");
        }
    }
}
