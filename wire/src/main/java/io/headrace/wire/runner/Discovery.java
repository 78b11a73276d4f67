package io.headrace.wire.runner;

import io.headrace.wire.text.JsonFields;
import io.headrace.wire.text.JsonObject;
import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who has which live runners: {@code GET /discovery} (real-time reference section 9.4). */
public record Discovery(List<Node> nodes) {

    public static final String PATH = "/discovery";

    private static final int MAX_NODES = 10_000;
    private static final int MAX_RUNNERS = 10_000;

    /** An orchestrator, by its service address. */
    public record Node(String address, List<Runner> runners) {
        public Node {
            runners = List.copyOf(runners);
        }
    }

    /**
     * One of its runners.
     *
     * @param url where a session is opened, or the application is called
     * @param price empty without a chain
     */
    public record Runner(
            String url,
            Optional<RunnerGpu> gpu,
            String app,
            String version,
            String metadata,
            RunnerMode mode,
            Room room,
            Optional<RunnerPrice> price) {}

    /** Sessions at once, and how many there are. */
    public record Room(int capacity, int used) {
        int free() {
            return Math.max(0, capacity - used);
        }
    }

    public Discovery {
        nodes = List.copyOf(nodes);
    }

    public static Discovery decode(String json) throws UnreadableException {
        if (json.length() > RunnerDocuments.MAX_LENGTH) {
            throw new UnreadableException("a document of " + json.length() + " characters");
        }
        var nodes = new ArrayList<Node>();
        for (var node : limited(JsonFields.parseList(json, "[]discovery.Node"), MAX_NODES)) {
            var runners = new ArrayList<Runner>();
            for (var runner : limited(node.objects("runners", "Runner").orElse(List.of()), MAX_RUNNERS)) {
                runners.add(runner(runner));
            }
            nodes.add(new Node(RunnerDocuments.required(node, "address"), runners));
        }
        return new Discovery(nodes);
    }

    private static Runner runner(JsonFields fields) throws UnreadableException {
        return new Runner(
                RunnerDocuments.required(fields, "url"),
                RunnerGpu.of(fields),
                fields.text("app"),
                fields.text("version"),
                fields.text("metadata"),
                RunnerMode.of(fields.text("mode")),
                new Room(fields.integer("capacity"), fields.integer("capacity_used")),
                RunnerPrice.of(fields));
    }

    private static List<JsonFields> limited(List<JsonFields> elements, int limit) throws UnreadableException {
        if (elements.size() > limit) {
            throw new UnreadableException(elements.size() + " entries; at most " + limit + " are read");
        }
        return elements;
    }

    public String encode() {
        return nodes.stream().map(Discovery::encode).collect(Collectors.joining(",", "[", "]"));
    }

    private static String encode(Node node) {
        var document = new JsonObject().text("address", node.address());
        if (!node.runners().isEmpty()) {
            document.json(
                    "runners",
                    node.runners().stream().map(Discovery::encode).collect(Collectors.joining(",", "[", "]")));
        }
        return document.toString();
    }

    private static String encode(Runner runner) {
        var document = new JsonObject().text("url", runner.url());
        runner.gpu().ifPresent(card -> document.json("gpu", card.encode()));
        document.text("app", runner.app())
                .textIfAny("version", runner.version())
                .textIfAny("metadata", runner.metadata())
                .text("mode", runner.mode().text())
                .number("capacity", runner.room().capacity())
                .number("capacity_used", runner.room().used())
                .number("capacity_available", runner.room().free());
        runner.price().ifPresent(price -> document.json("price_info", price.encode()));
        return document.toString();
    }
}
