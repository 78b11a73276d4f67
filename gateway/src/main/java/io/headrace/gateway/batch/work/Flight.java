package io.headrace.gateway.batch.work;

import io.headrace.gateway.batch.BatchOutcome;
import io.headrace.gateway.batch.FileBytes;
import io.headrace.job.selection.Orchestrator;
import io.headrace.machine.NanoTicker;
import io.headrace.media.ManifestId;
import io.headrace.pipeline.Capabilities;
import io.headrace.pipeline.Capability;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One request on its way: what was asked, how long it may take, who was tried, and the answer that somebody awaits. Any
 * thread.
 *
 * @param capability by which orchestrators are asked
 * @param needed what whoever works for it must be able to do
 * @param room how long to wait for somebody who has room
 * @param finish from the first byte sent to the last one received
 */
record Flight(
        BatchRequest request,
        FileBytes file,
        Capability capability,
        Capabilities needed,
        Duration room,
        Duration finish,
        long begunNanos,
        NanoTicker ticker,
        Log log,
        OwnTime own,
        CompletableFuture<BatchOutcome> answer) {

    Flight(BatchRequest request, FileBytes file, Duration room, Duration finish, NanoTicker ticker) {
        this(
                request,
                file,
                capability(request),
                Capabilities.requestModel(capability(request), listed(request)),
                room,
                finish,
                ticker.nanos(),
                ticker,
                new Log(),
                new OwnTime(ticker),
                new CompletableFuture<>());
    }

    /** Who was tried, and who might be. */
    static final class Log {

        /** Guarded by this. */
        private Tries tries = Tries.NONE;

        /** Guarded by this. */
        private Set<Orchestrator> willing = Set.of();

        synchronized Tries tries() {
            return tries;
        }

        synchronized Set<Orchestrator> willing() {
            return willing;
        }

        synchronized void willing(Set<Orchestrator> now) {
            willing = Set.copyOf(now);
        }

        synchronized Tries failed(Orchestrator by, BatchFailure failure) {
            tries = tries.with(by, failure);
            return tries;
        }
    }

    /** What is worked on, where that is a film. */
    Optional<FileContent.Film> film() {
        return request.body() instanceof BatchRequest.Body.Form(var _, var uploaded)
                        && uploaded.content() instanceof FileContent.Film known
                ? Optional.of(known)
                : Optional.empty();
    }

    private static Capability capability(BatchRequest request) {
        return request.pipeline()
                .capability()
                .orElseThrow(() -> new IllegalArgumentException(
                        request.pipeline().name() + " has no bit by which orchestrators are asked"));
    }

    /** Under which orchestrators keep our account for the pipeline and the model. */
    ManifestId account() {
        return new ManifestId(capability.id() + "_" + listed());
    }

    /** How the model stands beside its capability. */
    String listed() {
        return listed(request);
    }

    private static String listed(BatchRequest request) {
        return request.pipeline().listed(request.model());
    }

    Tries.Patience patience() {
        return ticker.nanos() - begunNanos >= room.toNanos() ? Tries.Patience.OVER : Tries.Patience.LASTS;
    }

    /** Of work that can be measured; what cannot is refused before it comes here. */
    long units(Counting counting) {
        return switch (WorkUnits.requested(request, counting)) {
            case WorkCount.Units(var _, var units) -> units;
            case WorkCount.Unmeasurable(var why) -> throw new IllegalArgumentException(why);
        };
    }
}
