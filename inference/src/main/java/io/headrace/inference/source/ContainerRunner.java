package io.headrace.inference.source;

import io.headrace.pipeline.PipelineName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A container of ours, started when it is needed and started anew when it fails (pipelines reference sections 2.2 and
 * 2.4). Its bearer comes in its environment as {@code AUTH_TOKEN}, new at each start.
 *
 * @param image which must be on the machine of the container engine: {@code livepeer/ai-runner:latest}
 * @param model its id, as the image knows it
 * @param flags of optimisation: names of variables in capitals, and their values
 * @param models the directory of the weights, on the machine of the engine; seen in the container as {@code /models}
 * @param devices ids of the graphics cards that it has; none for one that computes without
 */
public record ContainerRunner(
        String image,
        PipelineName pipeline,
        String model,
        Map<String, String> flags,
        Path models,
        List<String> devices,
        ContainerLimits limits)
        implements RunnerSource {

    private static final Set<String> OURS = Set.of("PIPELINE", "MODEL_ID", "AUTH_TOKEN", "HOST", "PORT");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final int MOST = 64;

    public ContainerRunner {
        flags = Map.copyOf(flags);
        devices = List.copyOf(devices);
        if (image.isBlank() || model.isBlank() || !models.isAbsolute()) {
            throw new IllegalArgumentException(
                    "A container has an image, a model and an absolute directory of models: \"" + image + "\", \""
                            + model + "\", \"" + models + "\"");
        }
        if (flags.size() > MOST || devices.size() > MOST) {
            throw new IllegalArgumentException(flags.size() + " flags and " + devices.size() + " devices for " + model
                    + "; at most " + MOST + " of each");
        }
        for (var name : flags.keySet()) {
            if (!isFlag(name)) {
                throw new IllegalArgumentException("A flag of " + model + " is a variable in capitals that is none of "
                        + OURS + ": \"" + name + "\"");
            }
        }
    }

    /** Whether a flag may have that name. */
    public static boolean isFlag(String name) {
        return VARIABLE.matcher(name).matches() && !OURS.contains(name);
    }
}
