package io.headrace.node.role;

import io.headrace.orchestrator.info.Advertisement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which models of live video an orchestrator or a worker computes with runners of its own.
 *
 * @param names of the models; none for no live video
 * @param sessions of each at once
 * @param directory whose subdirectories are models, beside those that are built in
 */
public record LiveModels(List<String> names, int sessions, Optional<Path> directory) {

    public static final LiveModels NONE = new LiveModels(List.of(), 1, Optional.empty());

    /** Of a local network: all that need nothing to be downloaded. */
    public static final LiveModels BUILT_IN = new LiveModels(
            List.of("noop", "edges", "edge-preserving", "cartoon", "lut", "blur", "filter", "comfyui"),
            1,
            Optional.empty());

    /** Runners are children of this program, and so of its version. */
    static final String RUNNER_VERSION = Advertisement.SOFTWARE.version();

    private static final int MOST = 64;

    public LiveModels {
        names = List.copyOf(names);
        if (sessions < 1 || sessions > MOST) {
            throw new IllegalArgumentException("Of each model 1 to " + MOST + " sessions, not " + sessions);
        }
    }

    /** The same as words of a command line. */
    public List<String> words() {
        var words = new ArrayList<String>();
        if (!names.isEmpty()) {
            words.addAll(List.of("--live-models", String.join(",", names), "--live-sessions", "" + sessions));
        }
        directory.ifPresent(folder -> words.addAll(List.of("--models", folder.toString())));
        return words;
    }
}
