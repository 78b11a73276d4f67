package io.headrace.orchestrator.batch;

import io.headrace.admission.batch.BatchSkill;
import io.headrace.crypto.EthAddress;
import io.headrace.crypto.SecretSource;
import io.headrace.orchestrator.billing.BatchAccount;
import io.headrace.orchestrator.billing.Billing;
import io.headrace.orchestrator.facts.WorkLog;
import io.headrace.orchestrator.info.BatchOffer;
import io.headrace.orchestrator.results.ResultStore;
import io.headrace.orchestrator.unit.PaperCheck;
import io.headrace.orchestrator.unit.SourceMemory;
import io.headrace.payments.Price;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Door;
import io.headrace.pipeline.Health;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.Pipeline;
import io.headrace.transport.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The side of an orchestrator that answers requests to models. Any thread. */
public final class BatchSide implements BatchOffer {

    private final BatchBench bench;
    private final ResultStore results;
    private final InstantSource clock;

    /** What it is made of. */
    public record Parts(BatchWork work, Billing billing, SecretSource secrets, WorkLog log, InstantSource clock) {}

    /** @param serviceUri under which gateways reach this node; known once it listens */
    public BatchSide(BatchConfig config, Parts parts, Supplier<String> serviceUri) {
        clock = parts.clock();
        results = new ResultStore(config.results());
        bench = new BatchBench(
                config,
                parts.work(),
                parts.billing(),
                parts.secrets(),
                parts.log(),
                new BatchRoom(config.limits().atOnce()),
                new SourceMemory(config.limits().heldBytes()),
                new ResultShelf(results, parts.secrets(), serviceUri, clock),
                new ProgressBoard());
    }

    public List<Route> routes(PaperCheck papers) {
        var handler = new BatchHandler(bench, papers);
        var routes = new ArrayList<Route>();
        for (var pipeline : BuiltInPipelines.BATCH) {
            routes.add(Route.of("POST", "/" + pipeline.name(), (exchange, _) -> handler.handle(pipeline, exchange)));
        }
        routes.add(Route.of("GET", ResultShelf.PATTERN, bench.shelf()::serve));
        routes.add(Route.of("GET", ProgressBoard.PATTERN, bench.progress()::serve));
        routes.add(Route.of("GET", CapabilityList.PATH, new CapabilityList(this::offerings)::serve));
        return List.copyOf(routes);
    }

    @Override
    public Map<BatchSkill, ModelConstraint> models() {
        return bench.work().workshop().offers().entrySet().stream()
                .filter(each -> isServed(each.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isServed(BatchSkill skill) {
        return pipeline(skill)
                .filter(pipeline -> BatchAccount.isPossible(pipeline, skill.model()))
                .isPresent();
    }

    private static Optional<Pipeline> pipeline(BatchSkill skill) {
        return BuiltInPipelines.BATCH.stream()
                .filter(pipeline -> pipeline.name().equals(skill.pipeline()))
                .findFirst();
    }

    /** All that can be asked for here, whichever door it came through. */
    public List<PricedOffering> offerings() {
        var models = models();
        return Stream.concat(
                        BuiltInPipelines.BATCH.stream().flatMap(pipeline -> offering(pipeline, models)),
                        bench.work().others().get().stream())
                .toList();
    }

    private Stream<PricedOffering> offering(Pipeline pipeline, Map<BatchSkill, ModelConstraint> all) {
        var models = new TreeMap<String, ModelConstraint>();
        all.forEach((skill, constraint) -> {
            if (skill.pipeline().equals(pipeline.name()) && models.size() < Offering.MAX_MODELS) {
                models.put(skill.model(), constraint);
            }
        });
        if (models.isEmpty()) {
            return Stream.empty();
        }
        var prices = new TreeMap<String, Price>();
        for (var model : models.keySet()) {
            bench.billing()
                    .batchPrice(EthAddress.ZERO, new BatchAccount(pipeline, model))
                    .ifPresent(price -> prices.put(model, price));
        }
        return Stream.of(
                new PricedOffering(new Offering(pipeline, new Door.BuiltIn(), models, new Health.Ready()), prices));
    }

    /** How many requests are inside just now. */
    public int atWork() {
        return bench.room().inside();
    }

    /** How many bytes of results lie to be fetched. */
    public long resultBytes() {
        return results.bytes();
    }

    /** Lets go of results whose time is over. */
    public void sweep() {
        results.dropOlderThan(clock.instant().minus(bench.config().times().results()));
    }

    /**
     * Takes no request any more; those inside are finished, and results stay to be fetched.
     *
     * @return opens when none is inside
     */
    public CountDownLatch drain() {
        return bench.room().close();
    }
}
