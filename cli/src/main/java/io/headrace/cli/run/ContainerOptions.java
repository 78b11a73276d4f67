package io.headrace.cli.run;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.run.request.Body;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which container is asked, and what. */
final class ContainerOptions {

    @Option(names = "--container", paramLabel = "NAME", description = "asks a container that an operator brought")
    private Optional<String> name = Optional.empty();

    @Option(names = "--path", paramLabel = "PATH", description = "the container's own path (default: /)")
    private String path = "/";

    // The longer name keeps it apart from the data directory, which is --data elsewhere, in settings.
    @Option(
            names = {"--data", "--request-data"},
            paramLabel = "DATA",
            description = "the request's body: a text, @FILE, or - for standard input")
    private String data = "";

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            defaultValue = "application/json",
            description = "of the data (default: ${DEFAULT-VALUE})")
    private String contentType = "";

    Optional<String> name() {
        return name;
    }

    /**
     * Without a slash at its beginning.
     *
     * @throws CommandFailed when it could not be a path
     */
    String path() {
        var relative = path.startsWith("/") ? path.substring(1) : path;
        if (!relative.matches("[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*") || ("/" + relative + "/").contains("/../")) {
            throw new CommandFailed(
                    ExitCode.WRONG_USE, "--path takes a path such as /v1/reverse, not \"" + path + "\"");
        }
        return relative;
    }

    /** A file goes by reference. */
    Body body(InputStream stdin) {
        return data.startsWith("@")
                ? Body.ofFile(contentType, Path.of(data.substring(1)))
                : Body.of(contentType, InputOptions.read(data, stdin));
    }
}
