package io.headrace.cli;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One change asked of a node's admin API: sent once under a name of its own, then looked after until the chain has
 * answered.
 *
 * @param path of the admin API
 * @param fields the wish
 */
record Change(String path, Map<String, String> fields) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The node itself waits longer than that with each answer. */
    private static final Duration BREATH = Duration.ofMillis(200);

    static Change of(String path) {
        return new Change(path, Map.of());
    }

    Change with(String name, String value) {
        var more = new TreeMap<>(fields);
        more.put(name, value);
        return new Change(path, more);
    }

    /** Prints what changed. */
    int ask(MoneyTools tools, MoneyOptions options) throws InterruptedException {
        var patience = Duration.ofSeconds(options.timeoutSeconds());
        try (var client = options.admin().client()) {
            var node = client.document(client.get("/status", "application/json"))
                    .path("name")
                    .asString("");
            var token = new TokenFile(options.data(tools)).read(node);
            var document = answered(client, token, tools, patience);
            DocumentLines.print(tools.terminal(), options.admin().json(), document);
            return ExitCode.DONE.code();
        } catch (NodeSilent silent) {
            throw silent.asFailure();
        }
    }

    private JsonNode answered(AdminClient client, String token, MoneyTools tools, Duration patience)
            throws NodeSilent, InterruptedException {
        long begun = tools.pace().nanos();
        var reply = sent(client, token, tools.names().get());
        while (reply.status() == 202) {
            var errand = client.document(reply).path("errand").asString("");
            if (tools.pace().nanos() - begun > patience.toNanos()) {
                throw new CommandFailed(
                        ExitCode.JOB_FAILED,
                        "The chain has not answered within " + patience.toSeconds()
                                + " s. What was asked may still be mined: see `headrace wallet show` before asking again.");
            }
            tools.terminal().err().println("waiting for the chain ...");
            tools.pace().pause(BREATH);
            reply = client.errand(errand, token);
        }
        return accepted(client, reply);
    }

    /** A connection that breaks is tried once more: under the same name it is done once. */
    private AdminClient.Reply sent(AdminClient client, String token, String name)
            throws NodeSilent, InterruptedException {
        var body = JSON.writeValueAsString(fields);
        try {
            return client.change(path, token, name, body);
        } catch (NodeSilent broken) {
            return client.change(path, token, name, body);
        }
    }

    private static JsonNode accepted(AdminClient client, AdminClient.Reply reply) {
        if (reply.status() == 401) {
            throw new CommandFailed(
                    ExitCode.UNFIT, "The node has another token than this data directory. Name its own with --data.");
        }
        if (reply.status() == 400) {
            throw new CommandFailed(ExitCode.WRONG_USE, String.valueOf(client.refused(reply).getMessage()));
        }
        return client.document(reply);
    }
}
