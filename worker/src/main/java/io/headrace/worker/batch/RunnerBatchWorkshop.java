package io.headrace.worker.batch;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.admission.batch.BatchSkill;
import io.headrace.admission.batch.BatchWorkshop;
import io.headrace.inference.pool.ModelRunners;
import io.headrace.inference.pool.RunnerAccess;
import io.headrace.inference.pool.RunnerPool;
import io.headrace.inference.pool.RunnerStanding;
import io.headrace.machine.Host;
import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.PipelineName;
import io.headrace.pipeline.VersionRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Requests on the runners of this process. Each skill has a pool of its own, so that models come and go without touching the
 * others. Any thread; nothing waits here but {@link #close}.
 *
 * <p>An offer tells the truth of its moment: a model counts as warm only while a runner of it is started and has loaded it, its
 * capacity is that of the runners that are well or can be started, and its version is the one that they say.
 */
public final class RunnerBatchWorkshop implements BatchWorkshop, AutoCloseable {

    /** What goes to gateways as a version is what can be read as one word. */
    private static final Pattern VERSION = Pattern.compile("[!-~]{1,64}");

    private final Host host;
    private final RunnerAccess access;
    private final FilmMaker films;
    private final Map<BatchSkill, RunnerPool> pools = new ConcurrentHashMap<>();

    /**
     * @param access whoever opened its client closes it, after this
     * @param films makes a film of the pictures of a clip
     */
    public RunnerBatchWorkshop(Host host, RunnerAccess access, FilmMaker films) {
        this.host = host;
        this.access = access;
        this.films = films;
    }

    /**
     * Offers one more model, and begins to start its runners as they are to be, without waiting for them.
     *
     * @param runners for calls, all of the same model; not empty
     * @throws IllegalArgumentException when it is offered already, or they are of different models
     */
    public synchronized void add(PipelineName pipeline, List<ModelRunners> runners) {
        var models = runners.stream().map(ModelRunners::model).distinct().toList();
        if (models.size() != 1) {
            throw new IllegalArgumentException("Runners of " + pipeline + " for one model, not for " + models);
        }
        var skill = new BatchSkill(pipeline, models.getFirst());
        if (pools.containsKey(skill)) {
            throw new IllegalArgumentException("There are runners of " + skill + " already");
        }
        pools.put(skill, RunnerPool.open(host, access, runners, _ -> {}));
    }

    /** Does not offer it any more; requests that are at work with it are lost. Its runners are ended aside. */
    public synchronized void remove(BatchSkill skill) {
        Optional.ofNullable(pools.remove(skill)).ifPresent(RunnerBatchWorkshop::end);
    }

    private static Thread end(RunnerPool pool) {
        return Thread.ofVirtual().name("end-runners").start(pool::close);
    }

    /** Where each runner stands, for people and meters. */
    public Map<BatchSkill, List<RunnerStanding>> standings() {
        var standings = new HashMap<BatchSkill, List<RunnerStanding>>();
        pools.forEach((skill, pool) -> standings.put(skill, pool.standings()));
        return standings;
    }

    @Override
    public Map<BatchSkill, ModelConstraint> offers() {
        var offers = new HashMap<BatchSkill, ModelConstraint>();
        pools.forEach((skill, pool) -> {
            int capacity = pool.capacities().getOrDefault(skill.model(), 0);
            if (capacity > 0) {
                offers.put(skill, offer(capacity, pool.free().getOrDefault(skill.model(), 0), pool.standings()));
            }
        });
        return offers;
    }

    private static ModelConstraint offer(int capacity, int free, List<RunnerStanding> standings) {
        boolean warm = standings.stream().anyMatch(standing -> standing.state().isWarm());
        return new ModelConstraint(warm, capacity, version(standings), Math.max(0, capacity - free));
    }

    /** Of several the lowest: nobody is promised more than all can do. */
    private static String version(List<RunnerStanding> standings) {
        return standings.stream()
                .map(RunnerStanding::version)
                .filter(version -> VERSION.matcher(version).matches())
                .reduce((one, other) -> VersionRule.satisfies(one, other) ? other : one)
                .orElse("");
    }

    @Override
    public Optional<BatchPlace> take(BatchSkill skill) {
        return Optional.ofNullable(pools.get(skill))
                .flatMap(pool -> pool.call(skill.model()))
                .map(call -> new FilmingPlace(new RunnerPlace(skill.pipeline(), call), films));
    }

    /** Ends every runner that is ours, all at once; requests under way are told. Returns when all are gone, or after 15 s. */
    @Override
    public synchronized void close() {
        var endings = pools.values().stream().map(RunnerBatchWorkshop::end).toList();
        pools.clear();
        try {
            for (var ending : endings) {
                ending.join();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
