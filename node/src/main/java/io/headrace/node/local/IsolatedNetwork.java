package io.headrace.node.local;

import io.headrace.machine.NanoTicker;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.data.SecretFile;
import io.headrace.node.process.JavaProgram;
import io.headrace.node.process.SupervisedProcess;
import io.headrace.node.role.NodeBase;
import io.headrace.node.role.OrchestratorDuties;
import io.headrace.node.role.RealtimeSettings;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The local network with every role a process of its own: a gateway, three orchestrators, a worker for each. This
 * process keeps the chain, which the others reach over loopback, and starts again whoever is killed.
 */
public final class IsolatedNetwork implements RunningNetwork {

    private static final String MAIN = "io.headrace.node.Main";
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpCall.Limits LOOK =
            new HttpCall.Limits(Duration.ofSeconds(2), Duration.ofSeconds(3), 1 << 16);

    private final LocalPlan plan;
    private final NodeBase base = new NodeBase();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, SupervisedProcess> processes = new LinkedHashMap<>();
    private final LocalChain chain;

    private IsolatedNetwork(LocalPlan plan) throws IOException, InterruptedException {
        this.plan = plan;
        Files.createDirectories(plan.data().root());
        parts.push(base);
        chain = openChain();
        parts.push(chain);
        SecretFile.loadOrCreate(secretFile(), base.secrets());
        for (var each : LocalOrchestrator.ALL) {
            run(each.name(), orchestrator(each));
            run(workerName(each), worker(each));
        }
        run(LocalMoney.GATEWAY, gateway());
    }

    /**
     * Starts all and waits until every role answers.
     *
     * @throws IOException when a role does not answer in time; everything is ended then
     */
    public static IsolatedNetwork start(LocalPlan plan) throws IOException, InterruptedException {
        var network = new IsolatedNetwork(plan);
        try {
            network.awaitAll();
            network.chain.settled();
            return network;
        } catch (IOException | InterruptedException failed) {
            network.close();
            throw failed;
        }
    }

    private LocalChain openChain() throws IOException, InterruptedException {
        try {
            return LocalChain.open(plan, base, LocalChain.Reach.OTHER_PROCESSES);
        } catch (IOException | InterruptedException | RuntimeException unfit) {
            Parts.closeAll(parts);
            throw unfit;
        }
    }

    private void run(String name, List<String> arguments) {
        var program = JavaProgram.running();
        var process = SupervisedProcess.start(
                name, program.commandLine(MAIN, arguments), plan.data().root().resolve(name + ".log"));
        processes.put(name, process);
        parts.push(process);
    }

    private List<String> orchestrator(LocalOrchestrator of) {
        var arguments = role("orchestrator", plan.data().of(of.name()));
        arguments.addAll(List.of(
                "--name", of.name(),
                "--port", "" + plan.ports().of(of.port()),
                "--admin-port", "" + plan.ports().of(of.adminPort()),
                "--price", of.price().toString(),
                "--ticket-value", LocalMoney.TICKET_VALUE.toString(),
                "--orch-secret-file", secretFile().toString()));
        plan.models().batch().file().ifPresent(list -> arguments.addAll(List.of("--model-prices", list.toString())));
        if (!chain.words().isEmpty()) {
            arguments.addAll(List.of("--bond", OrchestratorDuties.LOCAL_BOND.toString()));
        }
        if (of.beginsRounds()) {
            arguments.addAll(List.of("--initialize-round", "--initialize-round-max-delay", "0"));
        }
        Optional.ofNullable(plan.faults().get(of.name()))
                .ifPresent(fault -> arguments.addAll(List.of("--fault", fault)));
        return arguments;
    }

