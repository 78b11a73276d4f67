package io.headrace.gateway.batch.later;

import io.headrace.crypto.SecretSource;
import io.headrace.gateway.batch.BatchTerms;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.gateway.batch.work.AnswerBox;
import io.headrace.gateway.batch.work.BatchJobs;
import io.headrace.gateway.order.BatchJobOrder;
import io.headrace.gateway.run.RunningJobs;
import io.headrace.job.JobId;
import io.headrace.job.JobState;
import io.headrace.job.lifecycle.Reason;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.text.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs for which nobody waits. Request, upload and result are in the job's folder; after a restart results are still there,
 * what ran is dispatched once more, and webhooks that were not told are told. Any thread.
 */
public final class LaterJobs {

    private static final Logger LOG = LoggerFactory.getLogger(LaterJobs.class);
    private static final int MOST_KEYS = 10_000;
    private static final int EVENT_BYTES = 16;

    private final BatchJobs jobs;
    private final Path folder;
    private final Duration keep;
    private final Webhooks hooks;
    private final SecretSource secrets;

    /** Guarded by this: jobs by the keys under which they were asked for; the oldest first. */
    private final Map<String, String> byKey = new LinkedHashMap<>();

    /**
     * @param folder that holds a folder for each job
     * @param keep how long a result is kept
     */
    public LaterJobs(BatchJobs jobs, Path folder, Duration keep, Webhooks hooks, SecretSource secrets) {
        this.jobs = jobs;
        this.folder = folder;
        this.keep = keep;
        this.hooks = hooks;
        this.secrets = secrets;
    }

    /** How a job stands. */
    public sealed interface Standing {
        /** What computed it says that it is, {@code X-Model-Kind}; empty where nothing did, or it does not say. */
        Optional<String> modelKind();

        record Running() implements Standing {
            @Override
            public Optional<String> modelKind() {
                return Optional.empty();
            }
        }

        /**
         * It is over.
         *
         * @param status as an answer would have had
         * @param body the document, a reply or an error
         * @param modelKind of whatever computed a reply
         */
        record Over(int status, String body, Optional<String> modelKind) implements Standing {}
    }

    /**
     * Takes a request; it is on disk when this returns.
     *
     * @return the job's id: of an earlier one, when that had the same key
     * @throws IllegalArgumentException with a sentence for the client, when its webhook is at no good address
     */
    public synchronized String accept(BatchRequest request, FileBytes file, BatchTerms terms, LaterAsk ask)
            throws IOException, RunningJobs.Busy {
        ask.webhook().ifPresent(hook -> {
            var _ = hooks.check(hook);
        });
        var before = ask.idempotencyKey().flatMap(key -> Optional.ofNullable(byKey.get(key)));
        if (before.isPresent()) {
            return before.get();
        }
        var place = jobs.newFolder();
        var kept = new LaterFolder(place);
        var event = "evt_" + HexFormat.of().formatHex(secrets.bytes(EVENT_BYTES));
        var patient = new BatchTerms(BatchTerms.LONGEST_WAIT, terms.finish(), terms.maxPrice());
        var upload = request.body() instanceof BatchRequest.Body.Form
                ? FileBytes.at(place.resolve("upload"))
                : FileBytes.NONE;
        try {
            kept.write(request, file, patient, ask, event);
            var _ = jobs.keep(request, upload, patient, place, box(kept));
        } catch (IOException full) {
            letGo(kept);
            throw full;
        }
        var id = String.valueOf(place.getFileName());
        ask.idempotencyKey().ifPresent(key -> remember(key, id));
        return id;
    }

    /** Of a request that is not accepted after all: a disk that is full needs the room. */
    private static void letGo(LaterFolder kept) {
        try {
            kept.clear();
        } catch (IOException stays) {
            LOG.warn("{} stays, of a request that could not be kept: {}", kept.folder(), stays.getMessage());
        }
    }

    private void remember(String key, String id) {
        byKey.put(key, id);
        if (byKey.size() > MOST_KEYS) {
            byKey.remove(byKey.keySet().iterator().next());
        }
    }

    private synchronized void forget(String id) {
        byKey.values().remove(id);
    }

    /** The answer is on disk first, then somebody is told. */
    private AnswerBox box(LaterFolder kept) {
        return outcome -> {
            kept.put(outcome);
            tell(kept);
        };
    }

    private void tell(LaterFolder kept) {
        var order = kept.order();
        var result = kept.result();
        if (order.isEmpty() || result.isEmpty() || kept.told()) {
            return;
        }
        order.get().ask().webhook().ifPresent(hook -> {
            var body = new JsonObject()
                    .text("id", order.get().event())
                    .text("type", result.get().good() ? "job.completed" : "job.failed")
                    .text("job", String.valueOf(kept.folder().getFileName()))
                    .number("status", result.get().status())
                    .json("result", result.get().body().strip())
                    .toString();
            hooks.tell(hook, new Webhooks.Event(order.get().event(), body), () -> markTold(kept));
        });
    }

    private static void markTold(LaterFolder kept) {
        try {
            kept.markTold();
        } catch (IOException full) {
            LOG.warn(
                    "It cannot be noted that {} was told; it will be told again: {}", kept.folder(), full.getMessage());
        }
    }

    /** Empty for a job that is not one of these, or not any more. */
    public Optional<Standing> find(JobId id) {
        var kept = new LaterFolder(folder.resolve(id.text()));
        return kept.result()
                .<Standing>map(result -> new Standing.Over(result.status(), result.body(), result.modelKind()))
                .or(() -> kept.order().map(_ -> new Standing.Running()));
    }

    /** Goes on with a job of an earlier life. */
    public void resume(BatchJobOrder order, JobState from) {
        var kept = new LaterFolder(order.folder());
        kept.order()
                .ifPresentOrElse(
                        asked -> jobs.resume(order, asked.request(), asked.file(), asked.terms(), from, box(kept)),
                        () -> jobs.giveUp(order, from, Reason.SOURCE_FAILED));
    }

    /**
     * Looks what an earlier life left: keys of requests, webhooks that were not told, results that are old enough to go.
     *
     * @param now when those have expired that are older than results are kept
     */
    public void takeStock(Instant now) throws IOException {
        sweep(now);
        for (var kept : folders()) {
            takeStock(kept);
        }
    }

    /** Lets go of requests, uploads and results of what has been over for long enough. */
    public void sweep(Instant now) {
        try {
            for (var kept : folders()) {
                sweep(kept, now);
            }
        } catch (IOException unreadable) {
            LOG.warn("Old results stay in {}: {}", folder, unreadable.getMessage());
        }
    }

    /** One that cannot be let go of keeps no other. */
    private void sweep(LaterFolder kept, Instant now) {
        try {
            if (kept.finished().map(end -> end.plus(keep)).filter(now::isAfter).isPresent()) {
                forget(String.valueOf(kept.folder().getFileName()));
                kept.clear();
            }
        } catch (IOException stays) {
            LOG.warn("An old result stays in {}: {}", kept.folder(), stays.getMessage());
        }
    }

    private List<LaterFolder> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(each -> Files.exists(each.resolve("request")))
                    .map(LaterFolder::new)
                    .toList();
        }
    }

    private void takeStock(LaterFolder kept) {
        kept.order().flatMap(order -> order.ask().idempotencyKey()).ifPresent(key -> {
            synchronized (this) {
                remember(key, String.valueOf(kept.folder().getFileName()));
            }
        });
        tell(kept);
    }
}
