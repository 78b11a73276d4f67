package io.headrace.node.role;

import io.headrace.node.data.DataDirectory;
import io.headrace.payments.Wei;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about a gateway.
 *
 * @param httpPort of the public API, on loopback; 0 lets the system choose
 * @param adminPort likewise
 * @param orchestrators the list, where no webhook tells them
 * @param orchestratorWebhook tells the orchestrators
 * @param orchestratorAdmins admin APIs of a local network's orchestrators, asked who did the work; none elsewhere
 * @param natives where FFmpeg is unpacked once
 * @param deposit brought to the ticket broker at start, as far as it is not there
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
        Wei reserve) {

    public GatewaySettings {
        orchestrators = List.copyOf(orchestrators);
        orchestratorAdmins = List.copyOf(orchestratorAdmins);
    }
}
