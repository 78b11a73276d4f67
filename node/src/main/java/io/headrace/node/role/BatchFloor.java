package io.headrace.node.role;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.inference.RunnerPatience;
import io.headrace.inference.container.ContainerEngine;
import io.headrace.inference.container.EngineAccess;
import io.headrace.inference.container.EngineException;
import io.headrace.inference.list.ModelPrice;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.source.Containers;
import io.headrace.inference.source.RunnerOpener;
import io.headrace.models.runner.RunnerProgram;
import io.headrace.node.role.DropInModels.DropIn;
import io.headrace.pipeline.PriceReference;
import io.headrace.transport.ClientConfig;
import io.headrace.transport.HttpClient;
import io.headrace.worker.batch.FilmMaker;
import io.headrace.worker.batch.RunnerBatchWorkshop;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where requests are computed: by the runners of an orchestrator or a worker. */
final class BatchFloor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchFloor.class);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final int TOKEN_BYTES = 16;

    /** A runner with a model of some hundred megabytes; one that wants more is in trouble. */
    private static final int MEMORY_MEBIBYTES = 4_096;

    private final HttpClient http = HttpClient.start(ClientConfig.FOR_NODES);
    private final BatchModels models;
    private final Optional<ContainerEngine> engine;
    private final FilmChild filmChild;
    private final RunnerBatchWorkshop workshop;
    private final Optional<DropInWatch> dropIns;

    /**
     * Where and for whom a node computes.
     *
     * @param natives where they are unpacked once
     * @param weights the directory that containers see as {@code /models}
     * @param creator tells our containers from those of others at the same engine, and is the same after a restart: 1 to 128 of
     *     letters, digits, '.', ':', '_' and '-'
     * @param cards ids of the graphics cards that containers may use
     * @param local whether everybody who may ask is on this machine
     * @param environment of the process, which may name the container engine by {@code DOCKER_HOST}
     */
    record Site(
            Path natives,
            Path weights,
            String creator,
            List<String> cards,
            boolean local,
            Map<String, String> environment) {

        private static final String DOCKER = "unix:///var/run/docker.sock";

        ContainerEngine engine() {
            var host = URI.create(environment.getOrDefault("DOCKER_HOST", DOCKER));
            return ContainerEngine.at(EngineAccess.of(host, creator));
        }
    }

    private BatchFloor(BatchModels models, Site site, NodeBase base) {
        this.models = models;
        filmChild = new FilmChild(site.natives());
        engine = BatchRunners.needContainers(models) ? Optional.of(site.engine()) : Optional.empty();
        var opener = new RunnerOpener(
                () -> HexFormat.of().formatHex(base.secrets().bytes(TOKEN_BYTES)),
                START,
                engine.<Containers>map(found -> found).orElse(Containers.NONE));
        workshop = new RunnerBatchWorkshop(
                base.host(), new RunnerAccess(opener, http, RunnerPatience.DEFAULT), FilmMaker.by(filmChild));
        var program = new RunnerProgram(
                System.getProperty("java.class.path"), site.natives(), models.directory(), MEMORY_MEBIBYTES);
        var runners = new BatchRunners(program, models.images(), site.weights().toAbsolutePath(), site.cards());
        engine.ifPresent(found -> Thread.ofVirtual().name("orphans").start(() -> clear(found)));
        var known = runners.of(models);
        known.forEach((skill, each) -> workshop.add(skill.pipeline(), each));
        dropIns = models.directory()
                .map(folder ->
                        DropInWatch.start(folder, new Offered(runners, known.keySet()::contains), BETWEEN_LOOKS));
    }

    /** @throws IllegalArgumentException when something is to be offered to strangers that may not be */
    static BatchFloor open(BatchModels models, Site site, NodeBase base) {
        models.checkFitFor(site.local());
        return new BatchFloor(models, site, base);
    }

    /** An engine that is away is asked again when the first container is wanted. */
    private static void clear(ContainerEngine engine) {
        try {
            engine.clearOrphans();
        } catch (EngineException away) {
            LOG.warn("What an earlier life may have left at the container engine stays for now: {}", away.getMessage());
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was dropped in is offered, unless the operator's list has it already. */
    private final class Offered implements DropInWatch.Changes {

        private final BatchRunners runners;
        private final Predicate<BatchSkill> taken;

        Offered(BatchRunners runners, Predicate<BatchSkill> taken) {
            this.runners = runners;
            this.taken = taken;
        }

        @Override
        public void came(BatchSkill skill, DropIn model) {
            if (!taken.test(skill)) {
                LOG.info("Offers {} from the directory of models", skill);
                workshop.add(skill.pipeline(), List.of(runners.of(skill, model)));
            }
        }

        @Override
        public void went(BatchSkill skill) {
            if (!taken.test(skill)) {
                LOG.info("Does not offer {} any more: it is not in the directory of models", skill);
                workshop.remove(skill);
            }
        }
    }

    BatchWorkshop workshop() {
        return workshop;
    }

    /** What the operator's lists ask, by gateway: an address, or {@code default}. What it does not price is not in it. */
    Map<String, Map<PriceReference, ModelPrice>> prices() {
        var prices = new HashMap<String, Map<PriceReference, ModelPrice>>();
        Stream.concat(models.elsewhere().stream(), models.entries().stream())
                .filter(entry -> entry.price() instanceof ModelPrice.Named)
                .forEach(entry -> prices.computeIfAbsent(entry.gateway(), _ -> new HashMap<>())
                        .put(new PriceReference(entry.pipeline(), entry.model()), entry.price()));
        return prices;
    }

    @Override
    public void close() {
        dropIns.ifPresent(DropInWatch::close);
        workshop.close();
        filmChild.close();
        engine.ifPresent(ContainerEngine::close);
        http.close();
    }
}
