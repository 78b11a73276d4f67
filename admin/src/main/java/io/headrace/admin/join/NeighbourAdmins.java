package io.headrace.admin.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.job.JobId;
import io.headrace.job.selection.Orchestrator;
import io.headrace.journal.Fact;
import io.headrace.journal.JournalCodec;
import io.headrace.journal.JournalEntry;
import io.headrace.journal.JournalUnreadable;
import io.headrace.transport.HttpCall;
import io.headrace.transport.HttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks the admin APIs of neighbours for their journals, all at the same time. Of what they say only the workers, the
 * winners and their redemption are taken: of everything else the gateway is its own witness.
 */
public final class NeighbourAdmins implements Witnesses {

    private static final HttpCall.Limits LIMITS =
            new HttpCall.Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), 16 << 20);

    private final HttpClient client;
    private final List<Neighbour> neighbours;

    public NeighbourAdmins(HttpClient client, List<Neighbour> neighbours) {
        this.client = client;
        this.neighbours = List.copyOf(neighbours);
    }

    /** One neighbour's answer; without entries when it could not be asked. */
    private record Testimony(Neighbour of, List<JournalEntry> entries, Optional<Unheard> unheard) {}

    @Override
    public Hearing hear(JobId job, Set<Orchestrator> named) throws InterruptedException {
        var testimonies = ask(
                job,
                neighbours.stream()
                        .filter(neighbour -> named.stream().anyMatch(neighbour::is))
                        .toList());
        Map<Orchestrator, List<JournalEntry>> journals = new HashMap<>();
        for (var testimony : testimonies) {
            named.stream()
                    .filter(testimony.of()::is)
                    .forEach(who -> journals.merge(who, testimony.entries(), NeighbourAdmins::both));
        }
        return new Hearing(
                journals,
                testimonies.stream().flatMap(each -> each.unheard().stream()).toList());
    }

    /** All have answered or failed when this returns. */
    private List<Testimony> ask(JobId job, List<Neighbour> asked) throws InterruptedException {
        var calls = asked.stream()
                .<Callable<Testimony>>map(neighbour -> () -> testimony(neighbour, job))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private Testimony testimony(Neighbour of, JobId job) throws InterruptedException {
        try {
            return new Testimony(of, fetch(of.admin(), job), Optional.empty());
        } catch (IOException failed) {
            return new Testimony(
                    of, List.of(), Optional.of(new Unheard(of.admin(), String.valueOf(failed.getMessage()))));
        }
    }

    private List<JournalEntry> fetch(URI admin, JobId job) throws IOException, InterruptedException {
        var path = "/jobs/" + URLEncoder.encode(job.text(), UTF_8).replace("+", "%20") + "/journal";
        try (var answer = client.send(HttpCall.get(admin.resolve(path), LIMITS))) {
            return switch (answer.status()) {
                case 200 -> read(new String(answer.readAll(), UTF_8), job);
                case 404 -> List.of();
                default -> throw new IOException("It answered " + answer.status() + " when asked for a journal");
            };
        }
    }

    private static List<JournalEntry> read(String lines, JobId job) throws IOException {
        try {
            return lines.lines()
                    .map(JournalCodec::decode)
                    .filter(entry -> entry.job().equals(job) && isTheirsToKnow(entry.fact()))
                    .toList();
        } catch (JournalUnreadable unreadable) {
            throw new IOException("Its journal cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static boolean isTheirsToKnow(Fact fact) {
        return fact instanceof Fact.WorkerNamed || fact instanceof Fact.WinnerFound || fact instanceof Fact.Redeemed;
    }

    private static List<JournalEntry> both(List<JournalEntry> one, List<JournalEntry> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
