package io.headrace.node.local;

import io.headrace.ethereum.key.LocalKey;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalEntry;
import io.headrace.media.request.Preset;
import io.headrace.node.chain.ChainAccess;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.process.JavaProgram;
import io.headrace.node.role.Devices;
import io.headrace.node.role.GatewayRole;
import io.headrace.node.role.GatewaySettings;
import io.headrace.node.role.LiveSettings;
import io.headrace.node.role.ModelSettings;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorDuties;
import io.headrace.node.role.OrchestratorRole;
import io.headrace.node.role.OrchestratorSettings;
import io.headrace.node.role.PriceSettings;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.node.role.RunnerSettings;
import io.headrace.payments.Price;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A gateway and orchestrators that compute nothing themselves; for each of these a worker process that computes live
 * video. Whoever waits does so for a minute.
 */
final class WorkersElsewhere implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String SECRET = "workers' secret";
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000;

    private final Path folder;
    private final Path natives;
    private final NodeBase base = new NodeBase();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<OrchestratorRole> orchestrators = new ArrayList<>();
    private final Map<String, Process> workers = new LinkedHashMap<>();

    /** Closed in the opposite order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final GatewayRole gateway;

    WorkersElsewhere(Path folder, int orchestrators) throws Exception {
        this.folder = folder;
        this.natives = Files.createDirectories(Path.of("target", "natives").toAbsolutePath());
        var secret = Files.writeString(folder.resolve("secret"), SECRET);
        parts.push(base);
        for (int i = 0; i < orchestrators; i++) {
            var role = OrchestratorRole.start(
                    settings("orchestrator" + i), base, new ChainAccess.Off(), key("orchestrator" + i));
            this.orchestrators.add(role);
            parts.push(role);
            workers.put(role.serviceUri(), worker("worker" + i, role, secret));
        }
        for (var role : this.orchestrators) {
            await("a worker of " + role.name(), () -> status(role.adminUri().resolve("/readyz")) == 200);
        }
        gateway = GatewayRole.start(gatewaySettings(), base, new ChainAccess.Off(), key("gateway"));
        parts.push(gateway);
    }

    private DataDirectory data(String role) {
        return new DataDirectory(folder.resolve(role)).created();
    }

    private LocalKey key(String role) throws IOException {
        return new LocalKey(data(role).key(base.secrets()));
    }

    private OrchestratorSettings settings(String name) {
        return new OrchestratorSettings(
                data(name),
                name,
                LOOPBACK,
                0,
                0,
                PriceSettings.inWei(Price.of(1_000, 1)),
                LocalMoney.TICKET_VALUE,
                natives,
                Preset.ULTRAFAST,
                Devices.NONE,
                0,
                Optional.of(SECRET),
                ModelSettings.NONE,
                List.of(),
                RunnerSettings.NONE,
                OrchestratorDuties.LOCAL,
                Optional.empty());
    }

    private GatewaySettings gatewaySettings() {
        return new GatewaySettings(
                data("gateway"),
                0,
                0,
                orchestrators.stream()
                        .map(each -> URI.create(each.serviceUri()))
                        .toList(),
                Optional.empty(),
                orchestrators.stream().map(OrchestratorRole::adminUri).toList(),
                LiveSettings.open(0).with(RealtimeSettings.any()),
                natives,
                LocalMoney.ONE_ETH,
                LocalMoney.ONE_ETH);
    }

    /** As an operator starts it: {@code headrace worker}. */
    private Process worker(String name, OrchestratorRole orchestrator, Path secret) throws IOException {
        var arguments = List.of(
                "worker",
                "--supervised",
                "--orch-addr",
                URI.create(orchestrator.serviceUri()).getAuthority(),
                "--orch-secret-file",
                secret.toString(),
                "--name",
                name,
                "--natives",
                natives.toString(),
                "--nvidia",
                "none",
                "--slots",
                "0",
                "--live-models",
                "noop");
        var process = new ProcessBuilder(JavaProgram.running().commandLine("io.headrace.node.Main", arguments))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        parts.push(process::destroyForcibly);
        return process;
    }

    URI gatewayUri() {
        return URI.create("http://" + LOOPBACK + ":" + gateway.httpPort());
    }

    /** The worker process dies without a word. */
    void killWorkerOf(String orchestrator) {
        Optional.ofNullable(workers.get(orchestrator)).orElseThrow().destroyForcibly();
    }

    /** What the orchestrator noted about the stream. */
    List<String> remarks(String orchestrator, JobId job) {
        return orchestrators.stream()
                .filter(each -> each.serviceUri().equals(orchestrator))
                .flatMap(each -> each.journal().read(job).stream())
                .map(JournalEntry::fact)
                .filter(Fact.Remarked.class::isInstance)
                .map(fact -> ((Fact.Remarked) fact).sentence())
                .toList();
    }

    List<String> serviceUris() {
        return orchestrators.stream().map(OrchestratorRole::serviceUri).toList();
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within a minute: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private int status(URI uri) throws Exception {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        Parts.closeAll(parts);
        http.close();
    }
}
