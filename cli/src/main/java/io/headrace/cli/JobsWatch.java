package io.headrace.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The jobs of a node as they go on: a table drawn anew in place for a person; elsewhere a line for each job that changed;
 * with JSON a document for each, on one line. A node that goes away is waited for. Ends when it is interrupted.
 */
final class JobsWatch {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MAX_DRAWN = 30;
    private static final JsonMapper JSON = new JsonMapper();

    private final AdminClient client;
    private final Terminal terminal;
    private final boolean json;
    private final Pace pace;
    private final Map<String, JsonNode> told = new HashMap<>();
    private int drawn;
    private boolean silent;

    JobsWatch(AdminClient client, Terminal terminal, boolean json, Pace pace) {
        this.client = client;
        this.terminal = terminal;
        this.json = json;
        this.pace = pace;
    }

    /**
     * Never returns.
     *
     * @throws NodeSilent when nobody answers the first time
     * @throws InterruptedException when enough was seen
     */
    void run() throws NodeSilent, InterruptedException {
        show(jobs());
        while (true) {
            pace.pause(PERIOD);
            look().ifPresent(this::show);
        }
    }

    private JsonNode jobs() throws NodeSilent, InterruptedException {
        return client.document(client.get("/jobs", "application/json"));
    }

    private Optional<JsonNode> look() throws InterruptedException {
        try {
            var jobs = jobs();
            if (silent) {
                say("The node answers again.");
            }
            silent = false;
            return Optional.of(jobs);
        } catch (NodeSilent gone) {
            if (!silent) {
                say(gone.getMessage() + ". Waiting for it to come back; Ctrl-C ends this.");
            }
            silent = true;
            return Optional.empty();
        }
    }

    /** What is said stays; the table is drawn below it. */
    private void say(String sentence) {
        terminal.err().println(sentence);
        drawn = 0;
    }

    private void show(JsonNode jobs) {
        if (terminal.isInteractive() && !json) {
            draw(jobs);
        } else {
            tellChanges(jobs);
        }
        terminal.out().flush();
    }

    private void draw(JsonNode jobs) {
        var table = JobTable.of(jobs);
        var lines = table.size() <= MAX_DRAWN ? table : newest(table);
        if (drawn > 0) {
            terminal.out().print("\u001b[" + drawn + "A\u001b[J");
        }
        lines.forEach(line -> terminal.out().println(line));
        drawn = lines.size();
    }

    private static List<String> newest(List<String> table) {
        var lines = new ArrayList<String>();
        lines.add(table.getFirst());
        lines.addAll(table.subList(table.size() - MAX_DRAWN + 1, table.size()));
        return lines;
    }

    private void tellChanges(JsonNode jobs) {
        var current = new HashMap<String, JsonNode>();
        for (var job : jobs) {
            var id = job.path("job").asString("");
            if (!job.equals(told.get(id))) {
                terminal.out().println(json ? JSON.writeValueAsString(job) : JobTable.line(job));
            }
            current.put(id, job);
        }
        told.clear();
        told.putAll(current);
    }
}
