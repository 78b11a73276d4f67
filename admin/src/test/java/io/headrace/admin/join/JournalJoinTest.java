package io.headrace.admin.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admin.AdminConfig;
import io.headrace.admin.AdminServer;
import io.headrace.admin.FakeNode;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.Hash256;
import io.headrace.job.JobClass;
import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.job.unit.Attempt;
import io.headrace.journal.Explanation.AttemptLine;
import io.headrace.journal.Explanation.WorkerLine;
import io.headrace.journal.Fact;
import io.headrace.journal.InMemoryJournal;
import io.headrace.journal.Journal;
import io.headrace.journal.JournalEntry;
import io.headrace.payments.Credit;
import io.headrace.payments.Wei;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.transport.HttpServer;
import io.headrace.transport.HttpServerConfig;
import io.headrace.transport.TransportException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalJoinTest {

    private static final JobId JOB = new JobId("clip of today");
    private static final Orchestrator ALDER = orchestrator(1, 8935);
    private static final Orchestrator BIRCH = orchestrator(2, 8936);
    private static final Orchestrator MOVED_BIRCH = orchestrator(2, 9999);

    private final HttpClient client = HttpClient.start(ClientConfig.FOR_NODES);
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final InMemoryJournal own = new InMemoryJournal();
    private final FakeNode alder = new FakeNode();
    private final FakeNode birch = new FakeNode();

    @BeforeEach
    void aJobOfTwoOrchestrators() {
        tell(own, 0, new Fact.JobCreated(JobClass.VIDEO, "video-transcoding"));
        tell(own, 1, dispatched(0, ALDER));
        tell(own, 2, dispatched(1, BIRCH));
        tell(alder.journal, 3, new Fact.WorkerNamed(0, "alder-worker", 11));
        tell(birch.journal, 4, new Fact.WorkerNamed(1, "birch-worker", 22));
        tell(birch.journal, 5, new Fact.WinnerFound(hash(7), Wei.of(50)));
        tell(birch.journal, 6, new Fact.Redeemed(hash(7), Wei.of(40), hash(8)));
    }

    @AfterEach
    void close() throws Exception {
        for (var server : servers) {
            server.close();
        }
        client.close();
    }

    @Test
    void findsWorkersAndWinnersAtTheOrchestrators() throws Exception {
        var joined = join(new Neighbour(ALDER, serve(alder)), new Neighbour(BIRCH, serve(birch)))
                .explain(JOB)
                .orElseThrow();

        assertThat(joined.unheard()).isEmpty();
        assertThat(workers(joined))
                .containsExactly(
                        Optional.of(new WorkerLine("alder-worker", 11)),
                        Optional.of(new WorkerLine("birch-worker", 22)));
        assertThat(joined.explanation().payments().winners()).isEqualTo(1);
        assertThat(joined.explanation().payments().redeemed()).isEqualTo("40");
    }

    @Test
    void explainsWithoutADeadOrchestratorAndNamesIt() throws Exception {
        var dead = deadAdmin();

        var joined = join(new Neighbour(ALDER, dead), new Neighbour(BIRCH, serve(birch)))
                .explain(JOB)
                .orElseThrow();

        assertThat(joined.unheard()).singleElement().extracting(Unheard::admin).isEqualTo(dead);
        assertThat(workers(joined)).containsExactly(Optional.empty(), Optional.of(new WorkerLine("birch-worker", 22)));
    }

    @Test
    void namesAnOrchestratorWhoseJournalIsNone() throws Exception {
        var garbled = HttpServer.start(
                HttpServerConfig.plain("127.0.0.1", 0), exchange -> exchange.answer(200, "text/plain", "nonsense"));
        servers.add(garbled);
        var admin = URI.create("http://127.0.0.1:" + garbled.port());

        var joined = join(new Neighbour(ALDER, admin)).explain(JOB).orElseThrow();

        assertThat(joined.unheard())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).contains("nonsense"));
    }

    @Test
    void findsAnOrchestratorByItsAddressAfterItMoved() throws Exception {
        var joined = join(new Neighbour(MOVED_BIRCH, serve(birch))).explain(JOB).orElseThrow();

        assertThat(workers(joined)).contains(Optional.of(new WorkerLine("birch-worker", 22)));
    }

    @Test
    void believesAnOrchestratorOnlyWhatItIsAWitnessOf() throws Exception {
        tell(birch.journal, 7, new Fact.FeeSettled(1, 1, BIRCH, Credit.of(Wei.of(1_000_000))));
        birch.journal.append(
                new JournalEntry(Instant.EPOCH, new JobId("other"), new Fact.WinnerFound(hash(9), Wei.of(1))));

        var joined = join(new Neighbour(BIRCH, serve(birch))).explain(JOB).orElseThrow();

        assertThat(joined.explanation().payments().fee()).isEqualTo("0");
        assertThat(joined.explanation().payments().winners()).isEqualTo(1);
    }

    @Test
    void keepsWhatItHeardForWhenTheyAreGone() throws Exception {
        var together = join(new Neighbour(ALDER, serve(alder)), new Neighbour(BIRCH, serve(birch)));
        var asked = together.explain(JOB).orElseThrow().explanation();

        assertThat(together.keep(JOB)).isEmpty();

        assertThat(new JournalJoin(own, Witnesses.NONE, () -> Instant.EPOCH)
                        .explain(JOB)
                        .orElseThrow()
                        .explanation())
                .isEqualTo(asked);
        assertThat(together.explain(JOB).orElseThrow().explanation()).isEqualTo(asked);
    }

    @Test
    void keepsNothingTwice() throws Exception {
        var join = join(new Neighbour(BIRCH, serve(birch)));
        join.keep(JOB);
        int entries = own.entries().size();
        tell(birch.journal, 8, new Fact.WinnerFound(hash(3), Wei.of(50)));

        join.keep(JOB);

        assertThat(own.entries()).hasSize(entries + 1);
        assertThat(join.explain(JOB).orElseThrow().explanation().payments().winners())
                .isEqualTo(2);
    }

    @Test
    void knowsNothingOfAJobThatItsOwnJournalHasNot() throws Exception {
        var stranger = new JobId("stranger");
        birch.journal.append(new JournalEntry(Instant.EPOCH, stranger, new Fact.WorkerNamed(0, "birch-worker", 22)));
        var join = join(new Neighbour(BIRCH, serve(birch)));

        assertThat(join.explain(stranger)).isEmpty();
        assertThat(join.keep(stranger)).isEmpty();
        assertThat(own.read(stranger)).isEmpty();
    }

    private JournalJoin join(Neighbour... neighbours) {
        return new JournalJoin(own, new NeighbourAdmins(client, Arrays.asList(neighbours)), () -> Instant.EPOCH);
    }

    private URI serve(FakeNode node) throws TransportException {
        var server = AdminServer.start(AdminConfig.local(0, FakeNode.TOKEN), node.parts(Witnesses.NONE));
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private URI deadAdmin() throws TransportException {
        try (var server = AdminServer.start(AdminConfig.local(0, FakeNode.TOKEN), alder.parts(Witnesses.NONE))) {
            return URI.create("http://127.0.0.1:" + server.port());
        }
    }

    private static List<Optional<WorkerLine>> workers(JournalJoin.Joined joined) {
        return joined.explanation().segments().stream()
                .flatMap(segment -> segment.attempts().stream())
                .map(AttemptLine::worker)
                .toList();
    }

    private static Fact dispatched(long unit, Orchestrator to) {
        return new Fact.UnitDispatched(unit, new Attempt(1, 1, 1, Attempt.Params.AT_HAND), to, Credit.ZERO);
    }

    private static void tell(Journal journal, long second, Fact fact) {
        journal.append(new JournalEntry(Instant.EPOCH.plusSeconds(second), JOB, fact));
    }

    private static Orchestrator orchestrator(int number, int port) {
        var address = new byte[EthAddress.LENGTH];
        address[0] = (byte) number;
        return new Orchestrator(EthAddress.of(address), URI.create("https://127.0.0.1:" + port));
    }

    private static Hash256 hash(int number) {
        var bytes = new byte[Hash256.LENGTH];
        bytes[0] = (byte) number;
        return Hash256.of(bytes);
    }
}
