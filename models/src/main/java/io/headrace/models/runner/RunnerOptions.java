package io.headrace.models.runner;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a runner is called: {@code [--pipeline NAME] --model ID [--models DIR] [--listen HOST:PORT] [--port-file FILE]}, and the
 * environment's {@code AUTH_TOKEN} and {@code VERSION}.
 *
 * @param pipeline that it serves; live video if none is named
 * @param models the directory whose subdirectories are models
 * @param port 0 lets the system choose
 * @param portFile where the port is written once it is known
 * @param token empty for none
 */
record RunnerOptions(
        String pipeline,
        String model,
        Optional<Path> models,
        String host,
        int port,
        Optional<Path> portFile,
        String token,
        String version) {

    static final String USAGE = "[--pipeline NAME] --model ID [--models DIR] [--listen HOST:PORT] [--port-file FILE]";

    private static final Set<String> KNOWN = Set.of("--pipeline", "--model", "--models", "--listen", "--port-file");
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException in a sentence */
    static RunnerOptions parse(List<String> args, Map<String, String> environment) {
        var given = pairs(args);
        var listen = given.getOrDefault("--listen", "127.0.0.1:0");
        int colon = listen.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("--listen takes HOST:PORT, not " + listen);
        }
        return new RunnerOptions(
                given.getOrDefault("--pipeline", RunnerRoutes.PIPELINE),
                required(given, "--model"),
                Optional.ofNullable(given.get("--models")).map(Path::of),
                listen.substring(0, colon),
                port(listen.substring(colon + 1)),
                Optional.ofNullable(given.get("--port-file")).map(Path::of),
                environment.getOrDefault("AUTH_TOKEN", ""),
                environment.getOrDefault("VERSION", "undefined"));
    }

    private static Map<String, String> pairs(List<String> args) {
        var given = new HashMap<String, String>();
        for (int i = 0; i < args.size(); i += 2) {
            var name = args.get(i);
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("There is no option " + name + ". Usage: " + USAGE);
            }
            if (i + 1 == args.size()) {
                throw new IllegalArgumentException(name + " needs a value. Usage: " + USAGE);
            }
            given.put(name, args.get(i + 1));
        }
        return given;
    }

    private static String required(Map<String, String> given, String name) {
        return Optional.ofNullable(given.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing. Usage: " + USAGE));
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("--listen takes a port of 0 to " + MAX_PORT + ", not " + text);
    }

    /** Not its token. */
    @Override
    public String toString() {
        return "runner of " + pipeline + " by " + model + " at " + host + ":" + port;
    }
}
