package io.headrace.inference.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Ulimit;
import io.headrace.inference.source.ContainerRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an engine is told to create for a runner (pipelines reference sections 2.2 and 2.4).
 *
 * <pre>
 * environment  PIPELINE, MODEL_ID, AUTH_TOKEN, HOST, PORT, and the flags
 * port         8000, published on 127.0.0.1 at a port that the engine chooses
 * mount        the directory of models at /models, for writing too: runners keep there what they compiled
 * devices      those that were assigned, by their ids
 * limits       memory without swap, processes, open files, log; no new privileges; never restarted by the engine
 * </pre>
 */
final class ContainerOrder {

    static final ExposedPort PORT = ExposedPort.tcp(8000);
    private static final String LOOPBACK = "127.0.0.1";
    private static final Map<String, String> LOG = Map.of("max-size", "10m", "max-file", "1");

    private ContainerOrder() {}

    static CreateContainerCmd fill(CreateContainerCmd command, ContainerRunner wanted, String token) {
        return command.withEnv(environment(wanted, token))
                .withExposedPorts(PORT)
                .withHostConfig(host(wanted));
    }

    private static List<String> environment(ContainerRunner wanted, String token) {
        var all = new ArrayList<String>();
        all.add("PIPELINE=" + wanted.pipeline());
        all.add("MODEL_ID=" + wanted.model());
        all.add("AUTH_TOKEN=" + token);
        all.add("HOST=0.0.0.0");
        all.add("PORT=" + PORT.getPort());
        wanted.flags().forEach((name, value) -> all.add(name + "=" + value));
        return all;
    }

    private static HostConfig host(ContainerRunner wanted) {
        var limits = wanted.limits();
        return HostConfig.newHostConfig()
                .withPortBindings(new PortBinding(Ports.Binding.bindIp(LOOPBACK), PORT))
                .withMounts(List.of(new Mount()
                        .withType(MountType.BIND)
                        .withSource(wanted.models().toString())
                        .withTarget("/models")))
                .withDeviceRequests(cards(wanted.devices()))
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withPidsLimit(limits.processes())
                .withUlimits(List.of(
                        new Ulimit("nofile", limits.openFiles(), limits.openFiles()),
                        new Ulimit("nproc", limits.processes(), limits.processes())))
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, LOG))
                .withSecurityOpts(List.of("no-new-privileges"));
    }

    private static List<DeviceRequest> cards(List<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : List.of(new DeviceRequest().withDeviceIds(ids).withCapabilities(List.of(List.of("gpu"))));
    }
}
