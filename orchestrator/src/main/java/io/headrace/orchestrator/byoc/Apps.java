package io.headrace.orchestrator.byoc;

import io.headrace.pipeline.ModelConstraint;
import io.headrace.pipeline.Offering;
import io.headrace.pipeline.PipelineRegistry;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The containers that are registered, and what they are doing. Permits are not counted but are the jobs themselves, so
 * that none can leak or be given back twice. Immutable.
 *
 * @param registry says of each how it is
 * @param apps by the text of their ids
 * @param jobs by their numbers: whose permit each holds
 * @param drawn the number of the latest registration or job
 */
record Apps(
        PipelineRegistry registry, NavigableMap<String, App> apps, NavigableMap<Long, Offering.Id> jobs, long drawn) {

    static final Apps NONE = new Apps(PipelineRegistry.EMPTY, new TreeMap<>(), new TreeMap<>(), 0);

    Apps {
        apps = Collections.unmodifiableNavigableMap(new TreeMap<>(apps));
        jobs = Collections.unmodifiableNavigableMap(new TreeMap<>(jobs));
    }

    Optional<App> find(Offering.Id id) {
        return Optional.ofNullable(apps.get(id.text()));
    }

    /** The same registration, unless it has been replaced or has left. */
    Optional<App> find(Offering.Id id, long generation) {
        return find(id).filter(app -> app.generation() == generation);
    }

    /** Whether it may be asked for work. */
    boolean isOffered(Offering.Id id) {
        return registry.find(id).filter(found -> found.health().isOffered()).isPresent();
    }

    int inUse(Offering.Id id) {
        return (int) jobs.values().stream().filter(id::equals).count();
    }

    /** Jobs that may begin now; none while it is not offered. */
    int free(App app) {
        return isOffered(app.id()) ? Math.max(0, app.registration().capacity() - inUse(app.id())) : 0;
    }

    /** What is on offer now, with the permits that are taken. */
    List<Offering> offerings() {
        return registry.offered().stream()
                .map(offering -> {
                    int taken = inUse(offering.id());
                    var models = new TreeMap<>(offering.models());
                    models.replaceAll((_, model) ->
                            new ModelConstraint(model.warm(), model.capacity(), model.runnerVersion(), taken));
                    return new Offering(offering.pipeline(), offering.door(), models, offering.health());
                })
                .toList();
    }

    Apps with(PipelineRegistry other) {
        return new Apps(other, apps, jobs, drawn);
    }

    /** With an application that the registry has. */
    Apps with(PipelineRegistry other, App app) {
        var more = new TreeMap<>(apps);
        more.put(app.id().text(), app);
        return new Apps(other, more, jobs, app.generation());
    }

    Apps without(Offering.Id id) {
        var fewer = new TreeMap<>(apps);
        fewer.remove(id.text());
        return new Apps(registry.unregister(id), fewer, jobs, drawn);
    }

    /** With one more job, whose number is then the latest. */
    Apps working(Offering.Id id) {
        var more = new TreeMap<>(jobs);
        more.put(drawn + 1, id);
        return new Apps(registry, apps, more, drawn + 1);
    }

    Apps done(long job) {
        var fewer = new TreeMap<>(jobs);
        fewer.remove(job);
        return new Apps(registry, apps, fewer, drawn);
    }
}