    private List<String> worker(LocalOrchestrator of) {
        var arguments = new ArrayList<>(List.of(
                "worker",
                "--supervised",
                "--orch-addr",
                LOOPBACK + ":" + plan.ports().of(of.port()),
                "--orch-secret-file",
                secretFile().toString(),
                "--name",
                workerName(of),
                "--natives",
                plan.data().natives().toString(),
                "--nvidia",
                "none",
                "--slots",
                "" + plan.slots(),
                "--preset",
                plan.preset().encoderName()));
        arguments.addAll(plan.models().words());
        return arguments;
    }

    private List<String> gateway() {
        var arguments = role("gateway", plan.data().of(LocalMoney.GATEWAY));
        arguments.addAll(List.of(
                "--http-port",
                "" + plan.ports().of(9935),
                "--admin-port",
                "" + plan.ports().of(5935),
                "--deposit",
                LocalMoney.ONE_ETH.toString(),
                "--reserve",
                LocalMoney.ONE_ETH.toString()));
        arguments.addAll(plan.live().words());
        for (var each : LocalOrchestrator.ALL) {
            arguments.addAll(List.of("--orchestrator", uri(each)));
            arguments.addAll(List.of("--orchestrator-admin", admin(plan.ports().of(each.adminPort()))));
        }
        return arguments;
    }

    private List<String> role(String command, DataDirectory data) {
        var arguments = new ArrayList<>(List.of(
                command,
                "--supervised",
                "--data",
                data.root().toString(),
                "--natives",
                plan.data().natives().toString()));
        arguments.addAll(chain.words());
        return arguments;
    }

    private Path secretFile() {
        return plan.data().root().resolve("worker.secret");
    }

    private static String workerName(LocalOrchestrator of) {
        return of.name() + "-worker";
    }

    private String uri(LocalOrchestrator of) {
        return "https://" + LOOPBACK + ":" + plan.ports().of(of.port());
    }

    private static String admin(int port) {
        return "http://" + LOOPBACK + ":" + port;
    }

    private void awaitAll() throws IOException, InterruptedException {
        long end = NanoTicker.system().nanos() + PATIENCE.toNanos();
        try (var http = HttpClient.start(ClientConfig.FOR_NODES)) {
            await(http, gatewayUri(), end);
            for (var each : LocalOrchestrator.ALL) {
                await(http, URI.create(uri(each)), end);
            }
        }
    }

    private static void await(HttpClient http, URI role, long end) throws IOException, InterruptedException {
        while (!answers(http, role)) {
            if (NanoTicker.system().nanos() > end) {
                throw new IOException(role + " did not answer within " + PATIENCE.toSeconds()
                        + " s; its log is in the data directory");
            }
            Thread.sleep(100);
        }
    }

    private static boolean answers(HttpClient http, URI role) throws InterruptedException {
        try (var answer = http.send(HttpCall.get(role.resolve("/healthz"), LOOK))) {
            return answer.status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public URI gatewayUri() {
        return URI.create(admin(plan.ports().of(9935)));
    }

    @Override
    public ReadyFile.Network view() {
        var sellers = new ArrayList<ReadyFile.Seller>();
        for (var each : LocalOrchestrator.ALL) {
            var address = plan.data().of(each.name()).key(base.secrets()).address();
            sellers.add(new ReadyFile.Seller(
                    each.name(),
                    address.toString(),
                    uri(each),
                    admin(plan.ports().of(each.adminPort())),
                    pid(each.name()),
                    List.of(new ReadyFile.Hand(workerName(each), pid(workerName(each))))));
        }
        return new ReadyFile.Network(
                gatewayUri().toString(),
                "rtmp://" + LOOPBACK + ":" + plan.live().rtmpPort(),
                plan.live().realtime().map(_ -> RealtimeSettings.whip(gatewayUri())),
                admin(plan.ports().of(5935)),
                pid(LocalMoney.GATEWAY),
                sellers,
                chain.view());
    }

    private long pid(String name) {
        return Optional.ofNullable(processes.get(name))
                .map(SupervisedProcess::pid)
                .orElse(0L);
    }

    @Override
    public void close() {
        Parts.closeAll(parts);
    }
}
