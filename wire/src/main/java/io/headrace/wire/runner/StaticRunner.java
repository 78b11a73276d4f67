package io.headrace.wire.runner;

import io.headrace.wire.text.JsonDocument;
import io.headrace.wire.text.UnreadableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A runner that the operator names in a file: <code>{"runners":[…]}</code> (real-time reference section 9.2). It sends no
 * heartbeats; its health is asked for.
 *
 * @param card what a heartbeat would say; its label is the entry's name
 * @param routedByLabel whether the label stands in its addresses, in place of an id
 * @param healthUrl where its health is seen
 * @param healthyStatus the one status that is good
 */
public record StaticRunner(RunnerHeartbeat card, boolean routedByLabel, URI healthUrl, int healthyStatus) {

    /** In one file. */
    public static final int MAX_RUNNERS = 1_000;

    private static final String TYPE = "core.LiveRunnerConfig";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int OK = 200;

    /** @throws UnreadableException with a sentence for the operator, which names the entry */
    public static List<StaticRunner> decode(String json) throws UnreadableException {
        var entries = JsonDocument.parse(json, TYPE, RunnerDocuments.MAX_LENGTH).objects("runners");
        if (entries.size() > MAX_RUNNERS) {
            throw new UnreadableException(entries.size() + " runners; at most " + MAX_RUNNERS + " are read");
        }
        var labels = new HashSet<String>();
        var runners = new ArrayList<StaticRunner>();
        for (var entry : entries) {
            var label = entry.fields().text("label");
            if (!LABEL.matcher(label).matches() || !labels.add(label)) {
                throw new UnreadableException("invalid label \"" + label
                        + "\": each has one of its own, of 1 to 64 letters, digits, underscores or hyphens");
            }
            runners.add(named(label, entry));
        }
        return runners;
    }

    private static StaticRunner named(String label, JsonDocument entry) throws UnreadableException {
        try {
            return read(entry);
        } catch (UnreadableException wrong) {
            throw new UnreadableException("runner " + label + ": " + wrong.sentence());
        }
    }

    private static StaticRunner read(JsonDocument entry) throws UnreadableException {
        var fields = entry.fields();
        int status = fields.integer("healthy_status_code");
        if (status != 0 && (status < 100 || status > 599)) {
            throw new UnreadableException("invalid healthy_status_code");
        }
        return new StaticRunner(
                RunnerHeartbeat.decode(entry.text()),
                routedByLabel(fields.text("routing")),
                RunnerDocuments.url(fields.text("health_url"), "health_url"),
                status == 0 ? OK : status);
    }

    private static boolean routedByLabel(String routing) throws UnreadableException {
        return switch (routing) {
            case "", "runner-id" -> false;
            case "label" -> true;
            default -> throw new UnreadableException("invalid routing");
        };
    }
}
