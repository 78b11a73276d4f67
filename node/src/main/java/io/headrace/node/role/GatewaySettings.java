package io.headrace.node.role;

import io.headrace.gateway.discovery.Reach;
import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Wei;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about a gateway.
 *
 * @param httpPort of the public API, on loopback; 0 lets the system choose
 * @param adminPort likewise
 * @param orchestrators the list, where no webhook tells them; with neither, the chain tells
 * @param orchestratorWebhook tells the orchestrators
 * @param orchestratorAdmins admin APIs of a local network's orchestrators, asked who did the work; none elsewhere
 * @param natives where FFmpeg is unpacked once
 * @param deposit brought to the ticket broker at start, as far as it is not there
 * @param drainedGrace how long a file's job waits for money; a stream waits a minute, and holds its publisher up
 * @param reach where orchestrators found on chain may be
 */
public record GatewaySettings(
        DataDirectory data,
        int httpPort,
        int adminPort,
        List<URI> orchestrators,
        Optional<URI> orchestratorWebhook,
        List<URI> orchestratorAdmins,
        LiveSettings live,
        Path natives,
        Wei deposit,
        Wei reserve,
        Duration drainedGrace,
        Reach reach) {

    public static final Duration USUAL_DRAINED_GRACE = Duration.ofMinutes(2);

    public GatewaySettings {
        if (!drainedGrace.isPositive()) {
            throw new IllegalArgumentException("A job that has no money waits " + drainedGrace + " for it");
        }
        orchestrators = List.copyOf(orchestrators);
        orchestratorAdmins = List.copyOf(orchestratorAdmins);
    }

    /** With the usual patience for money, on a chain that everybody can write to. */
    public GatewaySettings(
            DataDirectory data,
            int httpPort,
            int adminPort,
            List<URI> orchestrators,
            Optional<URI> orchestratorWebhook,
            List<URI> orchestratorAdmins,
            LiveSettings live,
            Path natives,
            Wei deposit,
            Wei reserve) {
        this(
                data,
                httpPort,
                adminPort,
                orchestrators,
                orchestratorWebhook,
                orchestratorAdmins,
                live,
                natives,
                deposit,
                reserve,
                USUAL_DRAINED_GRACE,
                Reach.PUBLIC);
    }
}
