package io.headrace.node.command;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.EmbeddedNetwork;
import io.headrace.cli.ExitCode;
import io.headrace.job.JobId;
import io.headrace.media.request.Preset;
import io.headrace.node.data.DataDirectory;
import io.headrace.node.local.LocalNetwork;
import io.headrace.node.local.LocalPlan;
import io.headrace.node.role.LiveSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The network that `transcode` starts for itself: on whatever ports are free, gone when the command ends. */
public final class OwnNetwork implements EmbeddedNetwork {

    /** Within the data directory: its jobs are nobody else's. */
    static final String FOLDER = "own";

    private final Map<String, String> environment;

    public OwnNetwork(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Running start(Optional<Path> data, String preset) {
        var root = data.map(DataDirectory::new).orElseGet(() -> DataDirectory.standard(environment));
        var plan = new LocalPlan(
                root.of(FOLDER),
                new LocalPlan.Ports.Any(),
                LocalPlan.Money.LEDGER,
                Map.of(),
                LiveSettings.open(0),
                Preset.valueOf(preset.toUpperCase(Locale.ROOT)),
                1);
        try {
            return new Own(LocalNetwork.start(plan));
        } catch (IOException unfit) {
            throw new CommandFailed(ExitCode.UNFIT, "No network could be started: " + unfit.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.UNFIT, "Starting a network was interrupted");
        }
    }

    private record Own(LocalNetwork network) implements Running {
        @Override
        public URI gateway() {
            return network.gatewayUri();
        }

        @Override
        public void keepRecord(String job) {
            try {
                network.gateway().keepRecord(new JobId(job));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
