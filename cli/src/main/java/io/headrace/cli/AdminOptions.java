package io.headrace.cli;

import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command that asks a node's admin API takes. */
final class AdminOptions {

    private static final URI LOCAL_GATEWAY = URI.create("http://127.0.0.1:5935");

    @Option(
            names = "--admin",
            paramLabel = "URL",
            description = "a node's admin API (default: the local gateway's, http://127.0.0.1:5935; of orchestrator"
                    + " commands the local orchestrator's, http://127.0.0.1:7935)")
    private Optional<URI> admin = Optional.empty();

    @Option(names = "--json", description = "one JSON document on standard output")
    private boolean json;

    private final URI usual;

    AdminOptions() {
        this(LOCAL_GATEWAY);
    }

    /** @param usual the node that is meant when none is named */
    AdminOptions(URI usual) {
        this.usual = usual;
    }

    boolean json() {
        return json;
    }

    boolean isNodeNamed() {
        return admin.isPresent();
    }

    URI node() {
        return admin.orElse(usual);
    }

    /** To be closed. */
    AdminClient client() {
        var uri = node();
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "--admin takes a URL such as " + LOCAL_GATEWAY + ", not " + uri);
        }
        return new AdminClient(uri);
    }
}
