package io.headrace.inference.pool;

import io.headrace.inference.runner.Duty;
import io.headrace.inference.runner.Supervision;
import io.headrace.inference.source.RunnerSource;
import java.util.Collections;
import java.util.List;

/**
 * The runners of one model: kept warm, which is started at once and anew when they fail, or started when they are needed.
 *
 * @param model its id, as gateways ask for it
 * @param sources 1 to 64; one for each session at once, or for so many calls at once as the duty says
 */
public record ModelRunners(String model, List<RunnerSource> sources, Supervision supervision, Duty duty) {

    private static final int MOST = 64;

    public ModelRunners {
        sources = List.copyOf(sources);
        if (model.isBlank() || sources.isEmpty() || sources.size() > MOST) {
            throw new IllegalArgumentException(
                    sources.size() + " runners of \"" + model + "\"; a model has a name and 1 to " + MOST + " of them");
        }
    }

    /** For live sessions. */
    public ModelRunners(String model, List<RunnerSource> sources, Supervision supervision) {
        this(model, sources, supervision, new Duty.Sessions());
    }

    /** @param warm so many of the same kind, which must be one that can be started more than once */
    public static ModelRunners of(String model, RunnerSource source, int warm) {
        return new ModelRunners(model, Collections.nCopies(warm, source), Supervision.DEFAULT);
    }

    /** @param most of the same kind at once, each started when it is needed */
    public static ModelRunners onDemand(String model, RunnerSource source, int most) {
        return new ModelRunners(model, Collections.nCopies(most, source), Supervision.ON_DEMAND);
    }

    public ModelRunners with(Supervision other) {
        return new ModelRunners(model, sources, other, duty);
    }

    public ModelRunners with(Duty other) {
        return new ModelRunners(model, sources, supervision, other);
    }
}
