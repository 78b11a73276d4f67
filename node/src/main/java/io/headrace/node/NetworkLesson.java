package io.headrace.node;

import io.headrace.cli.Transcoding;
import io.headrace.media.request.ClipShape;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.local.LocalNetwork;
import io.headrace.node.local.LocalPlan;
import io.headrace.node.role.BatchModels;
import io.headrace.node.role.EmbeddedModels;
import io.headrace.node.role.LiveModels;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.ModelSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Does once what the nodes of a network do for their first clients, and ends: a file is transcoded and some requests are
 * answered, for pay. What the JVM learned of classes and methods meanwhile can be kept ({@code -XX:AOTCacheOutput}) for the
 * nodes that follow.
 */
public final class NetworkLesson {

    private static final ClipShape CLIP = ClipShape.of(320, 180, 30, Duration.ofSeconds(6));
    /** At once: what hands work from thread to thread is seen as it is under load. */
    private static final int CLIENTS = 4;
    /** Of each: by then the JVM has seen which methods are worth compiling, and what is passed to them. */
    private static final int REQUESTS = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SPEECH =
            "{\"model_id\":\"freetts-kevin16\",\"text\":\"one\",\"description\":\"a voice\"}";

    private NetworkLesson() {}

    /** @param args a directory for what the network writes, which stays */
    public static void main(String[] args) throws IOException, InterruptedException {
        var _ = Main.commandLine(Map.of()).parseArgs("orchestrator", "--port", "0");
        var folder = Path.of(args[0]);
        var models = ModelSettings.of(
                LiveModels.NONE, BatchModels.NONE.embedding(EmbeddedModels.named("text-to-speech:freetts-kevin16")));
        var plan = new LocalPlan(
                new DataDirectory(folder).created(),
                new LocalPlan.Ports.Any(),
                LocalPlan.Money.LEDGER,
                Map.of(),
                LiveSettings.open(0),
                Preset.ULTRAFAST,
                1,
                models);
        try (var network = LocalNetwork.start(plan)) {
            transcode(network, folder);
            request(network.gatewayUri());
        }
        System.exit(0);
    }

    private static void transcode(LocalNetwork network, Path folder) throws IOException, InterruptedException {
        var clip = folder.resolve("clip.mp4");
        network.gateway().makeClip(clip, CLIP);
        var _ = Transcoding.run(
                network.gatewayUri(),
                clip,
                folder.resolve("out"),
                Map.of("ladder", "144p"),
                new PrintStream(OutputStream.nullOutputStream()),
                true);
    }

    private static void request(URI gateway) throws InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/text-to-speech"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(SPEECH))
                .build();
        try (var client = HttpClient.newHttpClient();
                var clients = Executors.newFixedThreadPool(CLIENTS)) {
            Callable<Integer> many = () -> {
                for (int sent = 0; sent < REQUESTS; sent++) {
                    var _ = client.send(request, HttpResponse.BodyHandlers.discarding());
                }
                return REQUESTS;
            };
            var _ = clients.invokeAll(Collections.nCopies(CLIENTS, many));
        }
    }
}
