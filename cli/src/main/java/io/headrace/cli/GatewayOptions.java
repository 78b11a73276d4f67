package io.headrace.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** What every command that asks a gateway's public API takes. */
public final class GatewayOptions {

    @Option(
            names = "--gateway",
            defaultValue = "http://127.0.0.1:9935",
            paramLabel = "URL",
            description = "a gateway's public API (default: ${DEFAULT-VALUE})")
    private URI gateway = URI.create("http://127.0.0.1:9935");

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    public boolean json() {
        return json;
    }

    /**
     * Ends with a slash, so that what is resolved against it lies below it.
     *
     * @throws CommandFailed unless it is the address of a web service
     */
    public URI gateway() {
        if (gateway.getHost() == null || !("http".equals(gateway.getScheme()) || "https".equals(gateway.getScheme()))) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "--gateway takes a URL such as http://127.0.0.1:9935, not " + gateway);
        }
        return gateway.toString().endsWith("/") ? gateway : URI.create(gateway + "/");
    }
}
