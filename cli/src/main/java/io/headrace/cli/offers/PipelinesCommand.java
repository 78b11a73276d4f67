package io.headrace.cli.offers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.cli.CommandFailed;
import io.headrace.cli.ExitCode;
import io.headrace.cli.GatewayOptions;
import io.headrace.cli.JsonOutput;
import io.headrace.cli.Pace;
import io.headrace.cli.Terminal;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import io.headrace.wire.batch.error.ErrorDocument;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists what a gateway could have done, by whom and at what price, once or as it changes. */
@Command(
        name = "pipelines",
        description = "What is on offer: by whom, at what price, warm or cold, and how many places are free.",
        mixinStandardHelpOptions = true)
public final class PipelinesCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(30), Duration.ofMinutes(1), 64 << 20);

    private final Terminal terminal;
    private final Pace pace;

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--watch",
            description = "goes on until Ctrl-C: a live table; a line for each change where nobody looks")
    private boolean watch;

    public PipelinesCommand() {
        this(Terminal.standard());
    }

    PipelinesCommand(Terminal terminal) {
        this(terminal, Pace.real());
    }

    PipelinesCommand(Terminal terminal, Pace pace) {
        this.terminal = terminal;
        this.pace = pace;
    }

    @Override
    public Integer call() throws InterruptedException {
        var at = gateway.gateway();
        if (watch) {
            return watched(new OffersWatch(() -> offers(at), terminal, gateway.json(), pace));
        }
        var offers = offers(at);
        if (gateway.json()) {
            JsonOutput.print(terminal.out(), offers);
            return ExitCode.DONE.code();
        }
        var table = OfferTable.of(offers);
        if (table.size() > 1) {
            table.forEach(terminal.out()::println);
        } else {
            terminal.err()
                    .println("Nothing is on offer to the gateway at " + gateway.gateway()
                            + ": no orchestrator that it knows has a model.");
        }
        terminal.out().flush();
        return ExitCode.DONE.code();
    }

    private static int watched(OffersWatch offers) {
        try {
            offers.run();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE.code();
    }

    private static JsonNode offers(URI at) throws InterruptedException {
        var call = new HttpCall(
                "GET",
                at.resolve("pipelines"),
                Headers.of("Accept", "application/json"),
                HttpCall.Version.HTTP_1_1,
                LIMITS);
        try (var http = HttpClient.start(ClientConfig.FOR_NODES);
                var answer = http.send(call)) {
            var body = answer.readAll();
            if (answer.status() != 200) {
                throw new CommandFailed(
                        answer.status() == 404 ? ExitCode.UNFIT : ExitCode.JOB_FAILED,
                        "The gateway at " + at + " answered " + answer.status() + " to the question for pipelines: "
                                + ErrorDocument.decode(answer.status(), new String(body, UTF_8))
                                        .message());
            }
            return JSON.readTree(body);
        } catch (JacksonException foreign) {
            throw new CommandFailed(
                    ExitCode.UNFIT, "What answers at " + at + " is no gateway. Name one's public API with --gateway.");
        } catch (IOException failed) {
            throw new CommandFailed(
                    ExitCode.UNFIT,
                    "The gateway at " + at + " cannot be reached (" + failed.getMessage()
                            + "). Start one with `headrace up`, or name another with --gateway.");
        }
    }
}
