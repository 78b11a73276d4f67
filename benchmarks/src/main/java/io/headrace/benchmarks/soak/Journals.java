package io.headrace.benchmarks.soak;

import io.headrace.journal.JournalCodec;
import io.headrace.journal.JournalEntry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Reads the journals of a network that runs, from its admin APIs. A journal that nobody shows is empty. */
final class Journals {

    private static final JsonMapper JSON = new JsonMapper();

    private final NetworkUnderTest network;
    private final ViewerClient client;

    Journals(NetworkUnderTest network, ViewerClient client) {
        this.network = network;
        this.client = client;
    }

    /** Over all jobs that the gateway knows. */
    JournalAudit audit() throws InterruptedException {
        var audit = JournalAudit.NOTHING;
        for (var job : jobs()) {
            var orchestrators = new ArrayList<List<JournalEntry>>();
            for (var admin : network.orchestratorAdmins()) {
                orchestrators.add(entries(admin, job));
            }
            audit = audit.plus(JournalAudit.of(entries(network.gatewayAdmin(), job), orchestrators));
        }
        return audit;
    }

    private List<String> jobs() throws InterruptedException {
        return client.text(network.gatewayAdmin().resolve("/jobs"))
                .map(text -> JSON.readTree(text)
                        .valueStream()
                        .map(job -> job.path("job").asString())
                        .toList())
                .orElse(List.of());
    }

    private List<JournalEntry> entries(URI admin, String job) throws InterruptedException {
        return client.text(admin.resolve("/jobs/" + job + "/journal"))
                .orElse("")
                .lines()
                .map(JournalCodec::decode)
                .toList();
    }
}
